import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database) struct ArrayBindingTests {
  private var owner: Database { TestDatabase.current.owner }

  @Test func `an array arrives with its elements in order`() async throws {
    let uuids = [UUID(), UUID()]
    #expect(try await owner.values("SELECT unnest(\([3, 1, 2]))", as: Int.self) == [3, 1, 2])
    #expect(
      try await owner.values("SELECT unnest(\([true, false]))", as: Bool.self) == [true, false])
    #expect(try await owner.values("SELECT unnest(\([0.5, -1]))", as: Double.self) == [0.5, -1])
    #expect(try await owner.values("SELECT unnest(\(uuids))", as: UUID.self) == uuids)
    #expect(
      try await owner.values("SELECT unnest(\([Int32.min, .max]))", as: Int32.self) == [.min, .max])
    #expect(
      try await owner.values("SELECT unnest(\(["", "ü", "{a,b}", "NULL"]))", as: String.self)
        == ["", "ü", "{a,b}", "NULL"])
  }

  @Test func `an array of instants or documents arrives as such`() async throws {
    let instants = [Timestamp(microseconds: -1), Timestamp(microseconds: 1)]
    let documents = [JSONText(#"{"a": 1}"#), JSONText("[]")]
    #expect(try await owner.values("SELECT unnest(\(instants))", as: Timestamp.self) == instants)
    #expect(try await owner.values("SELECT unnest(\(documents))", as: JSONText.self) == documents)
  }

  @Test func `nil in an array is NULL there, and an empty string is not`() async throws {
    let texts: [String?] = ["a", nil, "", nil]
    let numbers: [Int64?] = [nil, .max]
    #expect(try await owner.values("SELECT unnest(\(texts))", as: String?.self) == texts)
    #expect(try await owner.values("SELECT unnest(\(numbers))", as: Int64?.self) == numbers)
  }

  @Test func `an empty array is empty, not NULL`() async throws {
    #expect(try await owner.value("SELECT cardinality(\([Int64]()))", as: Int.self) == 0)
    #expect(try await owner.value("SELECT \([String]()) = '{}'", as: Bool.self) == true)
    #expect(try await owner.values("SELECT 1 WHERE 1 = ANY(\([Int]()))", as: Int.self) == [])
  }

  @Test func `ten thousand elements are one parameter`() async throws {
    let numbers = Array(1...10_000)
    #expect(
      try await owner.value("SELECT sum(n)::bigint FROM unnest(\(numbers)) AS n", as: Int.self)
        == 50_005_000)
  }
}
