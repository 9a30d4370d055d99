import Access
import Domain
import Postgres
import Relay
package import Web

/// The program that turns tickets that matter into incidents.
package enum IncidentService {
  /// How it presents itself.
  package static let program = Program(
    name: "incident-service", summary: "turns tickets that matter into incidents", port: 8081,
    delivers: true)

  /// Runs until the process is told to stop.
  package static func run(_ settings: ServiceSettings) async throws {
    let host = ServiceHost(program, settings)
    let rules = RulesetFollower(host.database)
    let sweeper = Sweeper(
      database: host.database, interval: settings.sweepInterval, open: IncidentQueries.open)
    let listener = ListeningService(
      host.listenSettings, database: host.database,
      bells: [
        EscalationQueries.channel: sweeper.wakeUp, RulesetQueries.channel: rules.wakeUp,
        TokenQueries.channel: host.authenticator.tokens.wakeUp,
      ])
    let courier = Courier(
      host.database, DeliveryClient(allowsPrivate: settings.webhookAllowPrivate))
    watchRelay(host)
    let gauges = SLAGauges(host.database)
    host.registry.beforeExposition { await gauges.show(in: $0) }
    host.registry.watchListener { listener.status }
    let feed = Feed(host.database)
    let routes = host.makeRoutes()
    register(
      on: routes, host.database, feed, registry: host.registry,
      checks: host.databaseChecks + [.listener { listener.status }],
      swaggerUI: settings.swaggerUI, open: settings.open)
    try await host.run(
      routes,
      beside: [
        rules, sweeper, listener, feed, EscalationRunner(host.database), BurstRunner(host.database),
        SLAKeeper(host.database), Sealer(host.database), RollupKeeper(host.database), courier,
        idempotency(host.database),
        Upkeep("forget delivered messages") { [database = host.database] in
          try await DeliveryQueries.forgetDelivered(database)
        },
        Upkeep("make the months of the ledger") { [database = host.database] in
          try await LedgerMonthQueries.make(database)
          try await LedgerMonthQueries.know(database)
        },
      ])
  }

  /// Registers everything that the service answers, for the program and for its tests.
  static func register(
    on routes: Routes, _ database: Database, _ feed: Feed, registry: PrometheusRegistry,
    checks: [HealthCheck], swaggerUI: String, open: OpenRoutes, reports: ReportDesk? = nil
  ) {
    let reports = reports ?? ReportDesk(database)
    let incidents = SharedLookup<Incident>(database, find: IncidentQueries.find)
    let idempotency = idempotency(database)
    IncidentRoutes(database, incidents: incidents, idempotency: idempotency).register(on: routes)
    MergeRoutes(idempotency: idempotency).register(on: routes)
    LinkRoutes(database: database, incidents: incidents, idempotency: idempotency)
      .register(on: routes)
    ResolutionRoutes(database: database, incidents: incidents).register(on: routes)
    TimelineRoutes(database: database, incidents: incidents).register(on: routes)
    EscalationRunRoutes(database: database, incidents: incidents).register(on: routes)
    SLARoutes(of: .incident, needs: .readIncidents) { id, _, isThere in
      if !isThere { _ = try await incidents.find(id, orNo: "incident") }
    } clocks: {
      try await SLAReadingQueries.clocks(of: .incident, [$0], database)
    } explanations: {
      try await SLAReadingQueries.explain(.incident, $0, database)
    }.register(on: routes)
    WebhookRoutes(database: database, idempotency: idempotency).register(on: routes)
    DeliveryRoutes(database: database, idempotency: idempotency).register(on: routes)
    TokenRoutes(database: database, idempotency: idempotency).register(on: routes)
    registerVersions(on: routes, database, idempotency)
    ReportRoutes(reports).register(on: routes)
    FeedRoutes(database, feed: feed).register(on: routes, registry: registry)
    SystemRoutes(
      title: "Firstline incidents", description: description, registry: registry,
      checks: checks, swaggerUI: swaggerUI, open: open
    ).add(to: routes)
  }

  /// Registers everything of which there are versions.
  private static func registerVersions(
    on routes: Routes, _ database: Database, _ idempotency: Idempotency
  ) {
    VersionRoutes<ResolutionPolicy>(
      path: "/resolution-policies", database: database, idempotency: idempotency
    ).register(
      on: routes, list: .listResolutionPolicies, publish: .createResolutionPolicy,
      read: .readResolutionPolicy)
    VersionRoutes<EscalationPolicy>(
      path: "/escalation/policies", database: database, idempotency: idempotency
    ).register(
      on: routes, list: .listEscalationPolicies, publish: .publishEscalationPolicy,
      read: .readEscalationPolicy)
    VersionRoutes<EscalationRuleVersion>(
      path: "/escalation/rules", database: database, idempotency: idempotency
    ).register(
      on: routes, list: .listEscalationRules, publish: .publishEscalationRule,
      read: .readEscalationRule)
    VersionRoutes<SLACalendarVersion>(
      path: "/sla/calendars", database: database, idempotency: idempotency
    ).register(
      on: routes, list: .listSLACalendars, publish: .publishSLACalendar, read: .readSLACalendar)
    VersionRoutes<SLAPolicyVersion>(
      path: "/sla/policies", database: database, idempotency: idempotency
    ).register(
      on: routes, list: .listSLAPolicies, publish: .publishSLAPolicy, read: .readSLAPolicy)
  }

  private static func idempotency(_ database: Database) -> Idempotency {
    Idempotency(database, table: "response.idempotency_keys")
  }

  private static let description = """
    Tickets that matter, as incidents: one for each, which people acknowledge, work and resolve.
    """

  /// Shows how much waits in the relay and for endpoints, whenever the metrics are read.
  private static func watchRelay(_ host: ServiceHost) {
    let database = host.database
    host.registry.beforeExposition { registry in
      // Without an answer the gauges keep what they last said, and readiness tells why.
      guard let backlog = try? await EscalationQueries.backlog(database) else { return }
      registry.number(.relayBacklog).set(Int64(backlog.waiting))
      registry.number(.relayDead).set(Int64(backlog.dead))
      guard let waiting = try? await DeliveryQueries.waiting(database) else { return }
      registry.number(.deliveriesWaiting).set(Int64(waiting))
    }
  }
}
