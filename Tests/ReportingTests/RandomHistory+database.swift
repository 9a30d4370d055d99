import Domain
import Foundation
import Postgres

extension RandomHistory {
  /// Writes it down, with promises, and stops the clock at its end. Returns when that is.
  mutating func write(to owner: Database) async throws -> Instant {
    try await owner.execute(
      """
      INSERT INTO response.sla_calendars (name, zone, windows, holidays, note)
      VALUES
        ('office', 'UTC', '{mon-fri 09:00-17:00}', '{}', 'A test'),
        ('shop', 'Europe/London', '{mon-fri 08:30-18:00,sat 10:00-12:15}', '{2026-03-17}',
          'A test'),
        ('ever', 'America/New_York', '{mon-sun 00:00-00:00}', '{2026-03-08}', 'A test')
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, at, actor, before, after)
      SELECT kind, ticket_id, incident_id, at, actor, before, nullif(after, 'null')
      FROM jsonb_to_recordset(\(try Self.json(events))) AS event
        (place integer, kind text, ticket_id bigint, incident_id bigint, at timestamptz,
          actor text, before jsonb, after jsonb)
      ORDER BY place
      """)
    let opened: [[String: Any]] = incidents.map { incident in
      [
        "id": incident.id, "ticket": incident.ticket, "severity": incident.severity,
        "opened": "\(incident.openedAt)", "escalatable": "\(incident.escalatableAt)",
      ]
    }
    try await owner.execute(
      """
      INSERT INTO response.incidents
        (id, ticket_id, title, description, severity, status, resolved_at, created_at,
          escalatable_at, own_escalatable_at)
      OVERRIDING SYSTEM VALUE
      SELECT id, ticket, 'title', 'description', severity, 'resolved', opened, opened,
        escalatable, escalatable
      FROM jsonb_to_recordset(\(try Self.json(opened))) AS incident
        (id bigint, ticket bigint, severity text, opened timestamptz, escalatable timestamptz)
      """)
    try await writePromises(to: owner)
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '\(unsafe: "\(now)")'
      """)
    return now
  }

  private mutating func writePromises(to owner: Database) async throws {
    var promises: [[String: Any]] = []
    for (index, ticket) in tickets.enumerated() {
      promises += promised("ticket", index + 1, ["first_response", "resolution"], ticket.createdAt)
    }
    for incident in incidents {
      promises += promised(
        "incident", incident.id, ["acknowledgement", "resolution"], incident.openedAt)
    }
    try await owner.execute(
      """
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          due_at, cancelled_at)
      SELECT subject, subject_id, metric, 1, version, '1:00', started_at, started_at,
        active::tstzmultirange, due_at, cancelled_at
      FROM jsonb_to_recordset(\(try Self.json(promises))) AS promise
        (subject text, subject_id bigint, metric text, calendar text, started_at timestamptz,
          active text, due_at timestamptz, cancelled_at timestamptz)
      JOIN response.sla_calendars ON name = calendar
      """)
  }

  /// What was promised of one of them, in its metrics: for some of them nothing, for others twice.
  private mutating func promised(
    _ subject: String, _ id: Int, _ metrics: [String], _ start: Instant
  ) -> [[String: Any]] {
    guard chance(70) else { return [] }
    return metrics.flatMap { metric in
      var promise: [String: Any] = [
        "subject": subject, "subject_id": id, "metric": metric,
        "calendar": pick(["office", "shop", "ever"]), "started_at": "\(start)",
        "active": active(from: start),
        "due_at": chance(85) ? "\(later(than: start))" : NSNull(), "cancelled_at": NSNull(),
      ]
      guard chance(15) else { return [promise] }
      let other = promise
      promise["cancelled_at"] = "\(later(than: start))"
      promise["calendar"] = pick(["office", "shop", "ever"])
      return [promise, other]
    }
  }

  /// When a clock runs: until now, until it was stopped, or again after that.
  private mutating func active(from start: Instant) -> String {
    let stop = later(than: start)
    let again = later(than: stop)
    return switch pick(0...3) {
    case 0: "{[\(start),)}"
    case 1: "{[\(start),\(stop))}"
    case 2: "{[\(start),\(stop)),[\(again),)}"
    default: "{[\(start),\(stop)),[\(again),\(later(than: again)))}"
    }
  }

  private mutating func later(than instant: Instant) -> Instant {
    instant + .microseconds(pick(1...700_000_000_000))
  }

  private static func json(_ rows: [[String: Any]]) throws -> JSONText {
    JSONText(String(decoding: try JSONSerialization.data(withJSONObject: rows), as: UTF8.self))
  }
}
