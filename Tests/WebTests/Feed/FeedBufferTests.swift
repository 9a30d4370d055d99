import Domain
import NIOCore
import Testing

@testable import Web

@Suite struct FeedBufferTests {
  private static func place(_ transaction: UInt64, _ id: Int64 = 0) -> LedgerPosition {
    LedgerPosition(transaction: transaction, id: id)
  }

  private static func batch(
    after start: LedgerPosition, _ places: LedgerPosition...
  ) throws -> FeedBatch {
    let events = places.map { place in
      FeedEvent(
        position: place,
        event: LedgerEvent(
          id: place.id, at: Instant(microseconds: 0), kind: "ticket.changed", ticketID: 1,
          incidentID: nil, actor: "a", requestID: nil, traceParent: nil, before: nil,
          after: #"{"text": "a\nb"}"#))
    }
    return try #require(FeedBatch(events, after: start))
  }

  /// The places of what is found; nil where it must be read.
  private static func found(
    _ buffer: FeedBuffer, after position: LedgerPosition
  ) -> [String]? {
    switch buffer.find(after: position) {
    case .nothing: []
    case .news(let bytes, _):
      String(buffer: bytes).matches(of: /id: (.+)\n/).map { String($0.1) }
    case .behind: nil
    }
  }

  private static func filled(limit: Int = 1 << 20) throws -> FeedBuffer {
    var buffer = FeedBuffer(end: place(5), limit: limit)
    buffer.append(try batch(after: place(5), place(5, 9), place(6, 2)))
    buffer.append(try batch(after: place(6, 2), place(6, 3), place(8, 1), place(8, 4)))
    return buffer
  }

  @Test func `an event has its place, its kind and one line of data`() throws {
    let batch = try Self.batch(after: .start, Self.place(7, 3))
    #expect(
      String(buffer: batch.bytes(after: .start)) == """
        id: 7-3
        event: ticket.changed
        data: {"position":"7-3","id":3,"at":"1970-01-01T00:00:00.000000Z","kind":"ticket.changed",\
        "ticket_id":1,"incident_id":null,"actor":"a","request_id":null,"traceparent":null,\
        "address":null,"before":null,"after":{"text": "a\\nb"}}


        """)
  }

  @Test(arguments: [
    (place(5), ["5-9", "6-2"]), (place(5, 8), ["5-9", "6-2"]), (place(5, 9), ["6-2"]),
    (place(6, 1), ["6-2"]), (place(6, 2), ["6-3", "8-1", "8-4"]), (place(7), ["8-1", "8-4"]),
    (place(8, 1), ["8-4"]), (place(8, 4), []), (place(9), []),
  ])
  func `who has read up to a place gets what is behind it`(
    position: LedgerPosition, expected: [String]
  ) throws {
    #expect(Self.found(try Self.filled(), after: position) == expected)
  }

  @Test(arguments: [LedgerPosition.start, place(4, 99)])
  func `who is behind what is here must read`(position: LedgerPosition) throws {
    #expect(Self.found(try Self.filled(), after: position) == nil)
    let empty = FeedBuffer(end: Self.place(5), limit: 100)
    #expect(Self.found(empty, after: position) == nil)
    #expect(Self.found(empty, after: Self.place(5)) == [])
  }

  @Test func `the oldest is forgotten where there is no more room, and never the newest`() throws {
    let buffer = try Self.filled(limit: 1)
    #expect(Self.found(buffer, after: Self.place(5)) == nil)
    #expect(Self.found(buffer, after: Self.place(6, 2)) == ["6-3", "8-1", "8-4"])
  }

  @Test func `many small batches are found, and are not too many`() throws {
    var buffer = FeedBuffer(end: Self.place(1), limit: 1 << 30)
    for number in 1...1_500 as ClosedRange<UInt64> {
      buffer.append(try Self.batch(after: buffer.end, Self.place(number + 1, 1)))
    }
    #expect(Self.found(buffer, after: Self.place(500, 1)) == nil)
    for number in 501...1_500 as ClosedRange<UInt64> {
      #expect(Self.found(buffer, after: Self.place(number, 1)) == ["\(number + 1)-1"])
    }
  }
}
