import DatabaseTesting
import Postgres
import Testing

@Suite(.database) struct DatabaseErrorTests {
  private var owner: Database { TestDatabase.current.owner }

  /// Runs the statements, the last of which must fail, and returns its error.
  private func failure(_ statements: Query...) async throws -> DatabaseError? {
    for statement in statements.dropLast() { try await owner.execute(statement) }
    return await #expect(throws: DatabaseError.self) {
      try await owner.execute(statements[statements.count - 1])
    }
  }

  @Test func `a unique violation names its constraint, its table and the values`() async throws {
    let error = try await failure(
      "CREATE TABLE seat (number int CONSTRAINT seat_is_taken UNIQUE)",
      "INSERT INTO seat VALUES (7)", "INSERT INTO seat VALUES (7)")
    #expect(error?.sqlState == .uniqueViolation)
    #expect(error?.constraint == "seat_is_taken")
    #expect(error?.table == "seat")
    #expect(error?.detail == "Key (number)=(7) already exists.")
    #expect(error?.isUniqueViolation(of: "seat_is_taken") == true)
    #expect(error?.isUniqueViolation(of: "another") == false)
    #expect(error?.isDataRefusal == true)
    #expect(error?.isRetryable == false)
    #expect(error?.isConnectionFailure == false)
  }

  @Test func `a check violation is a refusal of the data, not a unique violation`() async throws {
    let error = try await failure(
      #"CREATE TABLE seat (number int CONSTRAINT "a seat has a number" CHECK (number > 0))"#,
      "INSERT INTO seat VALUES (0)")
    #expect(error?.sqlState == .checkViolation)
    #expect(error?.constraint == "a seat has a number")
    #expect(error?.isUniqueViolation(of: "a seat has a number") == false)
    #expect(error?.isDataRefusal == true)
  }

  @Test func `a missing parent and a missing value have states of their own`() async throws {
    let orphan = try await failure(
      "CREATE TABLE row (id int PRIMARY KEY)",
      "CREATE TABLE seat (row int NOT NULL REFERENCES row)", "INSERT INTO seat VALUES (1)")
    #expect(orphan?.sqlState == .foreignKeyViolation)
    let empty = try await failure("INSERT INTO seat VALUES (NULL)")
    #expect(empty?.sqlState == .notNullViolation)
  }

  @Test func `a mistake in the SQL is nobody's data and nobody's connection`() async throws {
    let error = try await failure("SELEC 1")
    #expect(error?.sqlState == SQLState(rawValue: "42601"))
    #expect(error?.isDataRefusal == false)
    #expect(error?.isConnectionFailure == false)
    #expect(error?.isRetryable == false)
    #expect(error?.isQueryCancelled == false)
  }

  @Test func `what a role may not do is said to be so`() async throws {
    let reporter = TestDatabase.current.connect(as: "reporter", poolSize: 1)
    let error = await #expect(throws: DatabaseError.self) {
      try await reporter.execute("DELETE FROM intake.tickets")
    }
    #expect(error?.sqlState == .insufficientPrivilege)
    await reporter.close()
  }

  @Test(arguments: [
    ("40001", true, false), ("40P01", true, false), ("57P01", false, true), ("57P02", false, true),
    ("57P03", false, true), ("57P05", false, true), ("25P03", false, true), ("25006", false, true),
    ("08006", false, true), ("53300", false, true), ("53100", false, true), ("57014", false, false),
    ("23505", false, false), ("42P01", false, false),
  ])
  func `a state says whether the same again may help, and whether the connection is to blame`(
    state: String, isRetryable: Bool, isConnectionFailure: Bool
  ) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await owner.execute(
        "DO \(unsafe: "$$ BEGIN RAISE 'on purpose' USING ERRCODE = '\(state)'; END $$")")
    }
    #expect(error?.sqlState == SQLState(rawValue: state))
    #expect(error?.isRetryable == isRetryable)
    #expect(error?.isConnectionFailure == isConnectionFailure)
    #expect(error?.isQueryCancelled == (state == "57014"))
  }

  @Test func `the description names the refused constraint and does not quote the refused row`()
    async throws
  {
    let error = try await failure(
      "CREATE TABLE seat (number int CONSTRAINT seat_is_taken UNIQUE)",
      "INSERT INTO seat VALUES (7)", "INSERT INTO seat VALUES (7)")
    #expect(error?.detail == "Key (number)=(7) already exists.")
    #expect(
      error?.description
        == """
        23505: duplicate key value violates unique constraint "seat_is_taken": \
        constraint seat_is_taken
        """)
  }

  @Test func `nor does it quote a refused value`() async throws {
    let error = try await failure("SELECT E'seven\\n\"eight\"'::int")
    #expect(error?.message.contains("seven") == true)
    #expect(error?.description == "22P02: invalid input syntax for type integer: (hidden)")
  }
}
