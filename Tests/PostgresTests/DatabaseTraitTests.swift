import DatabaseTesting
import Postgres
import Testing

@Suite(.database) struct DatabaseTraitTests {
  @Test(arguments: 1...4)
  func `no test sees the rows of another`(number: Int) async throws {
    let owner = TestDatabase.current.owner
    try await owner.execute("CREATE TABLE seat (number int)")
    try await owner.execute("INSERT INTO seat VALUES (\(number))")
    #expect(try await owner.values("SELECT number FROM seat", as: Int.self) == [number])
  }

  @Test func `a test's database is migrated, and is its own`() async throws {
    let current = TestDatabase.current
    let name: String? = try await current.owner.value("SELECT current_database()")
    #expect(name == current.name)
    #expect(try await Migrator.version(current.owner) > 0)
  }

  @Test func `the project's migrations, run again, find nothing to do`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    #expect(try await Migrator(folder: MigrationsFolder.path).migrate(connection) == [])
  }

  @Test func `a role's pool is that role's`() async throws {
    let database = TestDatabase.current.connect(as: "reporter")
    #expect(try await database.value("SELECT current_user", as: String.self) == "reporter")
    await database.close()
  }

  @Test func `the clock that SQL asks can be put ahead, for this test alone`() async throws {
    let owner = TestDatabase.current.owner
    let ahead: Query = "SELECT public.clock_now() > statement_timestamp() + interval '59 minutes'"
    #expect(try await owner.value(ahead, as: Bool.self) == false)
    try await TestDatabase.current.fastForward(seconds: 3600)
    #expect(try await owner.value(ahead, as: Bool.self) == true)
  }
}
