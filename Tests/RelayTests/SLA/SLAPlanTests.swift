import DatabaseTesting
import Domain
import Foundation
import Postgres
import Testing

@testable import Relay

/// What 200,000 clocks cost: as much as 1,000, because an index leads to those that are wanted.
@Suite(.database, .timeLimit(.minutes(2))) struct SLAPlanTests {
  /// A node of a plan, of which `EXPLAIN (FORMAT JSON)` shows much more.
  private struct Node: Decodable {
    let index: String?
    let rows: Double
    let filteredOut: Double?
    let pages: Int
    let parts: [Node]?

    enum CodingKeys: String, CodingKey {
      case index = "Index Name"
      case rows = "Actual Rows"
      case filteredOut = "Rows Removed by Filter"
      case pages = "Shared Hit Blocks"
      case parts = "Plans"
    }

    var all: [Node] { [self] + (parts ?? []).flatMap(\.all) }
  }

  private struct Explained: Decodable {
    let plan: Node
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  /// Makes two running clocks and two met ones for each of 50,000 ids. Three running ones are due
  /// by now, the others within the next years.
  private func makeClocks() async throws {
    let calendar = try await SLADatabase.makeCalendar()
    let policy = try await SLADatabase.makePolicy("a", calendar: calendar, resolution: "4:00")
    for (kind, isMet) in [(SLASubject.Kind.ticket, false), (.incident, true)] {
      try await SLADatabase.owner.execute(
        """
        INSERT INTO response.sla_clocks (
          subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          due_at)
        SELECT \(kind), id, metric, \(policy), \(calendar), '4:00', start, start,
          tstzmultirange(tstzrange(start, CASE WHEN \(isMet) THEN start + interval '1 hour' END)),
          start + interval '1000 hours' + id * interval '10 minutes'
        FROM generate_series(1, 50000) AS id
        CROSS JOIN (VALUES ('first_response'), ('resolution')) AS promise (metric)
        CROSS JOIN (SELECT public.clock_now() - interval '1 hour' AS start) AS time
        """)
    }
    try await SLADatabase.owner.execute(
      """
      UPDATE response.sla_clocks SET due_at = public.clock_now() - interval '1 minute'
      WHERE subject = 'ticket' AND metric = 'resolution' AND subject_id IN (7, 70, 700)
      """)
    try await SLADatabase.owner.execute("ANALYZE response.sla_clocks")
  }

  private func nodes(_ query: Query) async throws -> [Node] {
    let text = try #require(
      try await SLADatabase.incidents.value(
        "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) \(query)", as: JSONText.self)
    ).text
    return try JSONDecoder().decode([Explained].self, from: Data(text.utf8)).flatMap(\.plan.all)
  }

  @Test func `among 200,000 clocks the due ones, and those of a page, are found by an index`()
    async throws
  {
    try await makeClocks()
    #expect(
      try await SLADatabase.owner.value("SELECT count(*) FROM response.sla_clocks") == 200_000)
    let pages: Int? = try await SLADatabase.owner.value(
      "SELECT relpages FROM pg_class WHERE oid = 'response.sla_clocks'::regclass")
    #expect(try #require(pages) > 3_000)
    let due = try await nodes(SLABreachQueries.due(limit: 100))
    #expect(due.compactMap(\.index) == ["sla_clocks_due"], "\(due)")
    let page = try await nodes(SLAReadingQueries.reading(.ticket, Array(1_000..<1_050)))
    #expect(page.compactMap(\.index) == ["one_clock_per_metric"], "\(page)")
    for (nodes, rows, pages) in [(due, 3.0, 20), (page, 100, 1_500)] {
      #expect(nodes.first?.rows == rows)
      let top = try #require(nodes.first)
      #expect(top.pages < pages, "\(top)")
      #expect(nodes.allSatisfy { ($0.filteredOut ?? 0) == 0 })
    }
    let breaches = try await SLABreachQueries.notice(limit: 100, SLADatabase.incidents)
    #expect(breaches.map(\.subjectID).sorted() == [7, 70, 700])
  }
}
