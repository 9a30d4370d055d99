import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct SchemaDumpTests {
  /// Other versions of PostgreSQL write the same schema in other words.
  @Sendable private static func isPostgres15() async throws -> Bool {
    guard let url = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"] else { return false }
    let connection = Connection(ConnectionSettings(url: url, applicationName: "test"))
    let version: Int? = try await connection.value(
      "SELECT current_setting('server_version_num')::integer / 10000")
    await connection.close()
    return version == 15
      && FileManager.default.isExecutableFile(atPath: "/usr/lib/postgresql/15/bin/pg_dump")
  }

  @Test(.enabled("PostgreSQL 15 is not here", isPostgres15))
  func `schema.sql is what the migrations make of an empty database`() async throws {
    let dump = try await Firstline.script("schema", ["--print", TestDatabase.current.url()])
    #expect(dump.status == 0)
    #expect(dump.errors == "")
    let file = Firstline.root.appending(path: "migrations/schema.sql")
    let difference = dump.output.split(separator: "\n").difference(
      from: try String(contentsOf: file, encoding: .utf8).split(separator: "\n"))
    #expect(difference.isEmpty, "migrations/schema.sql is stale: script/schema writes it anew")
  }
}
