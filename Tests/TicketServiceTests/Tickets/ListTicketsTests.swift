import DatabaseTesting
import Domain
import HTTPTypes
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ListTicketsTests {
  /// One ticket of every kind; the id of each is its place in the list, from 1.
  private static let every: [StoredTicket] = TicketStatus.allCases.flatMap { status in
    Category.allCases.flatMap { category in
      Priority.allCases.map { priority in
        StoredTicket(category: category, priority: priority, status: status)
      }
    }
  }

  @Test func `every filter and every combination of them finds what it names`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(Self.every)
    for status in TicketStatus.allCases + [nil] {
      for category in Category.allCases + [nil] {
        for priority in Priority.allCases + [nil] {
          let named = [
            status.map { "status=\($0.rawValue)" }, category.map { "category=\($0.rawValue)" },
            priority.map { "priority=\($0.rawValue)" },
          ].compactMap(\.self)
          let page = try await desk.get("/tickets?limit=200&\(named.joined(separator: "&"))")
            .read(PageDocument.self)
          let expected = Self.every.indices.filter {
            let ticket = Self.every[$0]
            return status ?? ticket.status == ticket.status
              && category ?? ticket.category == ticket.category
              && priority ?? ticket.priority == ticket.priority
          }
          #expect(page.ids == expected.map { Int64($0 + 1) }.reversed(), "\(named)")
          #expect(page.nextCursor == nil)
        }
      }
    }
  }

  @Test func `the newest ticket comes first, and of the same time the one made last`() async throws
  {
    let noon = try #require(Instant(rfc3339: "2026-03-01T12:00:00Z"))
    try await StoredTicket.insert([
      StoredTicket(title: "second", createdAt: noon),
      StoredTicket(title: "first", createdAt: noon),
      StoredTicket(title: "third", createdAt: Instant(microseconds: noon.microseconds - 1)),
    ])
    let page = try await TestDesk().get("/tickets").read(PageDocument.self)
    #expect(page.titles == ["first", "second", "third"])
  }

  private static let spans = [
    ("", ["c", "b", "a"]),
    ("created_after=2026-03-01T12:00:00Z", ["c", "b", "a"]),
    ("created_after=2026-03-01T12:00:00.000001Z", ["c", "b"]),
    ("created_after=2026-03-01T12:00:00.000002Z", ["c"]),
    ("created_before=2026-03-01T12:00:00.000002Z", ["b", "a"]),
    ("created_before=2026-03-01T12:00:00.000001Z", ["a"]),
    ("created_before=2026-03-01T12:00:00Z", []),
    (
      "created_after=2026-03-01T12:00:00.000001Z&created_before=2026-03-01T12:00:00.000002Z",
      ["b"]
    ),
    ("created_after=2026-03-01T14:00:00.000002%2B02:00", ["c"]),
    ("created_after=2026-03-01T12:00:00Z&created_before=2026-03-01T12:00:00Z", []),
    ("created_after=2026-03-02T00:00:00Z&created_before=2026-03-01T00:00:00Z", []),
    (
      "created_after=0001-01-01T00:00:00Z&created_before=9999-12-31T23:59:59.999999Z",
      ["c", "b", "a"]
    ),
    ("created_after=2026-03-01T12:00:00.000001Z&q=two&status=open&category=hardware", ["b"]),
    ("created_after=2026-03-01T12:00:00.000002Z&q=two&status=open&category=hardware", []),
    ("q=two&priority=high", []),
  ]

  @Test func `a span of time begins with its first microsecond and ends before its last`()
    async throws
  {
    let noon = try #require(Instant(rfc3339: "2026-03-01T12:00:00Z")).microseconds
    try await StoredTicket.insert([
      StoredTicket(title: "a", description: "one", createdAt: Instant(microseconds: noon)),
      StoredTicket(title: "b", description: "two", createdAt: Instant(microseconds: noon + 1)),
      StoredTicket(title: "c", description: "three", createdAt: Instant(microseconds: noon + 2)),
    ])
    for (query, titles) in Self.spans {
      let answer = try await TestDesk().get("/tickets?\(query)")
      #expect(answer.status == 200)
      #expect(try answer.read(PageDocument.self).titles == titles, "\(query)")
    }
  }

  @Test func `a list without tickets is an empty page`() async throws {
    let answer = try await TestDesk().get("/tickets")
    #expect(answer.body == #"{"items":[],"next_cursor":null}"#)
    #expect(answer.headers[.link] == nil)
  }
}
