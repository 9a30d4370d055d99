package import Domain

/// Which page of a list a client wants.
package struct PageRequest: Sendable {
  /// How many items a page may have.
  package static let limits: ClosedRange<Int64> = 1...200
  /// How many items a page has if the client does not say.
  package static let defaultLimit = 50

  /// How many items the page may have.
  package let limit: Int
  /// After which row the page begins; nil for the first page.
  package let cursor: Cursor?

  /// How many rows a query should fetch: one more than the page has, which tells whether there is
  /// another page.
  package var rowsToFetch: Int { limit + 1 }

  /// Behind which row the page begins, as queries take it; nil for the first page.
  package var place: (at: Instant, id: Int64)? { cursor.map { ($0.at, $0.id) } }

  private let list: String
  private let parameters: [(name: String, value: String)]
  private let path: String

  /// Reads `limit` and `cursor`; everything else in the query is the filter, in whatever order, of
  /// the list at `path`.
  init?(from query: inout QueryReader, path: String) {
    let path = "/" + path.split(separator: "/").joined(separator: "/")
    let filters = query.pairs(without: ["limit", "cursor"])
    list = Self.reference(path, filters)
    let limit = query.optional("limit", .integer(Self.limits))
    self.limit = limit.map { Int($0) } ?? Self.defaultLimit
    parameters = filters + (limit.map { [("limit", String($0))] } ?? [])
    self.path = path
    cursor = query.optional("cursor", CursorRule(list: list))
  }

  /// What a client passes as `cursor` to read on after the row of this time and id.
  func text(of cursor: Cursor) -> String { cursor.text(for: list) }

  /// A relative reference to the page that begins at `cursor`, with the same filters and limit.
  func reference(to cursor: Cursor) -> String {
    Self.reference(path, parameters + [("cursor", text(of: cursor))])
  }

  private static func reference(_ path: String, _ pairs: [(name: String, value: String)]) -> String
  {
    let query = pairs.map {
      "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
    }
    return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
  }
}

/// Two requests are equal where they ask for the same page of the same list.
extension PageRequest: Hashable {
  package static func == (left: PageRequest, right: PageRequest) -> Bool {
    left.list == right.list && left.limit == right.limit && left.cursor == right.cursor
      && left.parameters.elementsEqual(right.parameters, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(list)
    hasher.combine(limit)
    hasher.combine(cursor)
  }
}

/// The rule of the parameter `cursor`.
private struct CursorRule: StringRule {
  typealias Value = Cursor

  let list: String

  func check(_ raw: String, at pointer: String) -> Result<Cursor, Violation> {
    if let cursor = Cursor(text: raw, for: list) { return .success(cursor) }
    return .failure(
      Violation(
        pointer: pointer, code: .invalidFormat,
        detail: "must be the next_cursor of a page of this list with the same filters"))
  }
}
