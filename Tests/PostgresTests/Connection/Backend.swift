import DatabaseTesting
import Foundation
import Postgres
import Testing

/// The server's process behind a session.
struct Backend: Equatable, Sendable {
  let pid: Int32

  /// Of the session that runs this statement.
  static func of(_ session: some Session) async throws -> Backend {
    Backend(pid: try #require(try await session.value("SELECT pg_backend_pid()")))
  }

  /// Of the one session of the test's database with this name.
  static func named(_ applicationName: String) async throws -> Backend? {
    let pid: Int32? = try await TestDatabase.current.owner.value(
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE application_name = \(applicationName) AND datname = current_database()
      ORDER BY backend_start DESC, pid
      """)
    return pid.map { Backend(pid: $0) }
  }

  /// Ends the session, and returns when the process is gone.
  func terminate() async throws {
    try await TestDatabase.current.owner.execute("SELECT pg_terminate_backend(\(pid), 10000)")
  }

  /// Asks the process to end, and does not wait for it.
  func end() {
    kill(pid, SIGTERM)
  }

  /// True while the process runs a statement that looks like `pattern`.
  func isRunning(_ pattern: String) async throws -> Bool {
    try await TestDatabase.current.owner.value(
      """
      SELECT state = 'active' AND query LIKE \(pattern)
      FROM pg_stat_activity
      WHERE pid = \(pid)
      """) ?? false
  }

  /// Stops the process where it is, as a machine that has vanished.
  func freeze() {
    kill(pid, SIGSTOP)
  }

  /// Lets it go on.
  func thaw() {
    kill(pid, SIGCONT)
  }
}
