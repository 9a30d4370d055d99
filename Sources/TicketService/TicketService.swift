import Access
import Domain
import Postgres
import Relay
package import Web

/// The program that takes tickets in.
package enum TicketService {
  /// How it presents itself.
  package static let program = Program(
    name: "ticket-service", summary: "takes tickets in, triages and stores them", port: 8080)

  /// Runs until the process is told to stop.
  package static func run(_ settings: ServiceSettings) async throws {
    let host = ServiceHost(program, settings)
    let rules = Rules(host.database)
    let sweeper = ResolutionSweeper(
      database: host.database, interval: settings.sweepInterval,
      resolve: ResolvedTicketQueries.resolve)
    let listener = ListeningService(
      host.listenSettings, database: host.database,
      bells: [
        RulesetQueries.channel: rules.triage.wakeUp,
        EscalationRuleQueries.channel: rules.escalation.wakeUp,
        ResolutionQueries.channel: sweeper.wakeUp,
        TokenQueries.channel: host.authenticator.tokens.wakeUp,
      ])
    let feed = Feed(host.database)
    let routes = host.makeRoutes()
    register(
      on: routes, host.database, rules, feed, registry: host.registry,
      checks: host.databaseChecks, swaggerUI: settings.swaggerUI, open: settings.open)
    try await host.run(
      routes,
      beside: [
        rules.triage, rules.escalation, sweeper, listener, feed,
        Idempotency(host.database, table: "intake.idempotency_keys"),
        keptAnswers(host.database),
      ])
  }

  /// Registers everything that the service answers, for the program and for its tests.
  static func register(
    on routes: Routes, _ database: Database, _ rules: Rules, _ feed: Feed,
    registry: PrometheusRegistry, checks: [HealthCheck], swaggerUI: String, open: OpenRoutes
  ) {
    let intake = TicketIntake(database, rules)
    registry.beforeExposition { $0.number(.intakeWaiting).set(Int64(intake.waiting)) }
    let tickets = SharedLookup<Ticket>(database, find: TicketQueries.find)
    TicketRoutes(
      database, tickets: tickets, desk: TicketDesk(rules: rules.escalation), intake: intake
    ).register(on: routes)
    CommentRoutes(database: database, tickets: tickets, idempotency: keptAnswers(database))
      .register(on: routes)
    IncidentRoutes(database: database, tickets: tickets).register(on: routes)
    TimelineRoutes(database: database, tickets: tickets).register(on: routes)
    SLARoutes(of: .ticket, needs: .readTickets) { id, context, isThere in
      try await tickets.check(id, for: context, isThere: isThere)
    } clocks: {
      try await SLAReadingQueries.clocks(of: .ticket, [$0], database)
    } explanations: {
      try await SLAReadingQueries.explain(.ticket, $0, database)
    }.register(on: routes)
    FeedRoutes(database, feed: feed).register(on: routes, registry: registry)
    SystemRoutes(
      title: "Firstline tickets", description: description, registry: registry,
      checks: checks + [HealthCheck.rules(rules)], swaggerUI: swaggerUI, open: open
    ).add(to: routes)
  }

  /// The keys of every POST but that of a ticket, whose answer is made again of the ticket itself.
  private static func keptAnswers(_ database: Database) -> Idempotency {
    Idempotency(database, table: "intake.kept_answers")
  }

  private static let description = """
    Reports of trouble, triaged as they come in. What matters becomes an incident of the \
    incident service.
    """
}
