import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(2))) struct MigrateCommandTests {
  /// The files that a fresh database does not have, in order.
  private static var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: MigrationsFolder.path)
        .filter { $0.first?.isNumber == true }.sorted()
    }
  }

  private func migrate(
    _ database: FreshDatabase, folder: String = MigrationsFolder.path,
    _ environment: [String: String] = [:]
  ) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["migrate", "--migrations", folder],
      ["DATABASE_URL": database.url].merging(environment) { $1 })
  }

  @Test func `a fresh database gets every migration, once`() async throws {
    try await FreshDatabase.with { database in
      let files = try Self.files
      let last = "the database is at migration \(files.count)\n"
      #expect(
        try await migrate(database)
          == Firstline.Ending(
            status: 0, output: files.map { "applied \($0)\n" }.joined() + last, errors: ""))
      #expect(
        try await migrate(database) == Firstline.Ending(status: 0, output: last, errors: ""))
      #expect(try await readOnly(database, "reporter", "SELECT id FROM reporting.tickets"))
    }
  }

  @Test(arguments: ["ticket_service", "incident_service"])
  func `a program's sessions are durable, whatever the server's default is`(
    role: String
  ) async throws {
    try await FreshDatabase.with { database in
      #expect(try await migrate(database).status == 0)
      // As a backend that a pooler opens: nobody says anything at its begin.
      let settings = try await settings(of: role, database)
      #expect(settings.contains("synchronous_commit=on"))
      #expect(settings.contains("statement_timeout=10s"))
    }
  }

  /// What every session of a role begins with in a database.
  private func settings(of role: String, _ database: FreshDatabase) async throws -> [String] {
    let owner = Connection(database.settings)
    let settings: [String] = try await owner.values(
      """
      SELECT unnest(setconfig)
      FROM pg_db_role_setting
      WHERE setrole = \(role)::regrole
        AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
      """)
    await owner.close()
    return settings
  }

  /// Asks as somebody who reports, and returns whether the session was a read-only one.
  private func readOnly(
    _ database: FreshDatabase, _ role: String, _ query: String
  ) async throws -> Bool {
    let url = database.url + "&user=\(role)&target_session_attrs=read-only"
    let reporter = Connection(ConnectionSettings(url: url, applicationName: "test"))
    try await reporter.execute("\(unsafe: query)")
    let setting: String? = try await reporter.value("SHOW transaction_read_only")
    await reporter.close()
    return setting == "on"
  }

  @Test(arguments: ["reporter", "reporter_personal"])
  func `people who report change nothing, and not for ever`(role: String) async throws {
    try await FreshDatabase.with { database in
      #expect(try await migrate(database).status == 0)
      #expect(try await readOnly(database, role, "SELECT 1"))
      let error = await #expect(throws: DatabaseError.self) {
        try await readOnly(database, role, "CREATE TEMPORARY TABLE mine (a integer)")
      }
      #expect(error?.sqlState?.rawValue == "25006")
      let settings = try await settings(of: role, database)
      #expect(settings.contains("statement_timeout=30s"))
    }
  }

  @Test func `several at once apply every migration once`() async throws {
    try await FreshDatabase.with { database in
      let endings = try await withThrowingTaskGroup { group in
        for _ in 1...4 { group.addTask { try await migrate(database) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(endings.map(\.status) == [0, 0, 0, 0])
      let applied = endings.flatMap { $0.output.split(separator: "\n") }
        .filter { $0.hasPrefix("applied") }
      #expect(applied.sorted() == (try Self.files.map { "applied \($0)" }[...]).sorted())
    }
  }

  @Test func `the folder and the database can be named by variables`() async throws {
    try await FreshDatabase.with { database in
      let ending = try await Firstline.run(
        ["migrate"], ["DATABASE_URL": database.url, "MIGRATIONS": MigrationsFolder.path])
      #expect(ending.status == 0)
      #expect(ending.errors == "")
    }
  }

  @Test func `the roles get their passwords, which are kept as verifiers and never shown`()
    async throws
  {
    let secret = "o'pen \"sesame\" \\ \(UInt64.random(in: 0 ... .max))"
    let roles = ["ticket_service", "incident_service", "reporter", "reporter_personal"]
    let ending = try await Firstline.run(
      ["migrate", "--migrations", MigrationsFolder.path],
      [
        "DATABASE_URL": TestDatabase.current.url(), "TICKET_SERVICE_PASSWORD": secret,
        "INCIDENT_SERVICE_PASSWORD": secret, "REPORTER_PASSWORD": secret,
        "REPORTER_PERSONAL_PASSWORD": secret,
      ])
    let verifiers: [String?] = try await TestDatabase.current.owner.values(
      "SELECT rolpassword FROM pg_authid WHERE rolname = ANY (\(roles)) ORDER BY rolname")
    for role in roles {
      try await TestDatabase.current.owner.execute("ALTER ROLE \(unsafe: role) PASSWORD NULL")
    }
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    #expect(ending.output.hasSuffix(roles.map { "set the password of \($0)\n" }.joined()))
    #expect(!ending.output.contains("sesame"))
    #expect(verifiers.count == 4)
    #expect(verifiers.allSatisfy { $0?.hasPrefix("SCRAM-SHA-256$") == true })
    // Each has a salt of its own.
    #expect(Set(verifiers).count == 4)
  }

  @Test func `an applied file that was changed is refused in one line`() async throws {
    try await FreshDatabase.with { database in
      try await withTemporaryFolder { folder in
        let copy = folder.appending(path: "migrations")
        try FileManager.default.copyItem(
          at: URL(filePath: MigrationsFolder.path), to: copy)
        #expect(try await migrate(database, folder: copy.path()).status == 0)
        let file = copy.appending(path: "0002_create_ledger.sql")
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "-- one more line\n").write(to: file, atomically: true, encoding: .utf8)
        let ending = try await migrate(database, folder: copy.path())
        #expect(ending.status == 1)
        #expect(ending.output == "")
        #expect(ending.errors.hasPrefix("firstline: 0002_create_ledger.sql was changed after"))
        #expect(ending.errors.filter(\.isNewline).count == 1)
      }
    }
  }

  @Test func `a first migration that fails is one line, and leaves migration 0`() async throws {
    try await FreshDatabase.with { database in
      try await withTemporaryFolder { folder in
        try "CREATE TABLE a ();\nSELECT 1 / 0;".write(
          to: folder.appending(path: "0001_divide_zero.sql"), atomically: true, encoding: .utf8)
        let ending = try await migrate(database, folder: folder.path())
        #expect(
          ending
            == Firstline.Ending(
              status: 1, output: "",
              errors: """
                firstline: 0001_divide_zero.sql failed and was rolled back: \
                22012: division by zero

                """))
        let connection = Connection(database.settings)
        #expect(try await Migrator.version(connection) == 0)
        await connection.close()
      }
    }
  }

  @Test func `a folder that is not there is one line`() async throws {
    try await FreshDatabase.with { database in
      let ending = try await migrate(database, folder: "/nowhere")
      #expect(ending.status == 1)
      #expect(ending.errors == "firstline: there are no migrations to be read in /nowhere\n")
    }
  }
}
