import DatabaseTesting
import Foundation
import Postgres
import Synchronization
import Testing

@Suite(.database, .crowded, .timeLimit(.minutes(3))) struct OverloadTests {
  /// Two batches of 200 take two seconds, so 200 tickets a second are sustainable.
  private static let slowDown: [Query] = [
    """
    CREATE FUNCTION intake.take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(2);
      RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER it_takes_time AFTER INSERT ON intake.tickets
      FOR EACH STATEMENT EXECUTE FUNCTION intake.take_time()
    """,
  ]

  @Test func `at three times what it can store it stores as much, refuses the rest, does not grow`()
    async throws
  {
    for statement in Self.slowDown { try await TestDatabase.current.owner.execute(statement) }
    let service = try await Desk.startTickets()
    let memory = Mutex<Int?>(nil)
    // 2,000 wait and 400 are being written; the others are refused, and come again at once.
    let (flood, all) = try await Flood(port: service.port, connections: 3_000).post { answers in
      if answers.refused > 1_000 {
        try memory.withLock { $0 = try $0 ?? service.residentBytes }
      }
      return answers.stored >= 1_200 && answers.refused >= 2 * answers.stored
        || answers.stored >= 5_000
    }
    #expect(flood.refused >= 2 * flood.stored)
    let grown = try service.residentBytes - #require(memory.withLock { $0 })
    #expect(grown < 16_000_000)
    #expect(all.others == [])
    #expect(try await DeskQueries.ticketCount() == all.stored)
    #expect(try await DeskQueries.usualBatch() == 200)
    await service.end(by: SIGTERM)
  }
}
