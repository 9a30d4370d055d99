package import Domain
import HTTPTypes
package import Hummingbird

/// A part of a list, and where to read on.
package struct Page<Item> {
  /// The items, in the order of the list; at most `limit` of the request.
  package let items: [Item]
  /// Where the next page begins; nil where the list ends.
  package let next: Cursor?

  private let request: PageRequest

  /// The page of `rows`, which a query fetched by `request.rowsToFetch`: when there is one more
  /// than the page holds, there is a next page. `position` is what the list is ordered by.
  package init(
    _ rows: [Item], _ request: PageRequest, position: (Item) -> (at: Instant, id: Int64)
  ) {
    self.request = request
    items = Array(rows.prefix(request.limit))
    if rows.count > request.limit, let last = items.last {
      let (at, id) = position(last)
      next = Cursor(at: at, id: id)
    } else {
      next = nil
    }
  }
}

extension Page {
  private init(items: [Item], next: Cursor?, request: PageRequest) {
    self.items = items
    self.next = next
    self.request = request
  }

  /// The same page with each item as something else.
  package func map<Other>(_ transform: (Item) -> Other) -> Page<Other> {
    Page<Other>(items: items.map(transform), next: next, request: request)
  }
}

extension Page: Sendable where Item: Sendable {}

extension Page: JSONWritable where Item: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("items", items)
      json.field("next_cursor", next.map { request.text(of: $0) })
    }
  }
}

extension Page: ResponseGenerator where Item: JSONWritable {
  /// 200 with the items, `next_cursor`, and a `Link` to the next page if there is one (RFC 8288).
  var response: Response {
    var headers = HTTPFields()
    if let next { headers[.link] = "<\(request.reference(to: next))>; rel=\"next\"" }
    return .json(.ok, self, headers: headers)
  }

  package func response(from request: Request, context: some RequestContext) -> Response {
    response
  }
}
