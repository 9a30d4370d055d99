import DatabaseTesting
import Foundation
import Postgres
import Testing

@testable import Operator

/// The real program, killed while it archives.
@Suite(.database, .timeLimit(.minutes(2))) struct ArchiveKillTests {
  private var owner: Database { OldLedger.owner }

  @Test func `kill -9 loses nothing, and the next run takes up what is left`() async throws {
    try await OldLedger.make()
    let (numbers, reports) = try await (OldLedger.numbers(), OldLedger.reports())
    try await withTemporaryFolder { folder in
      // It has written its file, and waits for its turn to say so.
      let status = try await owner.transaction { blocker in
        try await blocker.execute("LOCK TABLE ledger.archives IN SHARE MODE")
        async let ending = archive(to: folder)
        #expect(try await eventually(within: .seconds(30)) { try await isWaiting() })
        let killed = try await Firstline.bash(
          "pkill -KILL --full '[a]rchive --before 2026-04 --to \(folder.path())'", [:])
        #expect(killed.status == 0)
        return try await ending.status
      }
      #expect(status == SIGKILL)
      let file = folder.appending(path: "ledger-2026-01.ndjson.gz")
      let written = try Data(contentsOf: file)
      // PostgreSQL notices by and by that nobody is there any more.
      #expect(try await eventually(within: .seconds(30)) { try await !isConnected() })
      #expect(try await owner.value("SELECT count(*) FROM ledger.archives") == 0)
      #expect(try await OldLedger.numbers() == numbers)
      #expect(try await OldLedger.reports() == reports)

      let ending = try await archive(to: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(try Data(contentsOf: file) == written)
      #expect(try await owner.value("SELECT count(*) FROM ledger.archives") == 3)
      #expect(try await OldLedger.numbers() == numbers)
      #expect(try await OldLedger.reports() == reports)
    }
  }

  private func archive(to folder: URL) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["archive", "--before", "2026-04", "--to", folder.path()],
      ["DATABASE_URL": TestDatabase.current.url()])
  }

  /// Whether it waits for a lock.
  private func isWaiting() async throws -> Bool {
    try await owner.value(
      """
      SELECT EXISTS (
        SELECT
        FROM pg_locks
        WHERE NOT granted
          AND relation = 'ledger.archives'::regclass
      )
      """) ?? false
  }

  /// Whether there is a session of the program.
  private func isConnected() async throws -> Bool {
    try await owner.value(
      """
      SELECT EXISTS (
        SELECT
        FROM pg_stat_activity
        WHERE datname = current_database()
          AND application_name = 'firstline'
      )
      """) ?? true
  }
}
