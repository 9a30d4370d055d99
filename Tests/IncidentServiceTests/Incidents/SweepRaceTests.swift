import DatabaseTesting
import Postgres
import Relay
import ServiceTesting
import Testing

@testable import IncidentService

@Suite(.database) struct SweepRaceTests {
  @Test func `several services make one incident of each ticket, however often queued`()
    async throws
  {
    try await StoredTicket.insert(1...700)
    try await StoredTicket.queue(Array(1...700))
    try await StoredTicket.queue((1...700).reversed())
    try await withThrowingTaskGroup { group in
      for _ in 0..<3 {
        let database = TestDatabase.current.connect(as: "incident_service", poolSize: 2)
        let sweeper = Sweeper(
          database: database, interval: .seconds(3600), open: IncidentQueries.open)
        group.addTask { _ = try await sweeper.sweep() }
        group.addTask { _ = try await sweeper.sweep() }
      }
      try await group.waitForAll()
    }
    #expect(try await open() == (1...700).map(\.self))
    // A row that lost against another service is put off, never lost.
    try await TestDatabase.current.fastForward(seconds: 3600)
    let database = TestDatabase.current.connect(as: "incident_service")
    try await Sweeper(
      database: database, interval: .seconds(3600), open: IncidentQueries.open
    ).sweep()
    #expect(try await EscalationQueries.backlog(database)?.waiting == 0)
    #expect(try await open() == (1...700).map(\.self))
    #expect(try await StoredEvent.all().count == 700)
  }

  @Test func `escalations by hand and by sweep make one incident of each ticket`() async throws {
    try await StoredTicket.insert(1...40)
    try await StoredTicket.queue((1...40).reversed())
    let desk = TestDesk()
    let sweeper = Sweeper(
      database: desk.database, interval: .seconds(3600), open: IncidentQueries.open)
    try await withThrowingTaskGroup { group in
      group.addTask { _ = try await sweeper.sweep() }
      for id in 1...40 {
        group.addTask {
          let status = try await desk.post("/incidents/\(id)").status
          #expect([200, 201].contains(status))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await open() == (1...40).map(\.self))
    #expect(try await StoredEvent.all().count == 40)
  }

  /// The tickets of all open incidents, sorted.
  private func open() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      """
      SELECT ticket_id
      FROM response.incidents
      WHERE status = 'open'
      ORDER BY ticket_id
      """)
  }
}
