/// Something bad that is done to a desk.
package struct Fault: Equatable, Sendable {
  /// What is done. The raw value is what a report calls it.
  package enum Kind: String, CaseIterable, Sendable {
    case killTicketService = "kill -9 of the ticket service"
    case killIncidentService = "kill -9 of the incident service"
    case restartTicketService = "SIGTERM of the ticket service"
    case restartIncidentService = "SIGTERM of the incident service"
    case terminateSessions = "pg_terminate_backend of sessions"
    case crashPostgres = "immediate stop of PostgreSQL"
    case stopListener = "SIGSTOP of the listener's backend"
    case secondIncidentService = "two incident services, one killed"
    case rollingRestart = "rolling restart of both services"
  }

  /// What is done.
  package let kind: Kind
  /// What the details are drawn from: which sessions, for how long.
  package let seed: UInt64
  /// How long the desk is left in peace afterwards.
  package let calm: Duration
}
