import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct MigratorTests {
  /// A database without any migration, on the test's own one: its history is put aside.
  private let connection = Connection(TestDatabase.current.settings())

  private static let seats = [
    "0001_create_seats.sql": "CREATE TABLE seat (number int); INSERT INTO seat VALUES (1);",
    "0002_add_row.sql": "ALTER TABLE seat ADD COLUMN line int; UPDATE seat SET line = 7;",
  ]

  init() async throws {
    try await TestDatabase.current.owner.execute("DROP TABLE public.schema_migrations")
  }

  private func refusal(_ files: [String: String]) async throws -> MigrationError? {
    let folder = try MigrationsOnDisk(files)
    return await #expect(throws: MigrationError.self) {
      try await folder.migrator.migrate(connection)
    }
  }

  private func exists(_ table: String) async throws -> Bool? {
    try await connection.value("SELECT to_regclass(\(table)) IS NOT NULL")
  }

  @Test func `a database that was never migrated has version 0`() async throws {
    #expect(try await Migrator.version(connection) == 0)
  }

  @Test func `files are applied once, in the order of their numbers`() async throws {
    let folder = try MigrationsOnDisk(Self.seats)
    #expect(
      try await folder.migrator.migrate(connection) == [
        "0001_create_seats.sql", "0002_add_row.sql",
      ])
    #expect(try await connection.values("SELECT line FROM seat", as: Int.self) == [7])
    #expect(try await Migrator.version(connection) == 2)
    #expect(try await folder.migrator.migrate(connection) == [])
    #expect(try await connection.values("SELECT line FROM seat", as: Int.self) == [7])
  }

  @Test func `a database that is behind gets what it lacks`() async throws {
    let folder = try MigrationsOnDisk(Self.seats)
    _ = try await folder.migrator.migrate(connection)
    try folder.write("CREATE TABLE late (n int)", to: "0003_create_late.sql")
    #expect(try await folder.migrator.migrate(connection) == ["0003_create_late.sql"])
    #expect(try await Migrator.version(connection) == 3)
  }

  @Test func `an applied file that was changed is refused by name`() async throws {
    let folder = try MigrationsOnDisk(Self.seats)
    _ = try await folder.migrator.migrate(connection)
    try folder.write("CREATE TABLE seat (number bigint)", to: "0001_create_seats.sql")
    try folder.write("CREATE TABLE late (n int)", to: "0003_create_late.sql")
    let error = await #expect(throws: MigrationError.self) {
      try await folder.migrator.migrate(connection)
    }
    #expect(error == .changed(file: "0001_create_seats.sql"))
    #expect(try await exists("late") == false)
  }

  @Test func `an applied file that is gone is refused by number and name`() async throws {
    let folder = try MigrationsOnDisk(Self.seats)
    _ = try await folder.migrator.migrate(connection)
    try folder.remove("0002_add_row.sql")
    let error = await #expect(throws: MigrationError.self) {
      try await folder.migrator.migrate(connection)
    }
    #expect(error == .missing(number: 2, name: "0002_add_row.sql"))
  }

  @Test func `a gap in the numbers is refused`() async throws {
    #expect(
      try await refusal(["0001_a.sql": "SELECT 1", "0003_c.sql": "SELECT 1"]) == .gap(before: 3))
    #expect(try await refusal(["0002_b.sql": "SELECT 1"]) == .gap(before: 2))
  }

  @Test func `two files with one number are refused`() async throws {
    #expect(
      try await refusal(["0001_a.sql": "SELECT 1", "0001_b.sql": "SELECT 1"])
        == .sameNumber(1, first: "0001_a.sql", second: "0001_b.sql"))
  }

  @Test(arguments: [
    "1_create.sql", "0001-create.sql", "0001_Create.sql", "create.sql", "0001_.sql.sql",
    "views_late.sql",
  ])
  func `a file with another kind of name is refused`(name: String) async throws {
    #expect(try await refusal([name: "SELECT 1"]) == .badName(file: name))
  }

  @Test func `what is not SQL, and the dump for readers, are passed over`() async throws {
    let folder = try MigrationsOnDisk([
      "0001_a.sql": "SELECT 1", "README.md": "#", "schema.sql": "nonsense",
    ])
    #expect(try await folder.migrator.migrate(connection) == ["0001_a.sql"])
  }

  @Test func `a folder that is not there, or has no migration, is refused`() async throws {
    let error = await #expect(throws: MigrationError.self) {
      try await Migrator(folder: "/nowhere").migrate(connection)
    }
    #expect(error == .unreadable(folder: "/nowhere"))
    let folder = try MigrationsOnDisk([:])
    await #expect(throws: MigrationError.unreadable(folder: folder.path)) {
      try await folder.migrator.migrate(connection)
    }
  }

  @Test func `a file that fails is rolled back whole and named, and those before it stay`()
    async throws
  {
    var files = Self.seats
    files["0003_break.sql"] = "CREATE TABLE half (n int); INSERT INTO half VALUES (1 / 0);"
    files["0004_after.sql"] = "CREATE TABLE after (n int)"
    let error = try await refusal(files)
    guard case .failed(let file, let reason) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(file == "0003_break.sql")
    #expect(reason.contains("division by zero"))
    #expect(try await exists("half") == false)
    #expect(try await exists("after") == false)
    #expect(try await Migrator.version(connection) == 2)
  }

  @Test func `a file that failed is applied once it is mended`() async throws {
    let folder = try MigrationsOnDisk(["0001_a.sql": "SELECT 1 / 0"])
    await #expect(throws: MigrationError.self) { try await folder.migrator.migrate(connection) }
    try folder.write("SELECT 1", to: "0001_a.sql")
    #expect(try await folder.migrator.migrate(connection) == ["0001_a.sql"])
  }

  @Test func `a failure leaves no lock behind, nor a session without a time-out`() async throws {
    let folder = try MigrationsOnDisk(["0001_a.sql": "SELECT 1 / 0"])
    await #expect(throws: MigrationError.self) { try await folder.migrator.migrate(connection) }
    try folder.write("SELECT 1", to: "0001_a.sql")
    _ = try await folder.migrator.migrate(Connection(TestDatabase.current.settings()))
    let settings: [String] = try await connection.values("SHOW statement_timeout")
    #expect(settings == ["10s"])
  }

  @Test func `several migrators at once apply every file once`() async throws {
    let folder = try MigrationsOnDisk(Self.seats)
    let settings = TestDatabase.current.settings()
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<6 {
        group.addTask { try await folder.migrator.migrate(Connection(settings)) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == ["0001_create_seats.sql", "0002_add_row.sql"])
    #expect(try await connection.values("SELECT line FROM seat", as: Int.self) == [7])
  }

  @Test func `a migration may take longer than a statement should`() async throws {
    var settings = TestDatabase.current.settings()
    settings.statementTimeout = .milliseconds(50)
    let folder = try MigrationsOnDisk(["0001_a.sql": "SELECT pg_sleep(0.2)"])
    #expect(try await folder.migrator.migrate(Connection(settings)) == ["0001_a.sql"])
  }

  @Test func `the views are applied every time, after everything else`() async throws {
    var files = Self.seats
    files["views.sql"] = "CREATE OR REPLACE VIEW taken AS SELECT line FROM seat"
    let folder = try MigrationsOnDisk(files)
    _ = try await folder.migrator.migrate(connection)
    #expect(try await connection.values("SELECT line FROM taken", as: Int.self) == [7])
    try folder.write(
      "CREATE OR REPLACE VIEW taken AS SELECT line * 2 AS line FROM seat", to: "views.sql")
    #expect(try await folder.migrator.migrate(connection) == [])
    #expect(try await connection.values("SELECT line FROM taken", as: Int.self) == [14])
  }

  @Test func `files of views are applied in the order of their names`() async throws {
    var files = Self.seats
    files["views_2_rows.sql"] = "CREATE OR REPLACE VIEW rows AS SELECT line FROM taken"
    files["views_1_seats.sql"] = "CREATE OR REPLACE VIEW taken AS SELECT line FROM lines"
    files["views.sql"] = "DROP VIEW IF EXISTS lines CASCADE; CREATE VIEW lines AS SELECT 7 AS line"
    let folder = try MigrationsOnDisk(files)
    for _ in 1...2 {
      _ = try await folder.migrator.migrate(connection)
      #expect(try await connection.values("SELECT line FROM rows", as: Int.self) == [7])
    }
  }

  @Test func `views that fail are named, and change nothing`() async throws {
    var files = Self.seats
    files["views.sql"] = "CREATE VIEW taken AS SELECT line FROM seat; CREATE VIEW bad AS SELECT x"
    files["views_1_after.sql"] = "CREATE VIEW after AS SELECT 1"
    let error = try await refusal(files)
    #expect(error?.description.contains("views.sql failed") == true)
    #expect(try await exists("taken") == false)
    #expect(try await Migrator.version(connection) == 2)
  }
}
