import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ListIncidentsTests {
  private typealias Page = PageDocument<IncidentDocument>

  /// An incident of every status and severity for each of two tickets, all of the same microsecond.
  /// Tickets have one open incident at most; 24 tickets in all.
  private func fill() async throws {
    try await StoredTicket.insert(1...120)
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO response.incidents
        (ticket_id, title, description, severity, status, escalatable_at, acknowledged_at,
          resolved_at, created_at)
      SELECT
        id, 'Incident', 'Look', (ARRAY['high', 'medium', 'low'])[1 + id % 3],
        (ARRAY['open', 'acknowledged', 'resolved', 'closed'])[1 + id / 3 % 4],
        '2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01'
      FROM generate_series(1, 120) AS id
      ORDER BY id
      """)
  }

  @Test func `every filter and every combination of them finds what it names`() async throws {
    let desk = TestDesk()
    try await fill()
    let all = try await desk.get("/incidents?limit=200").read(Page.self).items
    #expect(all.map(\.ticketId) == (1...120).reversed())
    for status in IncidentStatus.allCases + [nil] {
      for severity in Priority.allCases + [nil] {
        for ticketID in [1, 2, 57, 999, nil] as [Int64?] {
          let named = [
            status.map { "status=\($0.rawValue)" }, severity.map { "severity=\($0.rawValue)" },
            ticketID.map { "ticket_id=\($0)" },
          ].compactMap(\.self)
          let page = try await desk.get("/incidents?limit=200&\(named.joined(separator: "&"))")
            .read(Page.self)
          let expected = all.filter {
            status?.rawValue ?? $0.status == $0.status
              && severity?.rawValue ?? $0.severity == $0.severity
              && ticketID ?? $0.ticketId == $0.ticketId
          }
          #expect(page.items == expected, "\(named)")
        }
      }
    }
  }

  @Test(arguments: [1, 7, 60, 119, 120, 200])
  func `pages of any size have every incident once, by their Link`(limit: Int) async throws {
    let desk = TestDesk()
    try await fill()
    var tickets: [Int64] = []
    var next = "/incidents?limit=\(limit)" as String?
    while let uri = next, tickets.count < 1000 {
      let answer = try await desk.get(uri)
      let page = try answer.read(Page.self)
      tickets += page.items.map(\.ticketId)
      let link = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/)
      #expect((link == nil) == (page.nextCursor == nil))
      next = link.map { String($0.1) }
    }
    #expect(tickets == (1...120).reversed())
  }

  @Test(arguments: ["/incidents?status=open&", "/incidents/1/timeline?"])
  func `a cursor belongs to its list and its filters`(other: String) async throws {
    let desk = TestDesk()
    try await fill()
    let cursor = try #require(try await desk.get("/incidents?limit=1").read(Page.self).nextCursor)
    let answer = try await desk.get("\(other)cursor=\(cursor)")
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes == [
        "?cursor invalid_format: must be the next_cursor of a page of this list with the same "
          + "filters"
      ])
  }
}
