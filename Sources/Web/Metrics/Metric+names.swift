extension Metric {
  static let requests = Metric(
    "http_server_requests_total", .counter,
    "Requests answered, by method, template of the path, and status.")
  static let requestDuration = Metric(
    "http_server_request_duration_seconds", .histogram,
    "Time from a request's head to its answer, by method and template of the path.")

  static let turnedAway = Metric(
    "firstline_requests_turned_away_total", .counter,
    "Requests whose token was `missing` or `invalid`, or `forbidden` to the role, by reason.")

  /// How many connections of the pool are in use.
  package static let poolInUse = Metric(
    "firstline_pool_connections_in_use", .gauge, "Connections to PostgreSQL in use.")
  /// How many tasks wait for a connection.
  package static let poolWaiting = Metric(
    "firstline_pool_requests_waiting", .gauge, "Tasks that wait for a connection.")
  /// How many connections the pool may have.
  package static let poolLimit = Metric(
    "firstline_pool_connections_limit", .gauge, "Connections to PostgreSQL at most.")

  /// How many streams of events are open.
  package static let feedSubscribers = Metric(
    "firstline_feed_subscribers", .gauge, "Open streams of events.")

  /// How many requests wait to be written.
  package static let intakeWaiting = Metric(
    "firstline_intake_requests_waiting", .gauge,
    "Tickets that wait for the batch in hand to be written.")

  /// How long tickets waited until they were incidents.
  package static let escalationLag = Metric(
    "firstline_escalation_lag_seconds", .histogram,
    "Time from the moment a ticket had to be escalated to its incident.", buckets: longSeconds)
  /// How many escalations wait.
  package static let relayBacklog = Metric(
    "firstline_relay_backlog", .gauge, "Escalations that wait to be taken.")
  /// How many escalations were given up.
  package static let relayDead = Metric(
    "firstline_relay_dead", .gauge, "Escalations that failed too often and wait for a person.")

  /// How many escalations nobody had called for.
  package static let escalationsFoundBySweep = Metric(
    "firstline_escalations_found_by_sweep_total", .counter,
    "Escalations that were found by the timer or at the start, and not by a wake-up.")

  /// How many steps were made.
  package static let escalationSteps = Metric(
    "firstline_escalation_steps_total", .counter,
    "Steps of escalation policies by which somebody was told.")
  /// How many incidents everybody was told about in vain.
  package static let escalationsExhausted = Metric(
    "firstline_escalations_exhausted_total", .counter,
    "Incidents that nobody acknowledged although all steps were made.")
  /// How many messages endpoints have taken.
  package static let deliveriesDelivered = Metric(
    "firstline_deliveries_delivered_total", .counter, "Messages that a webhook's endpoint took.")
  /// How many attempts endpoints did not take.
  package static let deliveriesFailed = Metric(
    "firstline_deliveries_failed_total", .counter,
    "Attempts to deliver to a webhook that failed, the last one of a message included.")
  /// How many messages were given up.
  package static let deliveriesDead = Metric(
    "firstline_deliveries_dead_total", .counter, "Messages to webhooks that were given up.")
  /// How many messages wait.
  package static let deliveriesWaiting = Metric(
    "firstline_deliveries_waiting", .gauge, "Messages to webhooks that wait to be delivered.")

  /// How many SLA clocks run and are paused.
  package static let slaClocks = Metric(
    "firstline_sla_clocks", .gauge,
    "SLA clocks that are not late, by metric and state, counted at most once a minute.")
  /// How many SLA clocks are late and nobody noticed.
  package static let slaOverdue = Metric(
    "firstline_sla_overdue", .gauge,
    "SLA clocks whose due time has passed and whose breach waits for its notice, by metric.")
  /// How many breaches were noticed.
  package static let slaBreaches = Metric(
    "firstline_sla_breaches_total", .counter, "Breaches that were noticed, by metric.")
  /// How far the clocks are behind.
  package static let slaLag = Metric(
    "firstline_sla_lag_seconds", .gauge,
    "Time since the oldest event of the ledger that SLA clocks do not know yet; 0 without any.")

  /// How the incident service hears of escalations: 1 for the `mode` that it is in, 0 for the
  /// others.
  package static let listenerMode = Metric(
    "firstline_listener_mode", .gauge, "1 for the mode that the listener is in.")
  /// How long the listener's session did not answer.
  package static let listenerHeartbeatAge = Metric(
    "firstline_listener_heartbeat_age_seconds", .gauge,
    "Time since the listener's session answered last.")

  /// Which ruleset triages.
  package static let rulesetVersion = Metric(
    "firstline_ruleset_version", .gauge, "The version of the ruleset in use.")

  static let residentMemory = Metric(
    "process_resident_memory_bytes", .gauge, "Memory of the process that is in RAM.")
  static let virtualMemory = Metric(
    "process_virtual_memory_bytes", .gauge, "Address space of the process.")
  static let processorTime = Metric(
    "process_cpu_seconds_total", .counter, "Processor time of the process, user and system.")
  static let startTime = Metric(
    "process_start_time_seconds", .gauge, "When the process started, in seconds since 1970.")
  static let openFiles = Metric(
    "process_open_fds", .gauge, "File descriptors that are open.")

  /// Every metric of ours: a registry knows from it what a name means that only swift-metrics is
  /// told.
  static let all: [Metric] = [
    requests, requestDuration, turnedAway, poolInUse, poolWaiting, poolLimit, feedSubscribers,
    intakeWaiting, escalationLag, relayBacklog, relayDead, escalationsFoundBySweep, escalationSteps,
    escalationsExhausted, deliveriesDelivered, deliveriesFailed, deliveriesDead, deliveriesWaiting,
    slaClocks, slaOverdue, slaBreaches, slaLag, listenerMode, listenerHeartbeatAge,
    rulesetVersion,
    residentMemory, virtualMemory, processorTime, startTime, openFiles,
  ]
}
