package import ArgumentParser
import AsyncHTTPClient
import Foundation

/// `firstline chaos`: attacks a desk of its own, and proves that nothing is lost.
package struct ChaosCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "chaos",
    abstract: "Kills what can be killed while tickets keep coming, and checks that none is lost.",
    discussion: """
      Starts a durable PostgreSQL of its own and both services on it, in a folder and on ports \
      that nobody else uses, and never touches another database: DATABASE_URL is ignored. \
      Everything is gone at the end.

      In every round it does one bad thing, in an order that the seed decides, and waits until \
      tickets are taken and incidents made again. At the end it compares what its clients sent \
      with what is stored.

      Ends with status 0 when no promise was broken, 1 when one was, 130 after Ctrl-C.
      """)

  @Option(help: "How many faults. (default: 20, or as many as fit into --seconds)")
  package var rounds: Int?

  @Option(help: "What the faults and the tickets are drawn from. (default: a random number)")
  package var seed: UInt64?

  @Option(help: "Begin no round after so many seconds.")
  package var seconds: Int?

  @Option(help: "The folder of ticket-service and incident-service. (default: that of firstline)")
  package var programs: String?

  @Option(help: "The folder of the migrations. (default: MIGRATIONS, or else ./migrations)")
  package var migrations: String?

  @Option(help: "A folder where the logs of the services and of PostgreSQL are kept.")
  package var logs: String?

  package init() {}

  package func validate() throws {
    if let rounds, !(1...100_000 ~= rounds) {
      throw ValidationError("--rounds is a number from 1 to 100000, not \(rounds).")
    }
    if let seconds, !(1...86_400 ~= seconds) {
      throw ValidationError("--seconds is a number from 1 to 86400, not \(seconds).")
    }
  }

  package func run() async throws {
    Self.forgetOtherServers()
    let folder = try ProgramsFolder.find(programs)
    let seed = seed ?? .random(in: 0..<1_000_000)
    PlainOutput.write("seed \(seed)")
    let http = HTTPClient(
      configuration: TicketClient.configuration(connections: ChaosRun.customers + 4))
    let ending = await ChaosRun(command: self, seed: seed, programs: folder, http: http).ending()
    try? await http.shutdown()
    switch ending {
    case .finished(let report):
      PlainOutput.write(report.text)
      if report.violations > 0 { throw ExitCode.failure }
    case .stopped(let error as OneLine): throw error
    case .stopped(let error): throw OneLine("\(error)", status: 1)
    case .interrupted(let signal): throw ExitCode(128 + signal)
    }
  }

  /// How many rounds there will be; nil: until the time is over.
  var plannedRounds: Int? { rounds ?? (seconds == nil ? 20 : nil) }

  /// Where the migrations are.
  var migrationsFolder: String {
    migrations ?? ProcessInfo.processInfo.environment["MIGRATIONS"] ?? "migrations"
  }

  /// Clears what libpq reads from the environment: PGHOSTADDR, for one, would lead our own
  /// connections to another server, whatever their URI says.
  private static func forgetOtherServers() {
    for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("PG") {
      unsetenv(name)
    }
  }
}
