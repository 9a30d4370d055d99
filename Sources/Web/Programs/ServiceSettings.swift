package import Access
import Configuration
package import Domain
package import Logging
package import NIOSSL
import Postgres

/// Everything that a service is told from outside, checked.
package struct ServiceSettings: Sendable {
  /// The database for requests. A pooler may stand in between.
  package var databaseURL: DatabaseURL
  /// The same database, directly: LISTEN does not work through a pooler in transaction mode.
  package var listenDatabaseURL: DatabaseURL
  /// The password for both where their URI has none.
  package var databasePassword: String?
  /// The address to listen at.
  package var host: String
  /// The port to listen at; 0 lets the system choose one, which is then in the log.
  package var port: Int
  /// The certificate and the key by which HTTPS is spoken; nil for plain HTTP.
  package var tls: TLSConfiguration?
  /// The origins whose pages a browser lets ask.
  package var corsOrigins: [String]
  /// How many reads and writes one caller may ask for in a second; 0: any number.
  package var rateLimitReads: Int
  package var rateLimitWrites: Int
  /// The least severe level that is logged.
  package var logLevel: Logger.Level
  package var logFormat: LogFormat
  /// How many connections to the database there are at most, 1 to 200.
  package var poolSize: Int
  /// How long a service waits between two looks for what the other one left it in the relay, when
  /// nothing wakes it.
  package var sweepInterval: Duration
  /// The proxies whose `X-Forwarded-For` says from where a request comes.
  package var trustedProxies: [IPNetwork]
  /// Whether the incident service sends webhooks to private and loopback addresses, too.
  package var webhookAllowPrivate: Bool
  /// The folder of the Swagger UI build, relative to the working directory or absolute.
  package var swaggerUI: String
  /// What is answered without a token.
  package var open: OpenRoutes
  /// Whose JSON Web Tokens are believed besides the tokens of ours; nil: nobody's.
  package var openID: OpenIDSettings?

  /// Reads the settings of `program` from flags first and from the environment second. An empty
  /// value counts as none, because that is what a compose file makes of an unset variable.
  /// - Parameters:
  ///   - arguments: as in `CommandLine.arguments`: the first one is the name of the program.
  ///   - environment: as in `ProcessInfo.processInfo.environment`; what is not a variable of ours
  ///     is ignored.
  /// - Throws: `InvalidSettings` with every fault.
  package static func read(
    _ program: Program, arguments: [String], environment: [String: String]
  ) throws(InvalidSettings) -> ServiceSettings {
    var environment = environment
    let fileFaults = VariableFiles.read(
      into: &environment, names: program.variables.map(\.name))
    var reader = SettingsReader(arguments: arguments, environment: environment)
    let databaseURL = reader.databaseURL(.databaseURL)
    let settings = ServiceSettings(
      databaseURL: databaseURL,
      listenDatabaseURL: reader.databaseURL(.listenDatabaseURL, otherwise: databaseURL),
      databasePassword: reader.optionalText(.databasePassword),
      host: reader.text(.host),
      port: reader.port(.port(program.port)),
      tls: reader.tls(certificate: .tlsCertificate, key: .tlsKey),
      corsOrigins: reader.origins(.corsOrigins),
      rateLimitReads: reader.wholeNumber(.rateLimitReads, from: 0...1_000_000),
      rateLimitWrites: reader.wholeNumber(.rateLimitWrites, from: 0...1_000_000),
      logLevel: reader.word(.logLevel, from: Logger.Level.allCases),
      logFormat: reader.word(.logFormat, from: LogFormat.allCases),
      poolSize: reader.wholeNumber(.poolSize, from: 1...200),
      sweepInterval: reader.seconds(.sweepInterval),
      trustedProxies: reader.networks(.trustedProxies),
      webhookAllowPrivate: program.delivers ? reader.truth(.webhookAllowPrivate) : false,
      swaggerUI: reader.text(.swaggerUI),
      open: OpenRoutes(
        metrics: reader.truth(.openMetrics), contract: reader.truth(.openDocs)),
      openID: reader.openID())
    let faults =
      CommandLineFaults.of(arguments, variables: program.variables) + fileFaults + reader.faults
    guard faults.isEmpty else { throw InvalidSettings(faults: faults) }
    return settings
  }
}
