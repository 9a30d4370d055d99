import DatabaseTesting
import Foundation
import NIOHTTP1
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct PoolerTests {
  private static let cause = "is there a pooler in transaction mode in between?"

  @Test func `through PgBouncer alone the incident service polls, says why, and misses nothing`()
    async throws
  {
    try await Pooler.with { pooler in
      try await Desk.with(pooler, ["SWEEP_INTERVAL": "0.1"]) { desk in
        try await desk.reportPhishing(0..<50)
        #expect(try await eventually { try await DeskQueries.escalatedOnce() == 50 })
        #expect(
          try await eventually(within: .seconds(30)) {
            try desk.incidents.logged.contains(Self.cause)
          })
        #expect(
          try await eventually {
            try await desk.shows(#"firstline_listener_mode{mode="polling"} 1"#)
          })
        for service in [desk.incidents, desk.tickets] {
          #expect(try await Answer.to(.GET, "/health/ready", at: service).status == 200)
        }
        #expect(
          try await eventually {
            let health = try await Answer.to(.GET, "/health/ready", at: desk.incidents)
            return health.status == 200
              && health.body.contains(#""listener":{"status":"degraded""#)
              && health.body.contains(Self.cause)
          })
        try await desk.reportPhishing(50..<100)
        #expect(try await eventually { try await DeskQueries.escalatedOnce() == 100 })
        #expect(try await DeskQueries.incidentCount() == 100)
        #expect(try await DeskQueries.ticketCount() == 100)
      }
    }
  }

  @Test func `with a direct connection to listen on it is woken as without a pooler`()
    async throws
  {
    try await Pooler.with { pooler in
      let direct = TestDatabase.current.url(role: "incident_service")
      // The timer would come too late for this test.
      let more = ["LISTEN_DATABASE_URL": direct, "SWEEP_INTERVAL": "600"]
      try await Desk.with(pooler, more) { desk in
        #expect(
          try await eventually(within: .seconds(30)) {
            try await desk.shows(#"firstline_listener_mode{mode="listening"} 1"#)
          })
        // The first one may still be found by the sweep that the service begins with.
        try await desk.reportPhishing(0..<1)
        #expect(try await eventually { try await DeskQueries.escalatedOnce() == 1 })
        let name = "firstline_escalations_found_by_sweep_total"
        let found = try await desk.shows("\(name) 1") ? 1 : 0
        try await desk.reportPhishing(1..<50)
        #expect(try await eventually { try await DeskQueries.escalatedOnce() == 50 })
        #expect(try await desk.shows("\(name) \(found)"))
        #expect(try await desk.shows(#"firstline_listener_mode{mode="listening"} 1"#))
        #expect(try !desk.incidents.logged.contains(Self.cause))
      }
    }
  }

  @Test func `many clients that share few backends are answered as without a pooler`()
    async throws
  {
    try await Pooler.with { pooler in
      try await Desk.with(pooler, ["SWEEP_INTERVAL": "0.1"]) { desk in
        let crowd = Crowd(desk: desk)
        let surprises = try await crowd.work()
        #expect(surprises == [])
        for role in ["ticket_service", "incident_service"] {
          let backends = try await PoolerQueries.backends(of: role)
          #expect((1...Pooler.backends).contains(backends))
        }
        #expect(try await DeskQueries.ticketCount() == Crowd.tickets)
        #expect(
          try await eventually { try await DeskQueries.escalatedOnce() == Crowd.highTickets })
        #expect(try await DeskQueries.incidentCount() == Crowd.highTickets)
        try await Desk.withDirectTickets { direct in
          let differences = try await crowd.differences(from: direct)
          #expect(differences == [])
        }
        for service in [desk.tickets, desk.incidents] {
          #expect(try !service.logged.contains("prepared statement"))
        }
      }
    }
    let (status, report, _) = try await RunningProgram.run(
      "firstline", ["verify", "--grace", "0"], ["DATABASE_URL": TestDatabase.current.url()])
    #expect(status == 0, "\(report)")
  }
}
