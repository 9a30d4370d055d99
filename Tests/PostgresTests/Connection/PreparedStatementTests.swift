import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct PreparedStatementTests {
  /// How many statements the session has prepared, this one included.
  private func count(_ connection: Connection) async throws -> Int? {
    try await connection.value("SELECT count(*) FROM pg_prepared_statements")
  }

  @Test func `a text is prepared once, whatever its values`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    for number in 0..<10 { _ = try await connection.value("SELECT \(number)", as: Int.self) }
    #expect(try await count(connection) == 2)
    let uses: Int? = try await connection.value(
      """
      SELECT generic_plans + custom_plans
      FROM pg_prepared_statements
      WHERE statement = 'SELECT $1'
      """)
    #expect(uses == 10)
  }

  @Test func `the same text with values of another type is another statement`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    let instant = Timestamp(microseconds: 1)
    #expect(try await connection.value("SELECT \(1)", as: Int.self) == 1)
    #expect(try await connection.value("SELECT \("one")", as: String.self) == "one")
    #expect(try await connection.value("SELECT \(instant)", as: Timestamp.self) == instant)
    #expect(try await connection.value("SELECT \(2)", as: Int.self) == 2)
  }

  @Test func `a text that could not be prepared can be once it makes sense`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.execute("SELECT number FROM seat")
    }
    #expect(error?.sqlState == .undefinedTable)
    try await connection.execute("CREATE TABLE seat (number int)")
    #expect(try await connection.execute("SELECT number FROM seat") == 0)
  }

  @Test func `beyond the limit the oldest are deallocated, and work when they are used again`()
    async throws
  {
    let connection = Connection(TestDatabase.current.settings())
    for number in 0..<300 { try await connection.execute("SELECT \(unsafe: String(number))") }
    #expect(try await count(connection) == 257)
    #expect(try await connection.value("SELECT 0", as: Int.self) == 0)
    #expect(try await connection.value("SELECT 299", as: Int.self) == 299)
    #expect(try await count(connection) == 256)
  }

  @Test func `beyond the limit inside of a transaction the oldest are deallocated after it`()
    async throws
  {
    let connection = Connection(TestDatabase.current.settings())
    try await connection.execute("CREATE TABLE seat (number int)")
    try await connection.transaction { transaction in
      for number in 0..<300 {
        try await transaction.execute("INSERT INTO seat VALUES (\(unsafe: String(number)))")
      }
    }
    #expect(try await connection.value("SELECT count(*) FROM seat", as: Int.self) == 300)
    #expect(try await count(connection) == 257)
  }

  @Test func `the limit reached in a transaction that has failed breaks nothing after it`()
    async throws
  {
    let connection = Connection(TestDatabase.current.settings())
    for number in 0..<256 { try await connection.execute("SELECT \(unsafe: String(number))") }
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.transaction { transaction in
        _ = try? await transaction.execute("SELECT 1 / 0")
        try await transaction.execute("SELECT 256")
      }
    }
    #expect(error?.sqlState == SQLState(rawValue: "25P02"))
    #expect(try await connection.value("SELECT 256", as: Int.self) == 256)
    #expect(try await connection.value("SELECT 0", as: Int.self) == 0)
  }

  @Test func `a fresh session prepares them anew`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    for number in 0..<3 {
      #expect(try await connection.value("SELECT \(number)", as: Int.self) == number)
      try await Backend.of(connection).terminate()
    }
  }

  @Test func `a statement whose result a migration has changed is prepared anew`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    let owner = TestDatabase.current.owner
    try await owner.execute("CREATE TABLE seat (number int)")
    try await owner.execute("INSERT INTO seat VALUES (1)")
    #expect(try await connection.values("SELECT * FROM seat", as: Int.self) == [1])
    try await owner.execute("ALTER TABLE seat ALTER COLUMN number TYPE bigint")
    #expect(try await connection.values("SELECT * FROM seat", as: Int.self) == [1])
    #expect(try await connection.values("SELECT * FROM seat", as: Int.self) == [1])
    #expect(try await count(connection) == 2)
  }

  @Test func `a transaction with such a statement is run again`() async throws {
    let database = Database(TestDatabase.current.settings(), poolSize: 1)
    let owner = TestDatabase.current.owner
    try await owner.execute("CREATE TABLE seat (number int)")
    try await database.execute("SELECT * FROM seat")
    try await owner.execute("ALTER TABLE seat ALTER COLUMN number TYPE bigint")
    #expect(try await database.transaction { try await $0.execute("SELECT * FROM seat") } == 0)
    await database.close()
  }

  @Test func `a statement that somebody has deallocated is prepared anew`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    #expect(try await connection.value("SELECT \(1)", as: Int.self) == 1)
    try await connection.run(unsafe: "DEALLOCATE ALL")
    #expect(try await connection.value("SELECT \(2)", as: Int.self) == 2)
    try await connection.run(unsafe: "DEALLOCATE ALL")
    try await connection.execute("SELECT 3")
    #expect(try await connection.value("SELECT \(4)", as: Int.self) == 4)
  }
}
