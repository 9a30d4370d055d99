import Domain
import Postgres
import Relay
import Web

/// Which incidents a list shows.
struct IncidentFilter: Hashable, QueryReadable {
  let status: IncidentStatus?
  let severity: Priority?
  let ticketID: Int64?

  init?(from query: inout QueryReader) {
    status = query.optional("status", .oneOf(IncidentStatus.self))
    severity = query.optional("severity", .oneOf(Priority.self))
    ticketID = query.optional("ticket_id", .id)
  }

  /// The filter in SQL; each part has its index.
  var conditions: [Query] {
    var conditions: [Query] = []
    if let status { conditions.append("status = \(status)") }
    if let severity { conditions.append("severity = \(severity)") }
    if let ticketID { conditions.append(IncidentQueries.isOf(ticketID: ticketID)) }
    return conditions
  }
}
