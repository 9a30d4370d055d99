import Postgres

/// What SQL has to know of each report. The columns are those of the view, in its order, and so
/// those of every file that somebody has made of it.
struct ReportViewQueries {
  /// The view or function that has the rows.
  let source: Query
  /// The columns, in the order in which they are written.
  let columns: Query
  /// By what rows are sorted, which no two of them share.
  let key: Query

  /// Those of a report.
  init(_ name: ReportName) {
    self =
      switch name {
      case .metrics: Self.metrics
      case .volumeByDay: Self.volumeByDay
      case .backlogByDay: Self.backlogByDay
      case .triageQuality: Self.triageQuality
      case .escalationLag: Self.escalationLag
      case .mtta: Self.mtta
      case .mttrResolve: Self.mttrResolve
      case .firstResponse: Self.firstResponse
      case .reopenRate: Self.reopenRate
      case .slaCompliance: Self.slaCompliance
      case .workload: Self.workload
      case .deliveryHealth: Self.deliveryHealth
      }
  }

  private init(_ source: Query, by key: Query, _ columns: Query) {
    self.source = source
    self.key = key
    self.columns = columns
  }
}

extension ReportViewQueries {
  private static let metrics = ReportViewQueries(
    "reporting.metrics", by: "metric, bucket_start",
    """
    bucket_start, bucket_end, metric, unit, n, value, mean, median, p75, p90, p95, p99,
    max
    """)

  private static let volumeByDay = ReportViewQueries(
    "reporting.volume_by_day", by: "day",
    """
    day, tickets_created, tickets_reopened, tickets_opened, tickets_closed,
    incidents_created, incidents_reopened, incidents_opened, incidents_closed,
    incidents_merged
    """)

  private static let backlogByDay = ReportViewQueries(
    "reporting.backlog_by_day", by: "day",
    """
    day, tickets, incidents, tickets_change, incidents_change
    """)

  private static let triageQuality = ReportViewQueries(
    "reporting.triage_quality", by: "day, category",
    """
    day, category, triaged, by_default, kept, corrected_away, corrected_into,
    priority_corrected, precision_ratio, recall_ratio
    """)

  private static let escalationLag = ReportViewQueries(
    "reporting.escalation_lag", by: "day, severity",
    """
    day, severity, n, mean_seconds, median_seconds, p75_seconds, p90_seconds,
    p95_seconds, p99_seconds, max_seconds
    """)

  private static let mtta = ReportViewQueries(
    "reporting.mtta", by: "day, severity",
    """
    day, severity, n, mean_seconds, median_seconds, p75_seconds, p90_seconds,
    p95_seconds, p99_seconds, max_seconds, mean_business_seconds,
    median_business_seconds, p90_business_seconds, p95_business_seconds, unacknowledged,
    oldest_unacknowledged_seconds
    """)

  private static let mttrResolve = ReportViewQueries(
    "reporting.mttr_resolve", by: "day, severity",
    """
    day, severity, n, mean_seconds, median_seconds, p75_seconds, p90_seconds,
    p95_seconds, p99_seconds, max_seconds, mean_business_seconds,
    median_business_seconds, p90_business_seconds, p95_business_seconds
    """)

  private static let firstResponse = ReportViewQueries(
    "reporting.first_response", by: "day, priority",
    """
    day, priority, n, mean_seconds, median_seconds, p75_seconds, p90_seconds,
    p95_seconds, p99_seconds, max_seconds, business_n, mean_business_seconds,
    median_business_seconds, p75_business_seconds, p90_business_seconds,
    p95_business_seconds, unanswered, oldest_unanswered_seconds
    """)

  private static let reopenRate = ReportViewQueries(
    "reporting.reopen_rate", by: "day, severity",
    """
    day, severity, n, reopen_ratio, tickets_n, tickets_reopen_ratio
    """)

  private static let slaCompliance = ReportViewQueries(
    "reporting.sla_compliance", by: "day, subject, metric",
    """
    day, subject, metric, n, met, breached, left_out, compliance_ratio
    """)

  private static let workload = ReportViewQueries(
    "reporting.workload", by: "assignee",
    """
    assignee, open_tickets, waiting_tickets, open_incidents, open_high,
    oldest_open_seconds, tickets_resolved_7_days, incidents_resolved_7_days
    """)

  private static let deliveryHealth = ReportViewQueries(
    "reporting.delivery_health", by: "day, webhook_id",
    """
    day, webhook_id, webhook, format, enabled, queued, n, dead, waiting,
    delivered_ratio, mean_attempts, mean_seconds, median_seconds, p75_seconds,
    p90_seconds, p95_seconds, max_seconds
    """)
}
