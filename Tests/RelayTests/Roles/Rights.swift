/// What each role may do with each table and view: the decisions, made here and nowhere else. What
/// does not stand here is forbidden, and a table that does not is a mistake.
enum Rights {
  /// The roles of the programs and of people who report.
  static let roles = ["ticket_service", "incident_service", "reporter", "reporter_personal"]

  /// The schemas of ours, and the one that is there anyway.
  static let schemas = [
    "access", "intake", "relay", "response", "ledger", "reporting", "report_internals", "rollup",
    "public",
  ]

  /// What can be done with a table.
  enum Verb: String, CaseIterable {
    case select = "SELECT"
    case insert = "INSERT"
    case update = "UPDATE"
    case delete = "DELETE"
    case truncate = "TRUNCATE"
  }

  /// By table or view: what the ticket service, the incident service and people who report may do,
  /// by the first letters of the verbs.
  private static let table: [String: (tickets: String, incidents: String, reporter: String)] = [
    "access.tokens": ("S", "S", ""),
    "intake.comments": ("SI", "", ""),
    "intake.idempotency_keys": ("SID", "", ""),
    "intake.kept_answers": ("SID", "", ""),
    "intake.rulesets": ("S", "S", ""),
    "intake.tickets": ("SIU", "S", ""),
    "ledger.archived_events": ("S", "S", ""),
    "ledger.archives": ("S", "S", ""),
    "ledger.events": ("SI", "SI", ""),
    "ledger.events_default": ("", "", ""),
    "ledger.seals": ("S", "SI", ""),
    "public.schema_migrations": ("S", "S", ""),
    "relay.counted_tickets": ("I", "SD", ""),
    "relay.escalations": ("SI", "SIUD", ""),
    "relay.resolutions": ("SUD", "SI", ""),
    "report_internals.kept_flow_days": ("", "S", ""),
    "report_internals.kept_incident_days": ("", "S", ""),
    "report_internals.kept_incidents": ("", "S", ""),
    "report_internals.kept_promise_days": ("", "S", ""),
    "report_internals.kept_stale_days": ("", "S", ""),
    "report_internals.kept_ticket_days": ("", "S", ""),
    "report_internals.kept_tickets": ("", "S", ""),
    "report_internals.kept_triage_days": ("", "S", ""),
    "report_internals.later_events": ("", "S", ""),
    "reporting.backlog_by_day": ("", "S", "S"),
    "reporting.dead_escalations": ("", "S", "S"),
    "reporting.delivery_health": ("", "S", "S"),
    "reporting.escalation_lag": ("", "S", "S"),
    "reporting.first_response": ("", "S", "S"),
    "reporting.incident_events": ("", "S", "S"),
    "reporting.incidents": ("", "S", "S"),
    "reporting.mtta": ("", "S", "S"),
    "reporting.mttr_resolve": ("", "S", "S"),
    "reporting.reopen_rate": ("", "S", "S"),
    "reporting.sla_calendars": ("", "S", "S"),
    "reporting.sla_clocks": ("", "S", "S"),
    "reporting.sla_compliance": ("", "S", "S"),
    "reporting.ticket_events": ("", "S", "S"),
    "reporting.tickets": ("", "S", "S"),
    "reporting.triage_quality": ("", "S", "S"),
    "reporting.volume_by_day": ("", "S", "S"),
    "reporting.workload": ("", "S", "S"),
    "response.deliveries": ("", "SIUD", ""),
    "response.delivery_place": ("", "SU", ""),
    "response.escalation_bursts": ("", "SIU", ""),
    "response.escalation_policies": ("", "SI", ""),
    "response.escalation_policies_in_effect": ("", "S", ""),
    "response.escalation_rules": ("S", "SI", ""),
    "response.escalation_runs": ("", "SIU", ""),
    "response.idempotency_keys": ("", "SID", ""),
    "response.incident_links": ("", "SID", ""),
    "response.incident_tickets": ("S", "S", ""),
    "response.incidents": ("S", "SIU", ""),
    "response.resolution_policies": ("", "SI", ""),
    "response.sla_calendars": ("S", "SI", ""),
    "response.sla_clocks": ("S", "SIU", ""),
    "response.sla_failures": ("", "SI", ""),
    "response.sla_place": ("", "SU", ""),
    "response.sla_policies": ("S", "SI", ""),
    "response.sla_turns": ("", "SIU", ""),
    "response.webhooks": ("", "SIUD", ""),
    "rollup.flow_days": ("", "SIUD", ""),
    "rollup.incident_days": ("", "SIUD", ""),
    "rollup.incidents": ("", "SIUD", ""),
    "rollup.place": ("", "SIUD", ""),
    "rollup.promise_days": ("", "SIUD", ""),
    "rollup.stale_days": ("", "SIUD", ""),
    "rollup.ticket_days": ("", "SIUD", ""),
    "rollup.tickets": ("", "SIUD", ""),
    "rollup.triage_days": ("", "SIUD", ""),
  ]

  /// What people who report read only as the role for what is personal.
  private static let personal: Set = [
    "reporting.personal_comments", "reporting.personal_events", "reporting.personal_incidents",
    "reporting.personal_tickets",
  ]

  /// What a role may do with one column only.
  static let columns: Set<String> = [
    "ticket_service may update access.tokens.last_used_at",
    "incident_service may update access.tokens.last_used_at",
    "incident_service may update access.tokens.revoked_at",
    "incident_service may insert access.tokens.hash",
    "incident_service may insert access.tokens.name",
    "incident_service may insert access.tokens.role",
    "incident_service may insert access.tokens.expires_at",
  ]

  /// Whether a table is a month of the ledger. It is reached through the whole alone.
  static func isMonth(_ name: String) -> Bool {
    name.wholeMatch(of: /ledger\.events_\d{4}_\d{2}/) != nil
  }

  /// The tables and views with a decision.
  static var decided: Set<String> { personal.union(table.keys) }

  /// Whether a role may do that. Nobody truncates.
  static func allow(_ role: String, _ verb: Verb, _ name: String) -> Bool {
    if personal.contains(name) { return role == "reporter_personal" && verb == .select }
    guard verb != .truncate, let rights = table[name], let letter = verb.rawValue.first else {
      return false
    }
    return switch role {
    case "ticket_service": rights.tickets.contains(letter)
    case "incident_service": rights.incidents.contains(letter)
    default: rights.reporter.contains(letter)
    }
  }

  /// The sequences from which a role may draw. Identity columns draw by themselves.
  static let drawn = ["ticket_service": ["intake.tickets_id_seq"]]
}
