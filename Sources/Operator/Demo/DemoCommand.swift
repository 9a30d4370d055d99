package import ArgumentParser
import AsyncHTTPClient
import Domain
import Foundation
import Postgres

/// `firstline demo`: fills an empty database with a year that never was.
package struct DemoCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fills an empty database with a believable year that ends now.",
    discussion: """
      Starts both services on the database and has people who do not exist ask them: tickets come \
      in, are answered and resolved; incidents open, are acknowledged, merged, resolved. There are \
      seasons, office hours, a storm and a bad week, and the same seed has the same ones. \
      Meanwhile the clock of the database shows the past; at the end, also after Ctrl-C, it is \
      right again, and the tokens that were made are worthless.

      Nobody else should use the database while it runs. One that has tickets is refused.

      The services connect by the owner's URI as ticket_service and incident_service, with the \
      passwords in TICKET_SERVICE_PASSWORD and INCIDENT_SERVICE_PASSWORD if they need any.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "What all of it is drawn from.")
  package var seed: UInt64 = 1

  @Option(help: "How many days, of which today is the last.")
  package var days = 365

  @Option(help: "The folder of ticket-service and incident-service. (default: that of firstline)")
  package var programs: String?

  @Option(help: "What the ticket service connects to. (default: TICKET_DATABASE_URL, or see above)")
  package var ticketDatabaseURL: String?

  @Option(
    help: "What the incident service connects to. (default: INCIDENT_DATABASE_URL, or see above)")
  package var incidentDatabaseURL: String?

  @Option(help: "A folder where the logs of the services are kept.")
  package var logs: String?

  package init() {}

  package func validate() throws {
    guard 7...1_000 ~= days else {
      throw ValidationError("--days is a number from 7 to 1000, not \(days).")
    }
  }

  package func run() async throws {
    let programs = try ProgramsFolder.find(programs)
    try await database.connect { connection in
      let services = DemoServices(
        programs: programs, logs: logs.map { URL(filePath: $0).absoluteURL },
        ticketURL: try serviceURL(ticketDatabaseURL, "ticket_service"),
        incidentURL: try serviceURL(incidentDatabaseURL, "incident_service"))
      let http = HTTPClient(configuration: TicketClient.configuration(connections: 32))
      let ending = await DemoRun(
        plan: DemoPlan(seed: seed, days: days, end: .now()), services: services, http: http,
        owner: connection
      ).ending()
      try? await http.shutdown()
      switch ending {
      case .finished(let report): PlainOutput.write(report.text(seed: seed, days: days))
      case .stopped(let error as OneLine): throw error
      case .stopped(let error): throw OneLine("\(error)", status: 1)
      case .interrupted(let signal): throw ExitCode(128 + signal)
      }
    }
  }

  /// What a service connects to: what was said, or the owner's URI for another role.
  private func serviceURL(_ given: String?, _ role: String) throws -> String {
    let environment = try OperatorVariables.read()
    let prefix = role.uppercased()
    let names = [
      "ticket_service": "TICKET_DATABASE_URL", "incident_service": "INCIDENT_DATABASE_URL",
    ]
    if let url = [given, names[role].flatMap { environment[$0] }].compactMap(\.self).first {
      return url
    }
    let owner = [database.url, environment["DATABASE_URL"]].compactMap(\.self)
    return RoleURL.make(
      of: owner.first { !$0.isEmpty } ?? "", role: role,
      password: environment["\(prefix)_PASSWORD"])
  }
}
