package import ArgumentParser
import Postgres

/// Which database a command works on, as its owner or, where it only reads, as who may.
package struct DatabaseOption: ParsableArguments {
  @Option(
    name: .customLong("database-url"),
    help: "A libpq connection URI for the database's owner. (default: DATABASE_URL)")
  package var url: String?

  package init() {}

  /// Runs `body` on a connection that is closed afterwards; one to a replica, too, where it only
  /// reads. Ends the program with status 78 where
  /// no database is named, and with 1 and one line where it cannot be reached.
  func connect(
    readsOnly: Bool = false, _ body: (Connection) async throws -> Void
  ) async throws {
    let environment = try OperatorVariables.read()
    guard
      let url = [url, environment["DATABASE_URL"]].compactMap(\.self).first(where: { $0 != "" })
    else { throw OneLine("DATABASE_URL is missing", status: 78) }
    var settings = ConnectionSettings(
      url: url, applicationName: "firstline", password: environment["PGPASSWORD"])
    settings.readsOnly = readsOnly
    let connection = Connection(settings)
    do {
      try await connection.whileOpen(body)
    } catch {
      if error is ExitCode || error is OneLine { throw error }
      throw OneLine("\(error)", status: 1)
    }
  }
}
