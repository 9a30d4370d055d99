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
    let rules = RulesetFollower(host.database)
    let listener = ListeningService(
      host.listenSettings, database: host.database,
      bells: [RulesetQueries.channel: rules.wakeUp])
    let idempotency = Idempotency(host.database, table: "intake.idempotency_keys")
    let routes = host.makeRoutes()
    TicketRoutes(
      database: host.database, desk: TicketDesk(rules: rules), idempotency: idempotency
    ).register(on: routes)
    SystemRoutes(
      title: "Firstline tickets", description: description, registry: host.registry,
      checks: host.databaseChecks + [HealthCheck.rules(rules)], swaggerUI: settings.swaggerUI
    ).add(to: routes)
    try await host.run(routes, beside: [rules, listener, idempotency])
  }

  private static let description = """
    Reports of trouble, triaged as they come in. What matters becomes an incident of the \
    incident service.
    """
}
