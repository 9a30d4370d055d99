import Domain
import Postgres
import Relay
import Web

/// Which incidents a list shows.
struct IncidentFilter: Hashable, QueryReadable {
  let status: IncidentStatus?
  let severity: Priority?
  let ticketID: Int64?
  let escalation: Escalation?
  /// What each is shown with.
  let include: Inclusion?

  /// How far the telling about an incident has come, where a list can show it.
  enum Escalation: String, CaseIterable {
    /// Nobody acknowledged it yet, and there is still somebody to tell.
    case running
    /// Nobody acknowledged it, and everybody has been told.
    case exhausted
  }

  init?(from query: inout QueryReader) {
    status = query.optional("status", .oneOf(IncidentStatus.self))
    severity = query.optional("severity", .oneOf(Priority.self))
    ticketID = query.optional("ticket_id", .id)
    escalation = query.optional("escalation", .oneOf(Escalation.self))
    include = query.optional("include", .oneOf(Inclusion.self))
  }

  /// The filter in SQL; each part has its index.
  var conditions: [Query] {
    var conditions: [Query] = []
    if let status { conditions.append("status = \(status)") }
    if let severity { conditions.append("severity = \(severity)") }
    if let ticketID { conditions.append(IncidentQueries.isOf(ticketID: ticketID)) }
    switch escalation {
    case .running: conditions.append(EscalationRunQueries.isRunning)
    case .exhausted: conditions.append(EscalationRunQueries.isExhausted)
    case nil: break
    }
    return conditions
  }
}
