import DatabaseTesting
import Domain
import Postgres
import Relay
import ServiceTesting
import Testing

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(1))) struct BurstTests {
  /// A desk with a rule, version 2, by which three tickets within a minute become an incident.
  private func desk(severity: String = #""medium""#) async throws -> TestDesk {
    let desk = TestDesk()
    let answer = try await desk.post(
      "/escalation/rules",
      json: """
        {"name":"Many","several":3,"within_seconds":60,"severity":\(severity),"note":"A test"}
        """)
    #expect(answer.status == 201)
    return desk
  }

  /// Has tickets counted that came in so many seconds ago, as the ticket service does.
  private func count(_ ages: [Int64: Int], rule: Int = 2) async throws {
    let ages = ages.sorted { $0.key < $1.key }
    for id in ages.map(\.key) { try await StoredTicket.insert(id...id, priority: .low) }
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO relay.counted_tickets (rule, ticket_id, created_at)
      SELECT \(rule), ticket_id, public.clock_now() - make_interval(secs => age)
      FROM unnest(\(ages.map(\.key)), \(ages.map(\.value))) AS ticket (ticket_id, age)
      """)
  }

  private func counted() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT ticket_id FROM relay.counted_tickets ORDER BY ticket_id")
  }

  /// The tickets of all incidents, oldest incident first.
  private func escalated() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT ticket_id FROM response.incidents ORDER BY id")
  }

  @Test func `enough within the time become one incident, and its event names the others`()
    async throws
  {
    let desk = try await desk()
    try await count([1: 50, 2: 30, 3: 0])
    #expect(try await BurstRunner(desk.database).look() == 1)
    let incident = try await desk.get("/incidents/1").read(IncidentDocument.self)
    #expect(incident.ticketId == 3)
    #expect(incident.severity == "medium")
    #expect(incident.rule == 2)
    #expect(
      try await StoredEvent.all().map(\.after) == [
        """
        {"rule": "Many", "status": "open", "tickets": [1, 2], "severity": "medium", \
        "rule_version": 2}
        """
      ])
    #expect(try await counted() == [])
  }

  @Test func `too few, or too far apart, are none`() async throws {
    let desk = try await desk()
    try await count([1: 40, 2: 10])
    #expect(try await BurstRunner(desk.database).look() == 0)
    try await count([3: 110, 4: 111])
    #expect(try await BurstRunner(desk.database).look() == 0)
    #expect(try await escalated() == [])
    try await count([5: 0])
    #expect(try await BurstRunner(desk.database).look() == 1)
    #expect(try await escalated() == [5])
  }

  @Test func `the tickets of another rule do not count`() async throws {
    let desk = try await desk()
    _ = try await desk.post(
      "/escalation/rules", json: #"{"name":"b","several":3,"within_seconds":60,"note":"a"}"#)
    try await count([1: 2, 2: 1])
    try await count([3: 0], rule: 3)
    #expect(try await BurstRunner(desk.database).look() == 0)
  }

  @Test func `while its incident is open, further tickets make no other`() async throws {
    let desk = try await desk()
    try await count([1: 3, 2: 2, 3: 1, 4: 0])
    #expect(try await BurstRunner(desk.database).look() == 1)
    try await count([5: 2, 6: 1, 7: 0])
    #expect(try await BurstRunner(desk.database).look() == 0)
    #expect(try await counted() == [])
    _ = try await desk.post("/incidents/1/resolve")
    try await count([8: 1, 9: 0])
    #expect(try await BurstRunner(desk.database).look() == 0)
    try await count([10: 0])
    #expect(try await BurstRunner(desk.database).look() == 1)
    #expect(try await escalated() == [3, 10])
  }

  @Test func `a ticket that has an open incident leaves the place to the one before`() async throws
  {
    let desk = try await desk(severity: "null")
    try await count([1: 2, 2: 1, 3: 0])
    _ = try await desk.post("/incidents/3")
    #expect(try await BurstRunner(desk.database).look() == 1)
    #expect(try await escalated() == [3, 2])
    #expect(try await desk.get("/incidents/2").read(IncidentDocument.self).severity == "low")
  }

  @Test func `a burst of the time when no service ran is found later`() async throws {
    let desk = try await desk()
    try await count([1: 4_000, 2: 3_990, 3: 3_980, 4: 10])
    #expect(try await BurstRunner(desk.database).look() == 1)
    #expect(try await escalated() == [3])
  }

  @Test func `what no burst can need any more is forgotten`() async throws {
    let desk = try await desk()
    try await count([1: 300, 2: 200, 3: 20])
    #expect(try await BurstRunner(desk.database).look() == 0)
    #expect(try await counted() == [3])
  }

  @Test(arguments: 1...5)
  func `several services make one incident of a burst`(round: Int) async throws {
    let desk = try await desk()
    try await withThrowingTaskGroup { group in
      for runner in 0..<4 {
        let database = TestDatabase.current.connect(as: "incident_service", poolSize: 1)
        group.addTask { for _ in 0..<20 { try await BurstRunner(database).look() } }
        group.addTask {
          for number in 0..<10 { try await count([Int64(runner * 10 + number + 1): 0]) }
        }
      }
      try await group.waitForAll()
    }
    try await BurstRunner(desk.database).look()
    #expect(try await escalated().count == 1)
    #expect(try await StoredEvent.all().count == 1)
    #expect(try await counted() == [])
  }

  @Test func `while one service opens an incident, another one leaves the tickets alone`()
    async throws
  {
    let desk = try await desk()
    try await count([1: 2, 2: 1, 3: 0])
    let other = TestDatabase.current.connect(as: "incident_service", poolSize: 1)
    try await desk.database.transaction { transaction in
      #expect(try await BurstQueries.takeTurn(transaction))
      #expect(try await BurstQueries.open(transaction).count == 1)
      // By these, which came in before, the other one would choose another ticket.
      try await count([4: 50, 5: 40, 6: 30])
      #expect(try await BurstRunner(other).look() == 0)
    }
    #expect(try await BurstRunner(other).look() == 0)
    #expect(try await escalated() == [3])
    #expect(try await counted() == [])
  }

  @Test func `a runner that fails half-way has done nothing`() async throws {
    let desk = try await desk()
    try await count([1: 2, 2: 1, 3: 0])
    try await TestDatabase.current.owner.execute(
      "REVOKE DELETE ON relay.counted_tickets FROM incident_service")
    await #expect(throws: DatabaseError.self) { try await BurstRunner(desk.database).look() }
    #expect(try await escalated() == [])
    #expect(try await StoredEvent.all().isEmpty)
    try await TestDatabase.current.owner.execute(
      "GRANT DELETE ON relay.counted_tickets TO incident_service")
    #expect(try await BurstRunner(desk.database).look() == 1)
  }
}
