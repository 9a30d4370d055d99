import DatabaseTesting
import Postgres
import Testing

/// A transaction that only reads.
@Suite(.database, .timeLimit(.minutes(1))) struct ReadingTests {
  private let owner = TestDatabase.current.owner

  @Test func `it can write nothing`() async throws {
    let reading = try await owner.makeConnection().beginReading(statementTimeout: .seconds(5))
    let error = await #expect(throws: DatabaseError.self) {
      try await reading.execute("CREATE TABLE public.made (id integer)")
    }
    #expect(error?.sqlState == .readOnlyTransaction)
  }

  @Test func `it reads one snapshot, and what it locks is free when nobody has it any more`()
    async throws
  {
    try await owner.execute("CREATE TABLE public.made AS SELECT 1 AS id")
    do {
      let reading = try await owner.makeConnection().beginReading(statementTimeout: .seconds(5))
      let count: Query = "SELECT count(*) FROM public.made"
      #expect(try await reading.value(count, as: Int.self) == 1)
      try await owner.execute("INSERT INTO public.made VALUES (2)")
      #expect(try await reading.value(count, as: Int.self) == 1)
    }
    try await owner.execute("DROP TABLE public.made")
  }

  @Test func `a statement in it may take so long, and no longer`() async throws {
    let reading = try await owner.makeConnection()
      .beginReading(statementTimeout: .milliseconds(50))
    let error = await #expect(throws: DatabaseError.self) {
      try await reading.execute("SELECT pg_sleep(60)")
    }
    #expect(error?.isQueryCancelled == true)
  }

  @Test func `any column that people read has a value`() async throws {
    let rows = try await owner.query(
      """
      SELECT NULL::date, true, 7::smallint, 7::bigint, 1.5::float8, 'a'::text, 'b'::name,
        date '1969-12-31', timestamptz '1970-01-01 00:00:01Z'
      """, as: ColumnValues.self)
    #expect(
      rows.map(\.values) == [
        [
          .null, .truth(true), .integer(7), .integer(7), .number(1.5), .text("a"), .text("b"),
          .day(-1), .instant(Timestamp(microseconds: 1_000_000)),
        ]
      ])
  }
}
