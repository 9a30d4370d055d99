package import Domain
package import Postgres
import Relay
import Web

extension Ticket: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), title: try row.next(), description: try row.next(),
      category: try row.next(), priority: try row.next(), status: try row.next(),
      triage: Triage(
        decidedBy: try row.next(), ruleset: try row.next(),
        matched: try row.next(TermMatches.self).list),
      version: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
  }

  /// What a query must select for a whole ticket, in this order.
  static let columns: Query = """
    id, title, description, category, priority, status,
      triage_decided_by, triage_ruleset, triage_matched,
      version, created_at, updated_at
    """
}

/// The matched terms of a ticket, as `triage_matched` holds them.
struct TermMatches: ColumnDecodable, Bindable {
  static let typeID = JSONText.typeID
  static let arrayTypeID = JSONText.arrayTypeID

  let list: [TermMatch]

  init(_ list: [TermMatch]) {
    self.list = list
  }

  init(_ column: Column) throws(ColumnMismatch) {
    let json = try JSONText(column)
    guard case .array(let elements) = try? JSONParser.parse(json.text) else {
      throw column.mismatch("an array of matched terms", found: json.text)
    }
    list = elements.compactMap(TermMatch.init)
    guard list.count == elements.count else {
      throw column.mismatch("matched terms", found: json.text)
    }
  }

  func encode(into bytes: inout [UInt8]) {
    JSONText(list.json).encode(into: &bytes)
  }
}

extension TermMatch {
  /// Foundation's decoder took nearly half of the time in which a list of tickets is read.
  fileprivate init?(_ json: JSONValue) {
    guard case .object(let members) = json else { return nil }
    var (term, field, offset): (String?, Field?, Int?)
    for member in members {
      switch (member.name, member.value) {
      case ("term", .string(let text)): term = text
      case ("field", .string(let text)): field = Field(rawValue: text)
      case ("offset", .number(let digits)): offset = Int(digits)
      default: return nil
      }
    }
    guard let term, let field, let offset else { return nil }
    self.init(term: term, field: field, offset: offset)
  }
}
