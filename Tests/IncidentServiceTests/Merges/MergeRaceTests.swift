import DatabaseTesting
import Postgres
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(2))) struct MergeRaceTests {
  @Test func `of two merges in opposite directions at once one is made`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(1...60)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for pair in 0..<30 {
        let (one, other) = (Int64(2 * pair + 1), Int64(2 * pair + 2))
        group.addTask {
          async let there = desk.merge(one, into: other).status
          async let back = desk.merge(other, into: one).status
          let statuses = try await [there, back]
          #expect(statuses.sorted() == [200, 409])
        }
      }
      try await group.waitForAll()
    }
    #expect(try await statuses() == ["closed": 30, "open": 30])
    try await expectSound()
  }

  @Test func `both lock in the same order, so neither waits for what the other one has`()
    async throws
  {
    let desk = TestDesk()
    try await desk.openIncidents(1...2)
    let owner = TestDatabase.current.owner
    let (there, back) = try await owner.transaction { transaction in
      try await transaction.execute("SELECT FROM response.incidents WHERE id = 1 FOR UPDATE")
      let there = Task { try await desk.merge(1, into: 2).status }
      let back = Task { try await desk.merge(2, into: 1).status }
      #expect(try await eventually { try await waiting() == 2 })
      return (there, back)
    }
    let statuses = try await [there.value, back.value]
    #expect(statuses.sorted() == [200, 409])
    try await expectSound()
  }

  @Test func `merges of all into all leave one survivor, and no circle`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(1...6)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in Int64(1)...6 {
        for into in Int64(1)...6 where into != id {
          group.addTask {
            let status = try await desk.merge(id, into: into).status
            #expect([200, 409].contains(status))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await statuses() == ["closed": 5, "open": 1])
    try await expectSound()
  }

  @Test func `merging, resolving, reopening and escalating at once keep one incident a ticket`()
    async throws
  {
    let desk = TestDesk()
    try await desk.openIncidents(1...8)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for round in 0..<6 {
        for id in Int64(1)...8 {
          group.addTask { _ = try await desk.merge(id, into: (id + Int64(round)) % 8 + 1) }
          group.addTask { _ = try await desk.post("/incidents/\(id)/resolve") }
          group.addTask {
            let other = id % 8 + 1
            _ = try await desk.post(
              "/incidents/\(id)/links", json: #"{"incident_id":\#(other)}"#)
          }
          group.addTask { _ = try await desk.post("/incidents/\(id)/reopen") }
          group.addTask {
            let status = try await desk.post("/incidents/\(id)").status
            #expect([200, 201].contains(status))
          }
        }
      }
      try await group.waitForAll()
    }
    try await expectSound()
  }

  /// How many incidents are in each status.
  private func statuses() async throws -> [String: Int] {
    let rows = try await TestDatabase.current.owner.query(
      "SELECT status, count(*) FROM response.incidents GROUP BY status ORDER BY status",
      as: Pair<String, Int>.self)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.first, $0.second) })
  }

  /// How many sessions wait for a lock.
  private func waiting() async throws -> Int? {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND wait_event_type = 'Lock'
      """)
  }

  private func deadlocks() async throws -> Int? {
    try await TestDatabase.current.owner.execute("SELECT pg_stat_force_next_flush()")
    return try await TestDatabase.current.owner.value(
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
  }

  /// Nothing is merged into what is merged itself; a ticket has one open incident at most, and is
  /// held while the survivor is open; the ledger has an event for every change; and nobody has
  /// waited in a circle.
  private func expectSound() async throws {
    #expect(try await deadlocks() == 0)
    let wrong: [Int64] = try await TestDatabase.current.owner.values(
      """
      SELECT merged.id
      FROM response.incidents AS merged
      JOIN response.incidents AS survivor ON survivor.id = merged.merged_into
      WHERE survivor.merged_into IS NOT NULL
        OR merged.holds_ticket <> (survivor.status IN ('open', 'acknowledged'))
      """)
    #expect(wrong == [])
    let doubled: [Int64] = try await TestDatabase.current.owner.values(
      """
      SELECT taken.ticket_id
      FROM (SELECT DISTINCT incident_id, ticket_id FROM response.incident_tickets) AS taken
      JOIN response.incidents AS incident ON incident.id = taken.incident_id
      WHERE incident.status IN ('open', 'acknowledged')
      GROUP BY taken.ticket_id
      HAVING count(*) > 1
      """)
    #expect(doubled == [])
    let unrecorded: [Int64] = try await TestDatabase.current.owner.values(
      """
      SELECT incident.id
      FROM response.incidents AS incident
      JOIN ledger.events AS event ON event.incident_id = incident.id
      GROUP BY incident.id
      HAVING count(*) <> incident.version
      """)
    #expect(unrecorded == [])
  }
}
