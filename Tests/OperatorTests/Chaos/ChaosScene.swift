import DatabaseTesting
import Domain
import Operator
import Postgres

/// What clients sent and what is stored, in the database of the running test, past all programs.
struct ChaosScene: Sendable {
  var tickets: [SentTicket] = []
  var changes: [SentChange] = []
  /// What webhooks got; nil: all that they want.
  var messages: [HeardMessage]?
  /// Whether the SLA clocks are as they should be.
  var isKept = true

  /// Everything as it should be: a high ticket with its incident, of which somebody was told once,
  /// a low one that was changed, and one whose answer was lost before it was stored.
  static func sound() async throws -> ChaosScene {
    var scene = ChaosScene()
    try await scene.answered(1, key: "k1", isHigh: true)
    try await incident(1, ticket: 1)
    try await Plant.escalationPolicy()
    try await Plant.escalationRun(of: 1, step: 2, events: 1)
    try await owner.execute(
      """
      INSERT INTO response.webhooks (name, url, format, kinds, secret)
      VALUES ('journal', 'http://a', 'generic', '{incident.opened,incident.escalated}', 'whsec_')
      """)
    try await scene.answered(2)
    try await change(2, request: "c1")
    scene.changes.append(
      SentChange(
        ticketID: 2, requestID: "c1", status: .inProgress, priority: nil, isAnswered: true))
    scene.changes.append(
      SentChange(ticketID: 2, requestID: "c2", status: .waiting, priority: nil))
    scene.tickets.append(
      SentTicket(title: "Ticket 3", description: "lost", key: nil, isHigh: false))
    return scene
  }

  /// Sends a ticket, stores it, and answers it.
  mutating func answered(_ id: Int, key: String? = nil, isHigh: Bool = false) async throws {
    tickets.append(
      SentTicket(
        title: "Ticket \(id)", description: "It is „\(id)“", key: key, isHigh: isHigh,
        answers: [Int64(id)]))
    try await Self.store(id, like: id, isHigh: isHigh)
  }

  /// What the webhook should have got.
  static func wanted() async throws -> [HeardMessage] {
    try await owner.values(
      """
      SELECT id
      FROM ledger.events
      WHERE kind IN ('incident.opened', 'incident.escalated')
        AND EXISTS (SELECT FROM response.webhooks)
      ORDER BY id
      """
    ).map { HeardMessage(webhook: "journal", eventID: $0) }
  }

  /// Starts two clocks of each ticket and incident.
  static func keepClocks() async throws {
    try await owner.execute(
      """
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active)
      SELECT subject, id, metric, 1, 1, '1:00', now(), now(), tstzmultirange(tstzrange(now(), NULL))
      FROM (
        SELECT 'ticket', id FROM intake.tickets
        UNION ALL
        SELECT 'incident', id FROM response.incidents
      ) AS made (subject, id)
      CROSS JOIN (VALUES ('acknowledgement'), ('resolution')) AS promise (metric)
      ON CONFLICT DO NOTHING
      """)
  }

  /// Stores a ticket that says what ticket `original` says, with its ledger event.
  static func store(_ id: Int, like original: Int, isHigh: Bool = false) async throws {
    try await owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \("Ticket \(original)"), \("It is „\(original)“"), 'software',
        \(isHigh ? "high" : "low"), 'default', 1, '[]')
      """)
    try await event("ticket.created", ticket: id)
  }

  /// Has a ticket taken up, with its ledger event.
  static func change(_ id: Int, request: String) async throws {
    try await owner.execute(
      """
      UPDATE intake.tickets SET status = 'in_progress', version = version + 1 WHERE id = \(id)
      """)
    try await event("ticket.changed", ticket: id, request: request)
  }

  /// An incident and its ledger event.
  static func incident(_ id: Int, ticket: Int) async throws {
    try await owner.execute(
      """
      INSERT INTO response.incidents (id, ticket_id, title, description, severity, escalatable_at)
      OVERRIDING SYSTEM VALUE
      VALUES (\(id), \(ticket), 'a', 'b', 'high', now())
      """)
    try await event("incident.opened", ticket: ticket, incident: id)
  }

  /// An event of the ledger.
  static func event(
    _ kind: String, ticket: Int, incident: Int? = nil, request: String? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, actor, request_id)
      VALUES (\(kind), \(ticket), \(incident), 'a', \(request))
      """)
  }

  /// Takes events out of the ledger, which the database itself does not allow.
  static func forget(_ kind: String) async throws {
    try await owner.execute("ALTER TABLE ledger.events DISABLE TRIGGER events_are_append_only")
    try await owner.execute("DELETE FROM ledger.events WHERE kind = \(kind)")
  }

  static var owner: Database { TestDatabase.current.owner }
}
