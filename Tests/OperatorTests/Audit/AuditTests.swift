import DatabaseTesting
import Postgres
import Relay
import Testing

@testable import Operator

/// What `firstline audit verify` finds.
@Suite(.database, .timeLimit(.minutes(2))) struct AuditTests {
  private func audit(_ kept: Seal...) async throws -> Audit {
    try await Audit.run(kept: kept, on: TestDatabase.current.owner)
  }

  /// The seals, in order.
  private func seals() async throws -> [Seal] {
    try await TestDatabase.current.owner.query(
      "SELECT number, encode(hash, 'hex') FROM ledger.seals ORDER BY number", as: Seal.self)
  }

  @Test func `a ledger as it was sealed has no findings`() async throws {
    try await TamperedLedger.seal(1...6)
    let audit = try await audit()
    #expect(audit.findings == [])
    #expect(audit.events == 6)
    #expect(audit.unsealed == 0)
    let last = try await seals().last
    #expect(audit.latest == last)
  }

  @Test func `an empty ledger has none either`() async throws {
    let audit = try await audit()
    #expect(audit.findings == [])
    #expect(audit.latest == nil)
  }

  @Test func `what is not sealed yet is counted`() async throws {
    try await TamperedLedger.seal(1...6)
    try await Plant.ticket(7)
    let audit = try await audit()
    #expect(audit.findings == [])
    #expect(audit.events == 6)
    #expect(audit.unsealed == 1)
    #expect(audit.unsealedSince != nil)
  }

  /// Each member of an event, given another value.
  private static let changes = [
    "actor = 'nobody'", "at = at + interval '1 microsecond'", "kind = 'ticket.created'",
    "ticket_id = 99", "incident_id = 1", "request_id = 'a'", "traceparent = 'a'",
    "address = '192.0.2.8'", "address = NULL", #"before = '{"title": "c"}'"#,
    #"after = '{"title": "b", "status": "open"}'"#, "after = NULL",
  ]

  @Test(arguments: changes)
  func `a changed event is named`(change: String) async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper("UPDATE ledger.events SET \(change) WHERE id = 2")
    let place = try await TamperedLedger.place(2)
    #expect(try await audit().findings == ["event 2: changed, at \(place)"])
  }

  @Test(arguments: [1, 3, 4, 6])
  func `a removed event is named`(id: Int) async throws {
    try await TamperedLedger.seal(1...6)
    let place = try await TamperedLedger.place(id)
    try await TamperedLedger.tamper("DELETE FROM ledger.events WHERE id = \(id)")
    #expect(try await audit().findings == ["event \(id): removed, from \(place)"])
  }

  /// Into the first seal, between two seals, and into the last one.
  @Test(arguments: [1, 3, 5])
  func `an inserted event is named`(behind id: Int) async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper(
      """
      INSERT INTO ledger.events (id, xid, kind, ticket_id, actor)
      OVERRIDING SYSTEM VALUE
      SELECT 99, xid, 'ticket.changed', 7, 'nobody' FROM ledger.events WHERE id = \(id)
      """)
    let place = try await TamperedLedger.place(99)
    #expect(try await audit().findings == ["event 99: inserted, at \(place)"])
  }

  @Test func `events whose numbers were swapped are named`() async throws {
    try await TamperedLedger.seal(1...6)
    let (second, fifth) = try await (TamperedLedger.place(2), TamperedLedger.place(5))
    try await swap("id")
    let (nowFifth, nowSecond) = try await (TamperedLedger.place(5), TamperedLedger.place(2))
    #expect(
      try await audit().findings == [
        "event 2: reordered, from \(second) to \(nowFifth)",
        "event 5: reordered, from \(fifth) to \(nowSecond)",
      ])
  }

  @Test func `events whose transactions were swapped are named`() async throws {
    try await TamperedLedger.seal(1...6)
    let (second, fifth) = try await (TamperedLedger.place(2), TamperedLedger.place(5))
    try await swap("xid")
    let (nowSecond, nowFifth) = try await (TamperedLedger.place(2), TamperedLedger.place(5))
    #expect(
      try await audit().findings == [
        "event 2: reordered, from \(second) to \(nowSecond)",
        "event 5: reordered, from \(fifth) to \(nowFifth)",
      ])
  }

  @Test func `events whose times were swapped are named`() async throws {
    try await TamperedLedger.seal(1...6)
    try await swap("at")
    let (second, fifth) = try await (TamperedLedger.place(2), TamperedLedger.place(5))
    #expect(
      try await audit().findings == [
        "event 2: changed, at \(second)", "event 5: changed, at \(fifth)",
      ])
  }

  @Test func `an event that was put behind everything sealed is named, sealed again or not`()
    async throws
  {
    try await TamperedLedger.seal(1...6)
    let before = try await TamperedLedger.place(2)
    try await TamperedLedger.tamper(
      "UPDATE ledger.events SET xid = pg_current_xact_id() WHERE id = 2")
    let finding = try await "event 2: reordered, from \(before) to \(TamperedLedger.place(2))"
    #expect(try await audit().findings == [finding])
    let sealer = Sealer(TestDatabase.current.connect(as: "incident_service"))
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    #expect(try await seals().count == 3)
    #expect(try await audit().findings == [finding])
  }

  /// Gives events 2 and 5 each other's column.
  private func swap(_ column: String) async throws {
    let other = "SELECT \(column) FROM ledger.events WHERE id = 7 - event.id"
    if column == "id" {
      try await TamperedLedger.tamper(
        "ALTER TABLE ledger.events ALTER COLUMN id SET GENERATED BY DEFAULT",
        "UPDATE ledger.events SET id = 99 WHERE id = 2",
        "UPDATE ledger.events SET id = 2 WHERE id = 5",
        "UPDATE ledger.events SET id = 5 WHERE id = 99")
    } else {
      try await TamperedLedger.tamper(
        "UPDATE ledger.events AS event SET \(column) = (\(other)) WHERE id IN (2, 5)")
    }
  }
}
