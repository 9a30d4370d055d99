import Foundation
import Logging

/// A service as a program: what it is called, what it reads, and how it begins and ends.
package struct Program: Sendable {
  /// The name of the executable, as `ticket-service`.
  package let name: String
  /// What it does, in one line.
  package let summary: String
  /// The port where none is given.
  package let port: Int
  /// Whether it sends webhooks, and so has `WEBHOOK_ALLOW_PRIVATE`.
  package let delivers: Bool

  package init(name: String, summary: String, port: Int, delivers: Bool = false) {
    self.name = name
    self.summary = summary
    self.port = port
    self.delivers = delivers
  }

  /// The version of the programs and of the contract in `/openapi.json`.
  package static let version = "0.1.0"

  /// What it reads, in the order of the table in `--help`.
  package var variables: [Variable] {
    var variables: [Variable] = [
      .databaseURL, .listenDatabaseURL, .databasePassword, .host, .port(port), .tlsCertificate,
      .tlsKey, .corsOrigins, .logLevel, .logFormat, .poolSize, .sweepInterval,
      .trustedProxies, .rateLimitReads, .rateLimitWrites,
    ]
    if delivers { variables.append(.webhookAllowPrivate) }
    return variables + [
      .swaggerUI, .openMetrics, .openDocs, .openIDIssuer, .openIDAudience, .openIDKeys,
      .openIDRole, .openIDName,
    ]
  }

  /// What a program does after it has read its command line.
  package enum Start: Sendable {
    case run(ServiceSettings)
    /// Print this and end with status 0.
    case tell(String)
    /// Print this line to standard error and end with status 78.
    case refuse(String)
  }

  /// Decides how to start. - Parameters: as in `ServiceSettings.read`.
  package func start(arguments: [String], environment: [String: String]) -> Start {
    if arguments.dropFirst().contains("--help") { return .tell(help) }
    if arguments.dropFirst().contains("--version") { return .tell("\(name) \(Self.version)") }
    do {
      return .run(
        try ServiceSettings.read(self, arguments: arguments, environment: environment))
    } catch {
      return .refuse("\(name): \(error)")
    }
  }

  /// What `--help` prints.
  package var help: String {
    let rows = variables.map { variable in
      (variable.flag, variable.name, variable.standard ?? "required", variable.meaning)
    }
    let table = rows.map { flag, name, standard, meaning in
      "  " + Self.padded(flag, 24) + Self.padded(name, 21) + Self.padded(standard, 23) + meaning
    }
    return """
      \(name): \(summary)

      Every setting is a flag or an environment variable; a flag wins. Passwords belong into the
      environment: other users of the machine can read flags. Or into a file, which the variable's
      name with _FILE names: DATABASE_URL_FILE, PGPASSWORD_FILE.

      \(table.joined(separator: "\n"))

      It ends with status 78 where a setting is wrong, before it listens.
      """
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
