import DatabaseTesting
import Postgres

/// A database on the tests' server that nobody has migrated yet.
struct FreshDatabase {
  let url: String

  var settings: ConnectionSettings { ConnectionSettings(url: url, applicationName: "test") }

  /// Makes one beside the database of the running test, and drops it afterwards.
  static func with(_ body: (FreshDatabase) async throws -> Void) async throws {
    let current = TestDatabase.current
    let name = "\(current.name)_fresh"
    try await current.owner.execute("CREATE DATABASE \(unsafe: name)")
    do {
      // Of two `dbname`s the last one counts.
      try await body(FreshDatabase(url: "\(current.url())&dbname=\(name)"))
    } catch {
      try await current.owner.execute("DROP DATABASE \(unsafe: name) WITH (FORCE)")
      throw error
    }
    try await current.owner.execute("DROP DATABASE \(unsafe: name) WITH (FORCE)")
  }
}
