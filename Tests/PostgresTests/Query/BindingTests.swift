import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database) struct BindingTests {
  /// What the server makes of a bound value, sent back.
  private func echo<Value: Bindable & ColumnDecodable>(_ value: Value) async throws -> Value? {
    try await TestDatabase.current.owner.value("SELECT \(value)")
  }

  @Test(arguments: [0, 1, -1, 4_294_967_296, Int64.max, .min])
  func `a bigint comes back as it was sent`(value: Int64) async throws {
    #expect(try await echo(value) == value)
    #expect(try await echo(Int(value)) == Int(value))
  }

  @Test(arguments: [0, 1, -1, Int32.max, .min])
  func `an integer comes back as it was sent`(value: Int32) async throws {
    #expect(try await echo(value) == value)
  }

  @Test(arguments: [true, false])
  func `a boolean comes back as it was sent`(value: Bool) async throws {
    #expect(try await echo(value) == value)
  }

  @Test(arguments: [
    0, -0.0, 0.1, -1.5, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity,
    -.infinity,
  ])
  func `a double comes back to the last bit`(value: Double) async throws {
    #expect(try await echo(value)?.bitPattern == value.bitPattern)
  }

  @Test func `not a number comes back as not a number`() async throws {
    #expect(try await echo(Double.nan)?.isNaN == true)
  }

  @Test(arguments: [
    "", " ", "a", "Grüße, 世界 👩‍👩‍👧‍👦 e\u{301}", "\\", "\"quoted\"", "\r\n\t", "$1", "NULL",
    "'; DROP TABLE intake.tickets; --", String(repeating: "ü", count: 100_000),
  ])
  func `text comes back as it was sent, whatever it looks like`(value: String) async throws {
    let echoed = try await echo(value)
    #expect(echoed.map { Array($0.utf8) } == Array(value.utf8))
  }

  @Test func `a UUID comes back as it was sent, and the server reads the same`() async throws {
    let uuid = UUID()
    let text: String? = try await TestDatabase.current.owner.value("SELECT \(uuid)::text")
    #expect(try await echo(uuid) == uuid)
    #expect(text == uuid.uuidString.lowercased())
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00+00"),
    (-1, "1969-12-31 23:59:59.999999+00"),
    (946_684_800_000_000, "2000-01-01 00:00:00+00"),
    (946_684_799_999_999, "1999-12-31 23:59:59.999999+00"),
    (1_795_446_578_123_456, "2026-11-23 15:09:38.123456+00"),
    (-62_135_596_800_000_000, "0001-01-01 00:00:00+00"),
    (253_402_300_799_999_999, "9999-12-31 23:59:59.999999+00"),
  ])
  func `an instant keeps its microseconds, before 2000 too`(
    microseconds: Int64, text: String
  ) async throws {
    let instant = Timestamp(microseconds: microseconds)
    let shown: String? = try await TestDatabase.current.owner.value("SELECT \(instant)::text")
    #expect(try await echo(instant) == instant)
    #expect(shown == text)
  }

  @Test(arguments: [
    Int64.min, -9_223_372_036_854_775_807, -9_222_425_352_054_775_808, -300_000_000_000_000_000,
  ])
  func `an instant before what PostgreSQL can hold is refused, not wrapped around`(
    microseconds: Int64
  ) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await echo(Timestamp(microseconds: microseconds))
    }
    #expect(error?.sqlState == SQLState(rawValue: "22008"))
    #expect(error?.isDataRefusal == true)
  }

  @Test(arguments: [
    #"{"a": [1, 2.5, null, true]}"#, "[]", "null", #""text with \" and ü""#,
  ])
  func `a JSON document comes back with the same meaning`(text: String) async throws {
    #expect(try await echo(JSONText(text)) == JSONText(text))
  }

  @Test func `a malformed JSON document is refused as data`() async throws {
    let error = await #expect(throws: DatabaseError.self) { try await echo(JSONText("{")) }
    #expect(error?.isDataRefusal == true)
  }

  @Test func `nil is NULL, and an empty string is not`() async throws {
    let owner = TestDatabase.current.owner
    let empty: String? = ""
    #expect(try await owner.value("SELECT \(String?.none) IS NULL", as: Bool.self) == true)
    #expect(try await owner.value("SELECT \(Int64?.none) IS NULL", as: Bool.self) == true)
    #expect(try await owner.value("SELECT \(JSONText?.none) IS NULL", as: Bool.self) == true)
    #expect(try await owner.value("SELECT \([String]?.none) IS NULL", as: Bool.self) == true)
    #expect(try await owner.value("SELECT \(empty) IS NULL", as: Bool.self) == false)
    #expect(try await owner.value("SELECT \(empty) = ''", as: Bool.self) == true)
    #expect(try await owner.value("SELECT \(Int??.some(.none)) IS NULL", as: Bool.self) == true)
  }

  @Test(arguments: ["\0", "a\0b", "end\0"])
  func `a NUL in text is refused by the server, never cut off`(value: String) async throws {
    let error = await #expect(throws: DatabaseError.self) { try await echo(value) }
    #expect(error?.sqlState == .characterNotInRepertoire)
    #expect(error?.isDataRefusal == true)
  }

  @Test func `too many parameters are refused, and the connection is not blamed`() async throws {
    let numbers = (0..<65_536).map { "\($0)" as Query }
    let error = await #expect(throws: DatabaseError.self) {
      try await TestDatabase.current.owner.execute("SELECT 1 WHERE \(.all(numbers))")
    }
    #expect(error?.isConnectionFailure == false)
    #expect(try await echo(1) == 1)
  }
}
