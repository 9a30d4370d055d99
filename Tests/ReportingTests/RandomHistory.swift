import Domain
import Foundation

/// Sixty days of a desk that nobody planned: tickets and incidents that are worked, reopened,
/// merged, edited, answered and forgotten, and promises about them. The same for the same seed.
struct RandomHistory {
  /// A ticket as it is at an instant of the story.
  struct Ticket {
    let createdAt: Instant
    var status = "open"
    var category: String
    var priority: String
    var requester = "bob"
  }

  /// An incident as it is at an instant of the story.
  struct Incident {
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
  private(set) var now = Self.start
  private(set) var tickets: [Ticket] = []
  private(set) var incidents: [Incident] = []
  private(set) var events: [[String: Any]] = []

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
  mutating func pick<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
    Number.random(in: range, using: &random)
  }

  mutating func pick(_ words: [String]) -> String { words[pick(0...words.count - 1)] }

  mutating func chance(_ percent: Int) -> Bool { pick(0...99) < percent }
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
