import Domain
import HTTPTypes
import Hummingbird

/// A part of the feed, and where to read on.
struct FeedPage: JSONWritable {
  private let items: [FeedEvent]
  private let next: LedgerPosition?
  private let request: FeedRequest

  /// The page of `events`, which were read by `request.eventsToRead`.
  init(_ events: [FeedEvent], _ request: FeedRequest) {
    self.request = request
    items = Array(events.prefix(request.limit))
    next = events.count > request.limit ? items.last?.position : nil
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("items", items)
      json.field("next_cursor", next?.description)
    }
  }

  /// 200 with a `Link` to the next page if there is one now (RFC 8288).
  var response: Response {
    var headers: HTTPFields = [.vary: "Accept"]
    if let next { headers[.link] = "<\(request.reference(to: next))>; rel=\"next\"" }
    return .json(.ok, self, headers: headers)
  }
}
