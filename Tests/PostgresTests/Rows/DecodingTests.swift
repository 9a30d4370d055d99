import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database) struct DecodingTests {
  private var owner: Database { TestDatabase.current.owner }

  /// The words of the mismatch that reading a value as `type` ends with.
  private func mismatch<Value: ColumnDecodable>(
    _ query: Query, as type: Value.Type
  ) async -> String? {
    let error = await #expect(throws: ColumnMismatch.self) {
      try await owner.value(query, as: type)
    }
    return error?.description
  }

  @Test func `an integer is read from each width, and a double from both`() async throws {
    #expect(try await owner.values("SELECT (-2)::smallint", as: Int.self) == [-2])
    #expect(try await owner.values("SELECT (-2)::integer", as: Int64.self) == [-2])
    #expect(try await owner.values("SELECT (-2)::bigint", as: Int32.self) == [-2])
    #expect(try await owner.values("SELECT 0.5::real", as: Double.self) == [0.5])
  }

  @Test func `text is read from every type that is text`() async throws {
    #expect(try await owner.value("SELECT 'a'::varchar", as: String.self) == "a")
    #expect(try await owner.value("SELECT 'a'::char(3)", as: String.self) == "a  ")
    #expect(try await owner.value("SELECT 'a'::name", as: String.self) == "a")
    #expect(try await owner.value("SELECT '[1]'::json", as: String.self) == "[1]")
    #expect(try await owner.value("SELECT '[1]'::json", as: JSONText.self) == JSONText("[1]"))
  }

  @Test func `bytes are read as they are`() async throws {
    #expect(try await owner.value(#"SELECT '\x00ff10'::bytea"#, as: [UInt8].self) == [0, 255, 16])
    #expect(try await owner.value("SELECT ''::bytea", as: [UInt8].self) == [])
  }

  @Test func `a wrong type is refused, and the column named`() async {
    #expect(
      await mismatch("SELECT 'a' AS title", as: Int.self)
        == "column title should hold an integer, and holds type 25")
    #expect(await mismatch("SELECT 1 AS n", as: String.self)?.contains("column n ") == true)
    #expect(await mismatch("SELECT 1.5 AS n", as: Double.self)?.contains("type 1700") == true)
    #expect(await mismatch("SELECT 1 AS n", as: Bool.self)?.contains("column n ") == true)
    #expect(await mismatch("SELECT 'x' AS n", as: UUID.self)?.contains("column n ") == true)
    #expect(await mismatch("SELECT 'x' AS n", as: [UInt8].self)?.contains("column n ") == true)
    #expect(await mismatch("SELECT '{}' AS n", as: JSONText.self)?.contains("column n ") == true)
    #expect(
      await mismatch("SELECT now()::timestamp AS at", as: Timestamp.self)?.contains("column at ")
        == true)
  }

  @Test func `an integer that does not fit is refused`() async {
    #expect(await mismatch("SELECT 2147483648 AS n", as: Int32.self)?.contains("32 bits") == true)
  }

  @Test(arguments: ["infinity", "-infinity", "294276-12-31 23:59:59.999999+00"])
  func `an instant that cannot be counted from 1970 is refused`(text: String) async {
    let words = await mismatch("SELECT \(text)::timestamptz AS due", as: Timestamp.self)
    #expect(words?.contains("column due ") == true)
  }

  @Test func `NULL is nil where that may be, and refused where not`() async throws {
    #expect(try await owner.values("SELECT NULL::text", as: String?.self) == [nil])
    #expect(
      await mismatch("SELECT NULL::text AS assignee", as: String.self)
        == "column assignee should hold a value, and holds NULL")
    #expect(await mismatch("SELECT NULL::uuid AS n", as: UUID.self)?.contains("NULL") == true)
    #expect(await mismatch("SELECT NULL::bigint AS n", as: Int.self)?.contains("NULL") == true)
    #expect(await mismatch("SELECT NULL::boolean AS n", as: Bool.self)?.contains("NULL") == true)
  }

  @Test func `a column that nobody reads is refused, and named`() async {
    let error = await #expect(throws: ColumnMismatch.self) {
      try await owner.query("SELECT 1, 2, 3 AS extra", as: Pair<Int, Int>.self)
    }
    #expect(error?.description.contains("column extra ") == true)
  }

  @Test func `a column that is not there is refused, and numbered`() async {
    let error = await #expect(throws: ColumnMismatch.self) {
      try await owner.query("SELECT 1", as: Pair<Int, Int>.self)
    }
    #expect(error?.description.contains("column 2 ") == true)
  }

  @Test func `the connection is as good as before after a mismatch`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    let before: Int? = try await connection.value("SELECT pg_backend_pid()")
    await #expect(throws: ColumnMismatch.self) {
      try await connection.value("SELECT 'a'", as: Int.self)
    }
    #expect(try await connection.value("SELECT pg_backend_pid()") == before)
  }

  @Test func `no row at all is nil, or an empty list`() async throws {
    #expect(try await owner.value("SELECT 1 WHERE false", as: Int.self) == nil)
    #expect(try await owner.first("SELECT 1, 2 WHERE false", as: Pair<Int, Int>.self) == nil)
    #expect(try await owner.values("SELECT 1 WHERE false", as: Int.self) == [])
  }

  @Test func `rows come in the order of the query, each column in its place`() async throws {
    let pairs = try await owner.query(
      "SELECT n, 'row ' || n FROM generate_series(3, 1, -1) AS n ORDER BY n DESC",
      as: Pair<Int, String>.self)
    #expect(pairs.map(\.first) == [3, 2, 1])
    #expect(pairs.map(\.second) == ["row 3", "row 2", "row 1"])
  }
}
