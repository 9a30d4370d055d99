import Access
package import ArgumentParser
import Domain
import Foundation
import Postgres
import Relay

/// `firstline migrate`: brings a database up to date.
package struct MigrateCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Applies the migrations that a database does not have yet.",
    discussion: """
      Run it as the owner of the database. It may run several times at once: one works, the others \
      wait. An applied file that was changed since is refused.

      TICKET_SERVICE_PASSWORD, INCIDENT_SERVICE_PASSWORD, REPORTER_PASSWORD and \
      REPORTER_PERSONAL_PASSWORD, where they are in the environment, become the passwords of the \
      roles by which the programs and people connect. Each of them, \
      DATABASE_URL and PGPASSWORD may stand in a file that the variable's name with _FILE names.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "The folder of the migrations. (default: MIGRATIONS, or else ./migrations)")
  package var migrations: String?

  @Option(
    help: "Where there is no token, make one, and print a request to this ticket service by it.")
  package var firstToken: ServerAddress?

  package init() {}

  package func run() async throws {
    let environment = try OperatorVariables.read()
    let folder = migrations ?? environment["MIGRATIONS"] ?? "migrations"
    try await database.connect { connection in
      for file in try await Migrator(folder: folder).migrate(connection) {
        print("applied \(file)")
      }
      print("the database is at migration \(try await Migrator.version(connection))")
      let months = try await LedgerMonthQueries.makeAll(connection)
      if months > 0 { print("made \(months) months of the ledger") }
      for (role, variable) in Self.passwords {
        guard let password = environment[variable], password != "" else { continue }
        try await connection.setPassword(password, ofRole: role)
        print("set the password of \(role)")
      }
      if let firstToken { try await welcome(to: firstToken, connection) }
    }
  }

  /// Gives whoever comes first a token that may do everything. On one line: what stands before it
  /// in the log of a container would be pasted, too.
  private func welcome(to tickets: ServerAddress, _ connection: Connection) async throws {
    guard try await TokenQueries.list(behind: nil, limit: 1, connection).isEmpty else { return }
    let token = try await NewToken.make(TokenDraft(name: "newcomer", role: .admin), connection)
    let ticket =
      #"{"title": "Cannot log in", "description": "User receives invalid password error"}"#
    print("made a token that may do everything; to post a ticket, paste:")
    print(
      "curl -i \(tickets.url("/tickets")) -H 'Authorization: Bearer \(token.text)'"
        + " -H 'Content-Type: application/json' -d '\(ticket)'")
  }

  static let passwords: [(role: StaticString, variable: String)] = [
    ("ticket_service", "TICKET_SERVICE_PASSWORD"),
    ("incident_service", "INCIDENT_SERVICE_PASSWORD"),
    ("reporter", "REPORTER_PASSWORD"),
    ("reporter_personal", "REPORTER_PERSONAL_PASSWORD"),
  ]
}
