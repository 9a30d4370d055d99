/// What is reported, over HTTP as on the command line: the views of schema `reporting` that are of
/// days, what there is to do now, and `reporting.metrics`. This is the one list of them.
package enum ReportName: String, CaseIterable, Sendable {
  case metrics
  case volumeByDay = "volume_by_day"
  case backlogByDay = "backlog_by_day"
  case triageQuality = "triage_quality"
  case escalationLag = "escalation_lag"
  case mtta
  case mttrResolve = "mttr_resolve"
  case firstResponse = "first_response"
  case reopenRate = "reopen_rate"
  case slaCompliance = "sla_compliance"
  case workload
  case deliveryHealth = "delivery_health"

  /// What a report is of.
  enum Kind {
    /// Of any time, in any zone, as it was known at any instant.
    case anyTime
    /// Of whole days in UTC.
    case days
    /// Of now.
    case now
  }

  /// What it is of.
  var kind: Kind {
    switch self {
    case .metrics: .anyTime
    case .workload: .now
    default: .days
    }
  }
}
