import DatabaseTesting
import Postgres
import Testing

/// What reads is served by a streaming replica as by the primary.
@Suite(.timeLimit(.minutes(2))) struct ReplicaTests {
  @Test func `a reporter asks a streaming replica, in SQL and by firstline report`() async throws {
    try await PostgresPair.with { pair in
      let time = try #require(try await FailoverQueries.reportTicket(pair.owner))
      for name in ["volume_by_day", "backlog_by_day", "mtta", "triage_quality", "metrics"] {
        let asOf = name == "metrics" ? ["--as-of", time] : []
        let here = try await report([name] + asOf, pair.primaryURL(role: "reporter"))
        // A commit is acknowledged when the standby has it, and shown there in a moment.
        #expect(
          try await eventually {
            try await report([name] + asOf, pair.replicaURL(role: "reporter")) == here
          }, "\(name)")
        #expect(here.contains(",1,") || name == "mtta", "\(here)")
      }
      var settings = ConnectionSettings(
        url: pair.replicaURL(role: "reporter"), applicationName: "test")
      settings.readsOnly = true
      let isReplica = try await Connection(settings).whileOpen {
        try await FailoverQueries.isReplica($0)
      }
      #expect(isReplica)
    }
  }

  private func report(_ arguments: [String], _ url: String) async throws -> String {
    let (status, output, errors) = try await RunningProgram.run(
      "firstline", ["report", "--format", "csv"] + arguments, ["DATABASE_URL": url])
    #expect(status == 0, "\(errors)")
    return output
  }
}
