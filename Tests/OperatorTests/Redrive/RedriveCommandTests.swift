import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct RedriveCommandTests {
  /// Queues escalations of these tickets, the first `dead` of them dead, and returns their ids.
  private func plant(_ tickets: Int, dead: Int) async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      """
      INSERT INTO relay.escalations (ticket_id, severity, actor, attempts, last_error, died_at)
      SELECT ticket, 'high', 'a', 8, 'no', CASE WHEN ticket <= \(dead) THEN now() END
      FROM generate_series(1, \(tickets)) AS ticket
      RETURNING id
      """)
  }

  private func dead() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT id FROM relay.escalations WHERE died_at IS NOT NULL ORDER BY id")
  }

  private func redrive(_ arguments: [String] = []) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["redrive"] + arguments, ["DATABASE_URL": TestDatabase.current.url()])
  }

  @Test func `all dead escalations are tried again`() async throws {
    let ids = try await plant(4, dead: 3)
    let output = ids.prefix(3).map { "escalation \($0) is tried again\n" }.joined()
    #expect(try await redrive() == Firstline.Ending(status: 0, output: output, errors: ""))
    #expect(try await dead() == [])
    let attempts: [Int] = try await TestDatabase.current.owner.values(
      "SELECT attempts FROM relay.escalations ORDER BY id")
    #expect(attempts == [0, 0, 0, 8])
  }

  @Test func `one dead escalation is tried again`() async throws {
    let ids = try await plant(3, dead: 3)
    let ending = try await redrive(["\(ids[1])"])
    #expect(
      ending
        == Firstline.Ending(
          status: 0, output: "escalation \(ids[1]) is tried again\n", errors: ""))
    #expect(try await dead() == [ids[0], ids[2]])
  }

  @Test func `nothing dead is nothing to do`() async throws {
    _ = try await plant(1, dead: 0)
    #expect(try await redrive() == Firstline.Ending(status: 0, output: "", errors: ""))
  }

  @Test func `an escalation that is not dead, or not there, is one line`() async throws {
    let ids = try await plant(1, dead: 0)
    for id in [ids[0], 4711] {
      #expect(
        try await redrive(["\(id)"])
          == Firstline.Ending(
            status: 1, output: "", errors: "firstline: escalation \(id) is not dead\n"))
    }
  }
}
