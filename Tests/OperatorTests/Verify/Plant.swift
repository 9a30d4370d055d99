import DatabaseTesting
import Postgres

/// What is put into the database of the running test, by its owner, past all programs.
enum Plant {
  /// A ticket and its ledger event.
  static func ticket(
    _ id: Int, priority: String = "high", age: Int = 3_600, isInLedger: Bool = true
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched, created_at, updated_at)
      OVERRIDING SYSTEM VALUE
      SELECT \(id), 'a', 'b', 'security', \(priority), 'rules', 1, '[]', at, at
      FROM (SELECT now() - make_interval(secs => \(Double(age))) AS at) AS birth
      """)
    guard isInLedger else { return }
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, actor, at, after)
      SELECT 'ticket.created', id, 'a', created_at,
        jsonb_build_object('category', category, 'priority', priority)
      FROM intake.tickets
      WHERE id = \(id)
      """)
  }

  /// A ticket that somebody raised to high, so long ago.
  static func raisedTicket(_ id: Int, age: Int = 1_800) async throws {
    try await ticket(id, priority: "low")
    try await owner.execute(
      """
      UPDATE intake.tickets
      SET priority = 'high', triage_decided_by = 'person'
      WHERE id = \(id)
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, actor, at, before, after)
      VALUES (
        'ticket.changed', \(id), 'a', now() - make_interval(secs => \(Double(age))),
        '{"priority": "low"}', '{"priority": "high"}')
      """)
  }

  /// An incident and its ledger event; closed where it is merged.
  static func incident(
    _ id: Int, ticket: Int, status: String = "open", mergedInto: Int? = nil,
    holdsTicket: Bool = false, isInLedger: Bool = true
  ) async throws {
    let status = mergedInto == nil ? status : "closed"
    try await owner.execute(
      """
      INSERT INTO response.incidents
        (id, ticket_id, title, description, severity, status, escalatable_at, resolved_at,
          merged_into, holds_ticket)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(ticket), 'a', 'b', 'high', \(status), now(), now(), \(mergedInto),
        \(holdsTicket))
      """)
    guard isInLedger else { return }
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, incident_id, actor) VALUES ('incident.opened', \(id), 'a')
      """)
  }

  /// A row of the relay; dead where it has an error.
  static func escalation(
    _ id: Int, ticket: Int, age: Int = 0, attempts: Int = 0, error: String? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO relay.escalations
        (id, ticket_id, severity, actor, queued_at, attempts, last_error, died_at)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(ticket), 'high', 'a', now() - make_interval(secs => \(Double(age))),
        \(attempts), \(error), CASE WHEN \(error)::text IS NOT NULL THEN now() END)
      """)
  }

  /// A ticket that waits to be resolved with its incident.
  static func resolution(ticket: Int, age: Int) async throws {
    try await owner.execute(
      """
      INSERT INTO relay.resolutions (ticket_id, incident_id, actor, queued_at)
      VALUES (\(ticket), 1, 'a', now() - make_interval(secs => \(Double(age))))
      """)
  }

  /// The first escalation policy: two steps, one repetition.
  static func escalationPolicy() async throws {
    try await owner.execute(
      """
      INSERT INTO response.escalation_policies (name, repeats, note, steps)
      VALUES ('a', 1, 'b', '[{"delay_seconds": 0, "tell": ["c"]},
        {"delay_seconds": 1, "tell": ["c"]}]')
      """)
  }

  /// How far the escalation of an incident has come by that policy, and the events that it has:
  /// so many steps, and an end where `ends`.
  static func escalationRun(
    of incident: Int, round: Int = 1, step: Int? = 1, dueIn seconds: Int = 60,
    endedBy: String? = nil, events: Int = 0, ends: Bool = false
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.escalation_runs
        (incident_id, policy, started_at, round, step, due_at, ended_at, ended_by)
      SELECT \(incident), 1, now() - interval '1 hour', \(round), \(step),
        now() + make_interval(secs => \(Double(seconds))),
        CASE WHEN \(endedBy)::text IS NOT NULL THEN now() END, \(endedBy)
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, incident_id, actor, at)
      SELECT kind, \(incident), 'a', now() - interval '1 minute'
      FROM (
        SELECT 'incident.escalated' FROM generate_series(1, \(events))
        UNION ALL
        SELECT 'incident.escalation_exhausted' WHERE \(ends)
      ) AS event (kind)
      """)
  }

  /// A version of the first escalation rule that is in effect since so long ago; nil: it is
  /// switched off.
  static func escalationRule(_ priority: String?, since age: Int = 5_000) async throws {
    try await owner.execute(
      """
      INSERT INTO response.escalation_rules (name, enabled, priorities, note, effective_from)
      VALUES (
        'High tickets', \(priority != nil), ARRAY[\(priority ?? "high")], 'A test',
        now() - make_interval(secs => \(Double(age))))
      """)
  }

  /// A clock of a resolution; late for so many seconds, or not.
  static func clock(
    of subject: String, _ id: Int, isStopped: Bool = false, isCancelled: Bool = false,
    dueFor late: Int = -3_600
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          due_at, cancelled_at)
      SELECT \(subject), \(id), 'resolution', 1, 1, interval '1:00', at, at,
        tstzmultirange(tstzrange(at, CASE WHEN \(isStopped) THEN at + interval '1 second' END)),
        now() - make_interval(secs => \(Double(late))), CASE WHEN \(isCancelled) THEN at END
      FROM (SELECT now() - interval '2 hours' AS at) AS start
      """)
  }

  /// Says that the clocks are kept up to the end of the ledger.
  static func keepUp() async throws {
    try await owner.execute(
      "UPDATE response.sla_place SET xid = pg_current_xact_id(), id = 0")
  }

  /// An event that could not be applied to clocks.
  static func failure(_ event: Int) async throws {
    try await owner.execute(
      "INSERT INTO response.sla_failures (event_id, error) VALUES (\(event), 'it is cursed')")
  }

  /// A webhook.
  static func webhook(_ id: Int, enabled: Bool = true) async throws {
    try await owner.execute(
      """
      INSERT INTO response.webhooks (id, name, url, format, enabled, secret)
      OVERRIDING SYSTEM VALUE
      VALUES (\(id), 'webhook ' || \(id), 'https://a.b/', 'generic', \(enabled), 'c')
      """)
  }

  /// A message about incident 1, due so long ago; dead where it is since when.
  static func delivery(
    _ id: Int, webhook: Int = 1, age: Int, deadFor: Int? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.deliveries
        (id, webhook_id, kind, event_id, incident_id, due_at, last_error, died_at)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(webhook), 'incident.opened', \(id), 1,
        now() - make_interval(secs => \(Double(age))), 'a',
        now() - make_interval(secs => \(deadFor.map { Double($0) })))
      """)
  }

  /// Takes away the promise that the database itself keeps.
  static func allowSeveralOpenIncidents() async throws {
    try await owner.execute("DROP INDEX response.one_open_incident_per_ticket")
  }

  private static var owner: Database { TestDatabase.current.owner }
}
