import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct TicketIncidentTests {
  /// An incident of a ticket as a client reads it.
  private struct IncidentDocument: Decodable, Equatable {
    let id: Int64
    let severity: String
    let status: String
    let createdAt: String
  }

  private struct Page: Decodable {
    let items: [IncidentDocument]
    let nextCursor: String?
  }

  /// A service with two tickets. Ticket 1 led to incident 1, which is closed, and to 2, which was
  /// merged into 3, the incident of ticket 2; and to 4, which is open.
  private func desk() async throws -> TestDesk {
    let desk = await TestDesk.open()
    for number in 1...3 { _ = try await desk.report("Printer \(number)") }
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO response.incidents
        (ticket_id, title, description, severity, status, escalatable_at, resolved_at,
          merged_into, created_at)
      VALUES
        (1, 'a', 'b', 'high', 'closed', now(), now(), NULL, '2026-03-01 12:00Z'),
        (1, 'a', 'b', 'high', 'closed', now(), NULL, 3, '2026-03-02 12:00Z'),
        (2, 'a', 'b', 'low', 'resolved', now(), now(), NULL, '2026-03-03 12:00Z'),
        (1, 'a', 'b', 'medium', 'open', now(), NULL, NULL, '2026-03-03 12:00Z')
      """)
    return desk
  }

  @Test func `a ticket has its incidents, the survivor in the place of a merged one`()
    async throws
  {
    let desk = try await desk()
    let day = "T12:00:00.000000Z"
    let items = try await desk.get("/tickets/1/incidents/").read(Page.self).items
    #expect(
      items == [
        .init(id: 4, severity: "medium", status: "open", createdAt: "2026-03-03\(day)"),
        .init(id: 3, severity: "low", status: "resolved", createdAt: "2026-03-03\(day)"),
        .init(id: 1, severity: "high", status: "closed", createdAt: "2026-03-01\(day)"),
      ])
    #expect(try await desk.get("/tickets/2/incidents").read(Page.self).items.map(\.id) == [3])
  }

  @Test func `they have pages`() async throws {
    let desk = try await desk()
    var ids: [Int64] = []
    var next = "/tickets/1/incidents?limit=1" as String?
    while let uri = next, ids.count < 100 {
      let answer = try await desk.get(uri)
      ids += try answer.read(Page.self).items.map(\.id)
      next = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
    }
    #expect(ids == [4, 3, 1])
    let cursor = try #require(
      try await desk.get("/tickets/1/incidents?limit=1").read(Page.self).nextCursor)
    #expect(try await desk.get("/tickets/2/incidents?cursor=\(cursor)").status == 422)
  }

  @Test func `an unknown ticket has none, and one that led to nothing has none`() async throws {
    let desk = try await desk()
    #expect(try await desk.get("/tickets/3/incidents").read(Page.self).items.isEmpty)
    let answer = try await desk.get("/tickets/9/incidents")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no ticket 9.")
  }
}
