import DatabaseTesting
import Postgres
import Testing

@Suite(.database) struct TransactionIDTests {
  @Test(arguments: [0, 771, 1 << 40, UInt64.max])
  func `a transaction travels to the server and back`(number: UInt64) async throws {
    let owner = TestDatabase.current.owner
    let echo: TransactionID? = try await owner.value("SELECT \(TransactionID(number))")
    #expect(echo == TransactionID(number))
    let text: String? = try await owner.value("SELECT \(TransactionID(number))::text")
    #expect(text == String(number))
    let isAny: Bool? = try await owner.value(
      "SELECT \(TransactionID(number)) = ANY (\([TransactionID(1), TransactionID(number)]))")
    #expect(isAny == true)
  }
}
