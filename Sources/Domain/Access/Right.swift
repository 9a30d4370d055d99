/// Something that not everybody may do. Every route that is not open to all names the one that it
/// takes.
package enum Right: String, CaseIterable, Sendable {
  /// Makes tickets.
  case reportTickets
  /// Reads tickets, and everything about them.
  case readTickets
  /// Comments tickets.
  case commentTickets
  /// Changes tickets.
  case workTickets
  /// Makes an incident of a ticket by hand.
  case escalateTickets
  /// Reads incidents, and everything about them.
  case readIncidents
  /// Changes incidents.
  case workIncidents
  /// Follows what happens to all tickets and incidents.
  case readEvents
  /// Reads what is reported of all tickets and incidents.
  case readReports
  /// Reads the policies by which the desk works.
  case readPolicies
  /// Publishes policies.
  case publishPolicies
  /// Reads who is told about incidents, and how that went.
  case readWebhooks
  /// Decides who is told about incidents.
  case changeWebhooks
  /// Reads who has tokens.
  case readTokens
  /// Makes and revokes tokens.
  case changeTokens
  /// Reads the metrics, where they are not open to all.
  case readMetrics
  /// Reads the contract and its page, where they are not open to all.
  case readContract

  /// How far the right of somebody of this role goes; nil: there is none.
  package func reach(of role: Role) -> Reach? { holders[role] }

  /// The table: who may do what. `admin` stands in no row, because it may do everything.
  private var holders: [Role: Reach] {
    let granted: [Role: Reach] =
      switch self {
      case .reportTickets: [.requester: .own, .agent: .all]
      case .readTickets: [.requester: .own, .agent: .all, .responder: .all, .auditor: .all]
      case .commentTickets: [.requester: .own, .agent: .all]
      case .workTickets: [.agent: .all]
      case .escalateTickets: [.agent: .all, .responder: .all]
      case .readIncidents: [.agent: .all, .responder: .all, .auditor: .all]
      case .workIncidents: [.responder: .all]
      case .readEvents: [.agent: .all, .responder: .all, .auditor: .all]
      case .readReports: [.agent: .all, .responder: .all, .auditor: .all]
      case .readPolicies: [.agent: .all, .responder: .all, .auditor: .all]
      case .publishPolicies: [:]
      case .readWebhooks: [.auditor: .all]
      case .changeWebhooks: [:]
      case .readTokens: [.auditor: .all]
      case .changeTokens: [:]
      case .readMetrics: [.agent: .all, .responder: .all, .auditor: .all]
      case .readContract: [.requester: .all, .agent: .all, .responder: .all, .auditor: .all]
      }
    return granted.merging([.admin: .all]) { $1 }
  }
}
