package import Access
import Hummingbird
import HummingbirdTLS
import Logging
package import Postgres
package import ServiceLifecycle
import UnixSignals

/// What both services are built on: one database, one metrics registry, one HTTP server.
package struct ServiceHost: Sendable {
  package let settings: ServiceSettings
  /// Connections for requests and for background work.
  package let database: Database
  package let registry: PrometheusRegistry
  /// Knows who asks.
  package let authenticator: Authenticator
  private let limits: RateLimits

  private let program: Program
  private let roleGuard: RoleGuard
  private let listenRoleGuard: RoleGuard

  /// Sets up the database pool, which connects when it is first used, and the metrics of the
  /// process.
  package init(_ program: Program, _ settings: ServiceSettings) {
    self.program = program
    self.settings = settings
    registry = PrometheusRegistry()
    registry.bootstrap()
    let connection = ConnectionSettings(
      url: settings.databaseURL.connectionString, applicationName: program.name,
      password: settings.databasePassword)
    database = Database(connection, poolSize: settings.poolSize)
    roleGuard = RoleGuard(connection)
    listenRoleGuard = RoleGuard(Self.listenSettings(program, settings))
    registry.watchPool(of: database)
    authenticator = Authenticator(
      tokens: TokenKeeper(database), provider: settings.openID.map { OpenIDProvider($0) })
    limits = RateLimits(
      reads: settings.rateLimitReads, writes: settings.rateLimitWrites,
      instances: Instances(database, listener: Self.listenerName(program)))
  }

  /// How the listener connects.
  package var listenSettings: ConnectionSettings { Self.listenSettings(program, settings) }

  private static func listenSettings(
    _ program: Program, _ settings: ServiceSettings
  ) -> ConnectionSettings {
    ConnectionSettings(
      url: settings.listenDatabaseURL.connectionString, applicationName: listenerName(program),
      password: settings.databasePassword)
  }

  private static func listenerName(_ program: Program) -> String { "\(program.name)-listener" }

  /// The routes of a service, still empty, each of them guarded and counted.
  package func makeRoutes() -> Routes {
    var observers: [any MiddlewareProtocol<Request, Response, DeskContext>] = [
      RequestMetrics(registry: registry)
    ]
    if !settings.corsOrigins.isEmpty { observers.append(CORSByOrigin(settings.corsOrigins)) }
    return Routes(
      Gate(authenticator, limits, registry: registry), observers: observers,
      trustedProxies: settings.trustedProxies)
  }

  /// What a database must answer before the service is ready.
  package var databaseChecks: [HealthCheck] {
    let database = database
    return [
      HealthCheck("database", fault: "cannot be reached") {
        _ = try await Migrator.version(database)
      },
      SchemaVersion.check(database), roleGuard.healthCheck,
    ]
  }

  /// Serves the routes and runs the background services until the process is told to stop; then the
  /// server finishes what it has accepted, and the others end after it. Throws ``PowerfulRole``
  /// before it listens, or as soon as it is known, where the database role can do too much.
  package func run(_ routes: Routes, beside services: [any Service]) async throws {
    let guards = [roleGuard, listenRoleGuard]
    for guardian in guards { try await guardian.check() }
    let logger = Logger.current
    let server = Application(
      responder: routes.buildResponder(),
      server: try settings.tls.map { try .tls(.desk(logger: logger), tlsConfiguration: $0) }
        ?? .desk(logger: logger),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in
        logger.info(
          "listening", metadata: ["address": "\(channel.localAddress?.description ?? "unknown")"])
      },
      logger: logger)
    let all = guards + services + [authenticator.tokens, limits, server]
    var configuration = ServiceGroupConfiguration(
      services: all.map { .init(service: $0) },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // Docker and Kubernetes kill after 10 and 30 seconds; who has not finished by then is cut off.
    configuration.maximumGracefulShutdownDuration = .seconds(8)
    try await ServiceGroup(configuration: configuration).run()
    await database.close()
  }
}
