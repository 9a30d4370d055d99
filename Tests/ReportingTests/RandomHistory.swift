import DatabaseTesting
import Domain
import Foundation
import Postgres

/// Sixty days of a desk that nobody planned: tickets and incidents that are worked, reopened,
/// merged, edited, answered and forgotten, and promises about them. The same for the same seed.
struct RandomHistory {
  /// A ticket as it is at an instant of the story.
  private struct Ticket {
    let createdAt: Instant
    var status = "open"
    var category: String
    var priority: String
    var requester = "bob"
  }

  /// An incident as it is at an instant of the story.
  private struct Incident {
    let id: Int
    let ticket: Int
    let openedAt: Instant
    let escalatableAt: Instant
    var createdAt: Instant
    var status = "open"
    var severity: String
    var acknowledgedAt: Instant?
    var resolvedAt: Instant?
    var isOpen: Bool { status == "open" || status == "acknowledged" }
  }

  private static let start = Instant(rfc3339: "2026-02-10T00:00:00Z") ?? .now()
  private static let levels = ["high", "medium", "low"]
  private static let categories = ["security", "network", "hardware", "software"]
  private static let people = ["ann", "bob", "cai", "dee"]

  private var random: SplitMix
  private var now = Self.start
  private var tickets: [Ticket] = []
  private var incidents: [Incident] = []
  private var events: [[String: Any]] = []

  /// Tells the story of a seed.
  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    for _ in 0..<4_000 {
      now = now + .microseconds(pick(1...2_590_000_000))
      happen()
    }
  }

  private mutating func happen() {
    switch pick(0...99) {
    case ..<8: create()
    case ..<13: if !tickets.isEmpty { open() }
    case ..<60: if !tickets.isEmpty { work(onTicket: pick(0...tickets.count - 1)) }
    default: if !incidents.isEmpty { work(onIncident: pick(0...incidents.count - 1)) }
    }
  }
}

// MARK: - Chance

extension RandomHistory {
  private mutating func pick<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
    Number.random(in: range, using: &random)
  }

  private mutating func pick(_ words: [String]) -> String { words[pick(0...words.count - 1)] }

  private mutating func chance(_ percent: Int) -> Bool { pick(0...99) < percent }
}

// MARK: - Tickets

extension RandomHistory {
  private mutating func tell(
    _ kind: String, _ ticket: Int, _ incident: Int? = nil, by actor: String = "ann",
    from before: [String: Any]? = nil, to after: [String: Any]
  ) {
    events.append([
      "place": events.count, "kind": kind, "ticket_id": ticket,
      "incident_id": incident ?? NSNull(), "at": "\(now)", "actor": actor,
      "before": before ?? NSNull(), "after": after,
    ])
  }

  private mutating func create() {
    let ticket = Ticket(
      createdAt: now, category: pick(Self.categories), priority: pick(Self.levels))
    tickets.append(ticket)
    let triage: [String: Any] = ["decided_by": pick(["rules", "default", "person"]), "ruleset": 1]
    tell(
      "ticket.created", tickets.count, by: "bob",
      to: [
        "status": "open", "category": ticket.category, "priority": ticket.priority,
        "requester": "bob", "triage": triage,
      ])
  }

  private mutating func work(onTicket index: Int) {
    let (id, ticket) = (index + 1, tickets[index])
    switch pick(0...9) {
    case 0...1:
      let visibility = pick(["public", "public", "internal"])
      tell("ticket.commented", id, by: pick(Self.people), to: ["visibility": visibility])
    case 2...6:
      let status = pick(["open", "in_progress", "waiting", "resolved", "closed"])
      guard status != ticket.status else { return }
      tell("ticket.changed", id, from: ["status": ticket.status], to: ["status": status])
      tickets[index].status = status
    case 7:
      let (category, priority) = (pick(Self.categories), pick(Self.levels))
      tell(
        "ticket.changed", id, from: ["category": ticket.category, "priority": ticket.priority],
        to: ["category": category, "priority": priority])
      (tickets[index].category, tickets[index].priority) = (category, priority)
    case 8:
      let requester = pick(Self.people)
      tell(
        "ticket.changed", id, from: ["requester": ticket.requester], to: ["requester": requester])
      tickets[index].requester = requester
    default:
      tell("ticket.sla_breached", id, by: "sla", to: ["metric": "resolution"])
    }
  }
}

// MARK: - Incidents

extension RandomHistory {
  private mutating func open() {
    let isByRule = chance(70)
    let lag: Duration = isByRule ? .microseconds(pick(1...90_000_000)) : .zero
    let incident = Incident(
      id: incidents.count + 1, ticket: pick(1...tickets.count), openedAt: now,
      escalatableAt: now - lag, createdAt: now, severity: pick(Self.levels))
    incidents.append(incident)
    var after: [String: Any] = ["status": "open", "severity": incident.severity]
    if isByRule { (after["rule"], after["rule_version"]) = ("High tickets", 1) }
    tell("incident.opened", incident.ticket, incident.id, to: after)
  }

  private mutating func work(onIncident index: Int) {
    let incident = incidents[index]
    func tell(
      _ history: inout RandomHistory, _ verb: String, from before: [String: Any]?,
      to after: [String: Any]
    ) {
      history.tell(
        "incident.\(verb)", incident.ticket, incident.id, from: before, to: after)
    }
    switch (incident.status, pick(0...9)) {
    case ("open", 0...2):
      (incidents[index].status, incidents[index].acknowledgedAt) = (
        "acknowledged", incident.acknowledgedAt ?? now
      )
      tell(
        &self, "acknowledged", from: ["status": "open"],
        to: ["status": "acknowledged", "acknowledged_at": "\(now)"])
    case ("open", 3...4), ("acknowledged", 0...4):
      (incidents[index].status, incidents[index].resolvedAt) = ("resolved", now)
      tell(
        &self, "resolved", from: ["status": incident.status, "resolved_at": NSNull()],
        to: ["status": "resolved", "resolved_at": "\(now)"])
    case ("open", 5...6), ("acknowledged", 5...6): merge(index)
    case ("resolved", 0...3):
      (incidents[index].status, incidents[index].resolvedAt) = ("open", nil)
      tell(
        &self, "reopened",
        from: ["status": "resolved", "resolved_at": "\(incident.resolvedAt ?? now)"],
        to: ["status": "open", "resolved_at": NSNull()])
    case ("resolved", 4...5):
      incidents[index].status = "closed"
      tell(&self, "changed", from: ["status": "resolved"], to: ["status": "closed"])
    case (_, 7): tell(&self, "noted", from: nil, to: ["note": "a note"])
    case (_, 8): tell(&self, "assigned", from: nil, to: ["assignee": pick(Self.people)])
    default: break
    }
  }

  /// Merges an incident into another one that is open, which has the earlier times of the two.
  private mutating func merge(_ index: Int) {
    let others = incidents.indices.filter { $0 != index && incidents[$0].isOpen }
    guard !others.isEmpty else { return }
    let (merged, other) = (incidents[index], others[pick(0...others.count - 1)])
    let survivor = incidents[other]
    incidents[index].status = "merged"
    tell(
      "incident.merged", merged.ticket, merged.id, from: ["status": merged.status],
      to: ["status": "closed", "acknowledged_at": NSNull(), "merged_into": survivor.id])
    var (before, after): ([String: Any], [String: Any]) = ([:], ["absorbed": merged.id])
    if survivor.status == "open", let acknowledged = merged.acknowledgedAt,
      merged.status == "acknowledged"
    {
      (before["status"], after["status"]) = ("open", "acknowledged")
      after["acknowledged_at"] = "\(min(acknowledged, survivor.acknowledgedAt ?? acknowledged))"
      incidents[other].status = "acknowledged"
      incidents[other].acknowledgedAt = min(acknowledged, survivor.acknowledgedAt ?? acknowledged)
    }
    if merged.createdAt < survivor.createdAt {
      (before["created_at"], after["created_at"]) = (
        "\(survivor.createdAt)", "\(merged.createdAt)"
      )
      incidents[other].createdAt = merged.createdAt
    }
    tell("incident.absorbed", survivor.ticket, survivor.id, from: before, to: after)
  }
}

// MARK: - In the database

extension RandomHistory {
  /// Writes it down, with promises, and stops the clock at its end. Returns when that is.
  mutating func write(to owner: Database) async throws -> Instant {
    try await owner.execute(
      """
      INSERT INTO response.sla_calendars (name, zone, windows, holidays, note)
      VALUES
        ('office', 'UTC', '{mon-fri 09:00-17:00}', '{}', 'A test'),
        ('shop', 'Europe/London', '{mon-fri 08:30-18:00,sat 10:00-12:15}', '{2026-03-17}', 'A test'),
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
