import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct DomainColumnsTests {
  /// Sends a value, alone and in arrays, and reads it again.
  private func expectRoundTrip<Value: Bindable & ColumnDecodable & Equatable>(
    _ values: [Value]
  ) async throws {
    let database = RelayDatabase.tickets
    for value in values {
      #expect(try await database.value("SELECT \(value)") == value)
    }
    #expect(try await database.values("SELECT unnest(\(values))") == values)
    let optionals = values.map(Optional.some) + [nil]
    #expect(try await database.values("SELECT unnest(\(optionals))") == optionals)
  }

  @Test func `every case of every enumeration comes back as it was sent`() async throws {
    try await expectRoundTrip(Category.allCases)
    try await expectRoundTrip(Priority.allCases)
    try await expectRoundTrip(TicketStatus.allCases)
    try await expectRoundTrip(IncidentStatus.allCases)
    try await expectRoundTrip(DecidedBy.allCases)
    try await expectRoundTrip(Comment.Visibility.allCases)
    try await expectRoundTrip(LedgerKind.allCases)
    try await expectRoundTrip(SLAMetric.allCases)
    try await expectRoundTrip(SLAState.allCases)
    try await expectRoundTrip(SLASubject.Kind.allCases)
  }

  @Test func `a word that is no case of an enumeration is a mismatch that names it`() async throws {
    let error = await #expect(throws: ColumnMismatch.self) {
      try await RelayDatabase.tickets.value("SELECT 'mauve' AS colour", as: Category.self)
    }
    #expect(error?.description == "column colour should hold a Category, and holds mauve")
  }

  @Test func `the database allows every case that there is`() async throws {
    for priority in Priority.allCases {
      for category in Category.allCases {
        for status in TicketStatus.allCases {
          for decidedBy in DecidedBy.allCases {
            try await RelayDatabase.tickets.execute(
              """
              INSERT INTO intake.tickets
                (title, description, category, priority, status,
                  triage_decided_by, triage_ruleset, triage_matched)
              VALUES ('a', 'b', \(category), \(priority), \(status), \(decidedBy), 1, '[]')
              """)
          }
        }
      }
      for status in IncidentStatus.allCases {
        try await RelayDatabase.incidents.execute(
          """
          INSERT INTO response.incidents
            (ticket_id, title, description, severity, status,
              escalatable_at, acknowledged_at, resolved_at)
          VALUES (
            (SELECT count(*) FROM response.incidents), 'a', 'b', \(priority), \(status),
            now(), now(), now())
          """)
      }
    }
  }

  @Test func `an instant keeps its microseconds, at both ends of time and before 1970`()
    async throws
  {
    try await expectRoundTrip(
      [
        "2026-11-23T15:09:38.123456Z", "1970-01-01T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z",
        "2000-01-01T00:00:00.000001Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z",
      ].map { try #require(Instant(rfc3339: $0)) })
  }

  @Test func `an instant is what the server reads it as`() async throws {
    let instant = try #require(Instant(rfc3339: "2026-11-23T15:09:38.123456Z"))
    let text: String? = try await RelayDatabase.tickets.value("SELECT \(instant)::text")
    #expect(text == "2026-11-23 15:09:38.123456+00")
    let age = try #require(
      try await RelayDatabase.tickets.value("SELECT public.clock_now()", as: Instant.self))
    #expect(Instant.now() - age < .seconds(30))
  }

  @Test(arguments: ["infinity", "-infinity"])
  func `an endless time is no instant`(time: String) async throws {
    await #expect(throws: ColumnMismatch.self) {
      try await RelayDatabase.tickets.value("SELECT \(time)::timestamptz", as: Instant.self)
    }
  }

  @Test func `a word that is no case is refused`() async throws {
    await #expect(throws: ColumnMismatch.self) {
      try await RelayDatabase.tickets.value("SELECT 'pets'", as: Category.self)
    }
  }

  /// A row of nothing but an origin.
  private struct OriginRow: RowDecodable {
    let origin: Origin

    init(row: inout Row) throws(ColumnMismatch) {
      origin = try row.nextOrigin()
    }
  }

  @Test(arguments: [
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
    ("nonsense", false),
    (nil, false),
  ])
  func `an origin is read from its columns, without a trace that is none`(
    header: String?, isTrace: Bool
  ) async throws {
    let row = try await RelayDatabase.tickets.first(
      "SELECT 'anna', 'r-1', \(header)::text, '192.0.2.7'", as: OriginRow.self)
    let origin = try #require(row?.origin)
    #expect(origin.actor == "anna")
    #expect(origin.requestID == "r-1")
    #expect(origin.traceParent?.description == (isTrace ? header : nil))
    #expect(origin.address == IPAddress("192.0.2.7"))
  }
}
