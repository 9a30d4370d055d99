import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// What clocks have to know of a ticket or an incident of which the beginning was archived.
@Suite(.database, .timeLimit(.minutes(1))) struct SLAArchiveTests {
  private var owner: Database { RelayDatabase.owner }

  /// Ticket 1, which bob reported, and its incident, as an archive keeps them.
  private func archive(isAnswered: Bool, isAcknowledged: Bool) async throws {
    try await owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority, requester, triage_decided_by,
          triage_ruleset, triage_matched)
      OVERRIDING SYSTEM VALUE
      VALUES (1, 'a', 'b', 'security', 'high', 'bob', 'rules', 1, '[]')
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.archives
        (month, events, first_xid, first_id, last_xid, last_id, file, sha256)
      VALUES ('2020-01-01', 2, '1', 1, '1', 2, 'a', '')
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.archived_events
        (id, xid, at, archive, kind, ticket_id, incident_id, status, category, priority, severity,
          is_answer)
      VALUES
        (-3, '1', '2020-01-01', 1, 'ticket.created', 1, NULL, 'open', 'network', 'low', NULL,
          false),
        (-2, '1', '2020-01-01', 1, 'ticket.commented', 1, NULL, NULL, NULL, NULL, NULL,
          \(isAnswered)),
        (-1, '1', '2020-01-01', 1, 'incident.opened', 1, 1,
          CASE WHEN \(isAcknowledged) THEN 'acknowledged' ELSE 'open' END, NULL, NULL, 'medium',
          NULL)
      """)
  }

  private func write(_ kind: String, _ incident: Int?, _ after: String) async throws {
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, actor, before, after)
      VALUES (\(kind), 1, \(incident), 'bob', '{}', \(JSONText(after)))
      """)
  }

  private func changes() async throws -> [SLANews] {
    try await owner.transaction { transaction in
      try await SLANewsQueries.changes(
        after: .start, upTo: LedgerPosition(transaction: .max >> 1, id: .max), transaction)
    }
  }

  @Test(arguments: [false, true])
  func `what was archived is known to be so still`(isDone: Bool) async throws {
    try await archive(isAnswered: isDone, isAcknowledged: isDone)
    try await write("ticket.commented", nil, #"{"visibility": "public"}"#)
    try await write("ticket.changed", nil, #"{"status": "waiting"}"#)
    try await write("incident.changed", 1, #"{"severity": "high"}"#)
    let news = try await changes()
    #expect(news.map(\.priority) == ["low", "high"])
    #expect(news.map(\.category) == ["network", "network"])
    #expect(news.map(\.status) == ["waiting", isDone ? "acknowledged" : "open"])
    // Of the incident it asks for its ticket's answer, too.
    #expect(news[0].done == (isDone ? [.firstResponse] : []))
    #expect(news[1].done == (isDone ? [.firstResponse, .acknowledgement] : []))
  }
}
