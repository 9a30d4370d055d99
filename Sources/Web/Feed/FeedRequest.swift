import Domain
import HTTPTypes
import Hummingbird

/// Which page of the feed a client wants.
struct FeedRequest: QueryReadable {
  /// The place behind which the page begins.
  let after: LedgerPosition
  /// How many events it may have.
  let limit: Int

  init?(from query: inout QueryReader) {
    after = query.optional("after", LedgerPositionRule()) ?? .start
    limit =
      query.optional("limit", .integer(PageRequest.limits)).map { Int($0) }
      ?? PageRequest.defaultLimit
  }

  /// How many events to read: one more than the page has, which tells whether there is more.
  var eventsToRead: Int { limit + 1 }

  /// A relative reference to the next page.
  func reference(to next: LedgerPosition) -> String { "/events?after=\(next)&limit=\(limit)" }
}

/// Where a client wants a stream to begin.
struct FeedStart: QueryReadable {
  let after: LedgerPosition

  init?(from query: inout QueryReader) {
    after = query.optional("after", LedgerPositionRule()) ?? .start
  }
}

extension Request {
  /// Whether the client asks for Server-Sent Events.
  var wantsEventStream: Bool { accepts("text/event-stream") }

  /// The last event that a client has seen, which it says when it comes back. Throws
  /// `InvalidInput`.
  func lastEventID() throws -> LedgerPosition? {
    guard let last = headers[.lastEventID] else { return nil }
    return try LedgerPositionRule().check(last, at: HTTPField.Name.lastEventID.rawName)
      .mapError { InvalidInput($0) }.get()
  }
}

/// The rule of a place in the feed.
private struct LedgerPositionRule: StringRule {
  typealias Value = LedgerPosition

  func check(_ raw: String, at pointer: String) -> Result<LedgerPosition, Violation> {
    if let position = LedgerPosition(raw) { return .success(position) }
    return .failure(
      Violation(
        pointer: pointer, code: .invalidFormat,
        detail: "must be the position of an event, or the next_cursor of a page of events"))
  }
}
