import DatabaseTesting
import Postgres

/// A small history, event by event, as the services write it. Times are UTC, written like
/// `06-01 09:00`, of the year 2026; 06-01 is a Monday.
enum History {
  private static var owner: Database { TestDatabase.current.owner }

  /// Stops the clock that SQL asks.
  static func stopClock(at time: String) async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '2026-\(unsafe: time)Z'
      """)
  }

  /// Something that happens to a ticket.
  static func ticket(
    _ id: Int, _ verb: String, at time: String, by actor: String = "ann",
    from before: String? = nil, to after: String
  ) async throws {
    try await record("ticket.\(verb)", id, nil, time, actor, before, after)
  }

  /// Something that happens to an incident.
  static func incident(
    _ id: Int, of ticket: Int, _ verb: String, at time: String, from before: String? = nil,
    to after: String
  ) async throws {
    try await record("incident.\(verb)", ticket, id, time, "ann", before, after)
  }

  private static func record(
    _ kind: String, _ ticket: Int, _ incident: Int?, _ time: String, _ actor: String,
    _ before: String?, _ after: String
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, at, actor, before, after)
      VALUES (
        \(kind), \(ticket), \(incident), \("2026-\(time)Z")::text::timestamptz, \(actor),
        \(before.map { JSONText($0) }), \(JSONText(after)))
      """)
  }

  /// A ticket that bob reports.
  static func create(
    _ id: Int, _ priority: String, _ category: String, at time: String, by decider: String = "rules"
  ) async throws {
    try await ticket(
      id, "created", at: time, by: "bob",
      to: """
        {"status": "open", "priority": "\(priority)", "category": "\(category)",
          "requester": "bob", "triage": {"decided_by": "\(decider)", "ruleset": 1}}
        """)
  }

  /// A ticket that gets another status.
  static func move(
    _ id: Int, from before: String, to after: String, at time: String
  ) async throws {
    try await ticket(
      id, "changed", at: time, from: #"{"status": "\#(before)"}"#, to: #"{"status": "\#(after)"}"#)
  }

  /// Something that is said about a ticket.
  static func say(
    _ id: Int, _ visibility: String, by actor: String, at time: String
  ) async throws {
    try await ticket(id, "commented", at: time, by: actor, to: #"{"visibility": "\#(visibility)"}"#)
  }

  /// An incident that is opened, by the first rule or by hand. Its ticket may lead to one since
  /// `escalatable`.
  static func open(
    _ id: Int, of ticket: Int, _ severity: String, at time: String, since escalatable: String,
    byRule: Bool = true
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.incidents
        (id, ticket_id, title, description, severity, created_at, escalatable_at,
          own_escalatable_at)
      OVERRIDING SYSTEM VALUE
      SELECT \(id), \(ticket), 'title', 'description', \(severity), opened, escalatable, escalatable
      FROM (
        SELECT \("2026-\(time)Z")::text::timestamptz AS opened,
          \("2026-\(escalatable)Z")::text::timestamptz AS escalatable
      ) AS times
      """)
    let rule = byRule ? #", "rule": "High tickets", "rule_version": 1"# : ""
    try await incident(
      id, of: ticket, "opened", at: time,
      to: #"{"status": "open", "severity": "\#(severity)"\#(rule)}"#)
  }

  /// A promise about ticket 1, or another one, by a calendar of office hours.
  static func promise(
    _ id: Int = 1, _ metric: String, subject: String = "ticket", calendar: Int = 1,
    from start: String, active: String, paused: String = "{}", due: String?,
    cancelled: String? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          paused, due_at, cancelled_at)
      SELECT \(subject), \(id), \(metric), 1, \(calendar), '1:00', start, start,
        \(active)::text::tstzmultirange, \(paused)::text::tstzmultirange,
        \(due.map { "2026-\($0)Z" })::text::timestamptz,
        \(cancelled.map { "2026-\($0)Z" })::text::timestamptz
      FROM (SELECT \("2026-\(start)Z")::text::timestamptz AS start) AS times
      """)
  }

  /// A calendar of office hours in UTC; returns its version.
  static func officeHours() async throws -> Int {
    try await owner.value(
      """
      INSERT INTO response.sla_calendars (name, zone, windows, note)
      VALUES ('desk', 'UTC', '{mon-fri 09:00-17:00}', 'A test')
      RETURNING version
      """) ?? 0
  }
}
