import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct LedgerQueriesTests {
  /// A row of the ledger, without what the database adds.
  private struct Written: RowDecodable, Equatable {
    var kind: LedgerKind
    var ticketID: Int64?
    var incidentID: Int64?
    var origin = Origin(actor: "")
    var before: JSONText?
    var after: JSONText?

    init(_ entry: LedgerEntry) {
      kind = entry.kind
      ticketID = entry.ticketID
      incidentID = entry.incidentID
      origin = entry.origin
      before = entry.before
      after = entry.after
    }

    init(row: inout Row) throws(ColumnMismatch) {
      kind = try row.next()
      ticketID = try row.next()
      incidentID = try row.next()
      origin = try row.nextOrigin()
      before = try row.next()
      after = try row.next()
    }
  }

  private func ledger() async throws -> [Written] {
    try await RelayDatabase.owner.query(
      """
      SELECT kind, ticket_id, incident_id, actor, request_id, traceparent, host(address),
        before, after
      FROM ledger.events
      ORDER BY id
      """, as: Written.self)
  }

  @Test func `events are written in the given order`() async throws {
    let entries = (1...1_000).map { number in
      LedgerEntry(
        .ticketChanged, ticketID: Int64(number * 7 % 1_000), origin: Origin(actor: "a\(number)"))
    }
    try await RelayDatabase.tickets.transaction { try await LedgerQueries.append(entries, $0) }
    #expect(try await ledger() == entries.map(Written.init))
  }

  @Test(arguments: LedgerKind.allCases)
  func `every kind of event can be written with all that there is to say`(
    kind: LedgerKind
  ) async throws {
    let entries = [
      LedgerEntry(
        kind, ticketID: 1, incidentID: 2,
        origin: Origin(
          actor: "Zoë", requestID: "r", traceParent: .random(), address: IPAddress("2001:db8::7")),
        before: JSONText(#"{"status": "open"}"#), after: JSONText(#"{"status": null}"#)),
      LedgerEntry(kind, incidentID: 3, origin: Origin(actor: "b")),
    ]
    try await RelayDatabase.incidents.transaction { try await LedgerQueries.append(entries, $0) }
    #expect(try await ledger() == entries.map(Written.init))
  }

  @Test func `no events are no statement`() async throws {
    // The reporter may not write, and need not.
    let database = TestDatabase.current.connect(as: "reporter")
    try await database.transaction { try await LedgerQueries.append([], $0) }
    #expect(try await ledger() == [])
  }

  @Test func `a change that is rolled back leaves no event`() async throws {
    let entry = LedgerEntry(.ticketCreated, ticketID: 1, origin: Origin(actor: "a"))
    await #expect(throws: CancellationError.self) {
      try await RelayDatabase.tickets.transaction { transaction in
        try await LedgerQueries.append([entry], transaction)
        throw CancellationError()
      }
    }
    #expect(try await ledger() == [])
  }
}
