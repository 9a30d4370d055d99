import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct UnwantedNotificationTests {
  @Test func `a session that hears what nobody asked for keeps none of it`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    // Behind a pooler another client has done this, on the backend that they share.
    try await connection.run(unsafe: "LISTEN anything")
    let before = try Self.resident()
    for _ in 0..<60 {
      // 7 MB each time.
      try await connection.execute(
        """
        SELECT pg_notify('anything', repeat('x', 7000) || number)
        FROM generate_series(1, 1000) AS number
        """)
    }
    let grown = try Self.resident() - before
    #expect(grown < 250_000_000, "grown by \(grown) bytes, having heard 420 million")
    await connection.close()
  }

  /// Bytes of this process that are in memory; other tests have a share in them.
  private static func resident() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return (Int(pages[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
