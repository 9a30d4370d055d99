import DatabaseTesting
import Postgres
import Relay
import Testing

@testable import Operator

/// What `firstline audit verify` finds in the seals themselves.
@Suite(.database, .timeLimit(.minutes(2))) struct ChainAuditTests {
  private func findings(_ kept: Seal...) async throws -> [String] {
    try await Audit.run(kept: kept, on: TestDatabase.current.owner).findings
  }

  private func seal(_ number: Int) async throws -> Seal {
    try #require(
      try await TestDatabase.current.owner.first(
        "SELECT number, encode(hash, 'hex') FROM ledger.seals WHERE number = \(number)"))
  }

  /// Makes the seal of this number fit what the ledger says now.
  private static func rewrite(_ number: Int) -> [String] {
    [
      """
      UPDATE ledger.seals AS seal
      SET digests = ARRAY(
        SELECT ledger.digest(event)
        FROM ledger.events AS event
        WHERE event.id = ANY (seal.ids)
        ORDER BY event.xid, event.id)
      WHERE number = \(number)
      """,
      """
      UPDATE ledger.seals
      SET hash = ledger.seal_hash(number, sealed_at, previous, xids, ids, digests)
      WHERE number = \(number)
      """,
    ]
  }

  @Test func `a seal that no longer has the hash of what it holds is found`() async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper(
      "UPDATE ledger.events SET actor = 'nobody' WHERE id = 2", Self.rewrite(1)[0])
    #expect(try await findings() == ["seal 1: changed"])
  }

  @Test func `a seal that was rewritten as a whole is found at the next one`() async throws {
    try await TamperedLedger.seal(1...6)
    let rewrite = Self.rewrite(1)
    try await TamperedLedger.tamper(
      "UPDATE ledger.events SET actor = 'nobody' WHERE id = 2", rewrite[0], rewrite[1])
    #expect(try await findings() == ["seal 2: does not follow the one before"])
  }

  @Test func `a removed seal is found, and its events are nobody's`() async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper("DELETE FROM ledger.seals WHERE number = 1")
    let findings = try await findings()
    #expect(findings.first == "seal 1: removed")
    #expect(findings.count == 4)
    #expect(findings.dropFirst().allSatisfy { $0.contains(": inserted, at ") })
  }

  @Test func `a newest seal that was rewritten is found by one that was kept`() async throws {
    try await TamperedLedger.seal(1...6)
    let (first, kept) = try await (seal(1), seal(2))
    let rewrite = Self.rewrite(2)
    try await TamperedLedger.tamper(
      "UPDATE ledger.events SET actor = 'nobody' WHERE id = 5", rewrite[0], rewrite[1])
    #expect(try await findings() == [])
    #expect(try await findings(first) == [])
    #expect(try await findings(first, kept) == ["seal 2: not the one that was kept"])
  }

  @Test func `a newest seal that was removed with its events is found by one that was kept`()
    async throws
  {
    try await TamperedLedger.seal(1...6)
    let kept = try await seal(2)
    try await TamperedLedger.tamper(
      "DELETE FROM ledger.seals WHERE number = 2", "DELETE FROM ledger.events WHERE id > 3")
    #expect(try await findings() == [])
    #expect(try await findings(kept) == ["seal 2: removed"])
  }
}
