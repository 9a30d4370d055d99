import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@testable import TicketService

/// Lists by requester, assignee and tag.
@Suite(.database) struct DescribedListTests {
  /// Eight tickets: 1 to 4 by bo, the even ones for ann, from 3 on with the tag `vpn`.
  private func fill(_ desk: TestDesk) async throws {
    for number in 1...8 {
      let body = #"""
        {"title":"Ticket \#(number)","description":"d",
          "requester":\#(number < 5 ? #""bo@example.org""# : "null"),
          "assignee":\#(number.isMultiple(of: 2) ? #""ann""# : "null"),
          "tags":[\#(number > 2 ? #""a","vpn""# : "")]}
        """#
      #expect(try await desk.post("/tickets", body).status == 201)
    }
  }

  @Test(arguments: [
    ("assignee=ann", [8, 6, 4, 2]), ("requester=bo%40example.org", [4, 3, 2, 1]),
    ("tag=vpn", [8, 7, 6, 5, 4, 3]), ("assignee=ann&tag=vpn&requester=bo@example.org", [4]),
    ("assignee=Ann", []), ("requester=bo", []), ("tag=vp", []), ("tag=vpn&status=closed", []),
    ("tag=a&q=ticket", [8, 7, 6, 5, 4, 3]),
  ])
  func `a list shows what its filters name`(query: String, ids: [Int64]) async throws {
    let desk = await TestDesk.open()
    try await fill(desk)
    #expect(try await desk.get("/tickets?\(query)").read(PageDocument.self).ids == ids)
  }

  @Test(arguments: [
    ("assignee=ann", [8, 6, 4, 2]), ("requester=bo%40example.org", [4, 3, 2, 1]),
    ("tag=vpn", [8, 7, 6, 5, 4, 3]),
  ])
  func `a filtered list can be followed by its Link`(
    query: String, expected: [Int64]
  ) async throws {
    let desk = await TestDesk.open()
    try await fill(desk)
    var ids: [Int64] = []
    var next = "/tickets?\(query)&limit=1" as String?
    while let uri = next, ids.count < 100 {
      let answer = try await desk.get(uri)
      ids += try answer.read(PageDocument.self).ids
      next = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
    }
    #expect(ids == expected)
  }

  @Test(arguments: [
    ("assignee=ann", "tickets_by_assignee"), ("requester=bo", "tickets_by_requester"),
    ("tag=vpn", "tickets_by_tag"),
  ])
  func `each filter has an index`(query: String, index: String) async throws {
    var reader = QueryReader(query)
    let filter = try #require(TicketFilter(from: &reader))
    let plan = try await TestDatabase.current.owner.transaction { transaction in
      try await transaction.execute("SET LOCAL enable_seqscan = off")
      try await transaction.execute("DROP INDEX intake.tickets_by_age")
      return try await transaction.values(
        """
        EXPLAIN SELECT id
        FROM intake.tickets
        WHERE \(Query.all(filter.conditions))
        ORDER BY created_at DESC, id DESC
        LIMIT 51
        """, as: String.self)
    }.joined(separator: "\n")
    #expect(plan.contains(index), "\(plan)")
    #expect(plan.contains("Sort") == (index == "tickets_by_tag"), "\(plan)")
  }

  @Test func `a ticket without them is in none of their indexes`() async throws {
    let desk = await TestDesk.open()
    let empty = try await sizes()
    for number in 1...3 { _ = try await desk.report("Printer \(number)") }
    #expect(try await sizes() == empty)
    try await fill(desk)
    #expect(try await sizes().elementsEqual(empty, by: >))
  }

  /// How large the three indexes are, in bytes.
  private func sizes() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      """
      SELECT pg_relation_size(format('intake.tickets_by_%s', name)::regclass)
      FROM unnest(ARRAY['requester', 'assignee', 'tag']) AS name
      """)
  }
}
