import DatabaseTesting
import Domain
import Postgres

@testable import Relay

/// What the tests of the keeper write into the ledger, and what it made of it.
enum SLALedger {
  /// Writes an event as both services do; times are written like "2026-06-01 09:00".
  static func record(
    _ kind: String, ticket: Int64 = 1, incident: Int64? = nil, at text: String,
    by actor: String = "ann", before: String? = nil, after: String = "{}",
    _ session: some Session = SLADatabase.owner
  ) async throws {
    try await session.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, at, actor, before, after)
      VALUES (
        \(kind), \(ticket), \(incident), \(SLADatabase.at(text)), \(actor),
        \(before.map { JSONText($0) }), \(JSONText(after)))
      """)
  }

  /// A ticket that somebody reports.
  static func create(
    _ ticket: Int64 = 1, _ priority: Priority = .low, at text: String = "2026-06-01 09:00"
  ) async throws {
    try await record(
      "ticket.created", ticket: ticket, at: text,
      after: #"""
        {"priority":"\#(priority.rawValue)","category":"software","status":"open","requester":"bob"}
        """#)
  }

  /// A ticket that gets another status.
  static func move(
    _ ticket: Int64 = 1, from former: String, to status: String, at text: String,
    _ session: some Session = SLADatabase.owner
  ) async throws {
    try await record(
      "ticket.changed", ticket: ticket, at: text, before: #"{"status":"\#(former)"}"#,
      after: #"{"status":"\#(status)"}"#, session)
  }

  /// Something that is said about ticket 1.
  static func say(_ visibility: String, by actor: String, at text: String) async throws {
    try await record(
      "ticket.commented", at: text, by: actor, after: #"{"visibility":"\#(visibility)"}"#)
  }

  /// Something that happens to incident 7, which was made of ticket 1.
  static func happen(
    _ verb: String, at text: String, before: String? = nil, after: String
  ) async throws {
    try await record("incident.\(verb)", incident: 7, at: text, before: before, after: after)
  }

  /// Ticket 1 becomes a high one.
  static func raise(at text: String) async throws {
    try await record(
      "ticket.changed", at: text, before: #"{"priority":"low"}"#, after: #"{"priority":"high"}"#)
  }

  /// Incident 7 is opened, a high one.
  static func open(at text: String) async throws {
    try await happen("opened", at: text, after: #"{"status":"open","severity":"high"}"#)
  }

  /// Incident 7 gets another status, by the event that is called like it.
  static func lead(from former: String, to status: String, at text: String) async throws {
    try await happen(
      status, at: text, before: #"{"status":"\#(former)"}"#, after: #"{"status":"\#(status)"}"#)
  }

  /// Publishes what is promised around the clock: of a low ticket a first response within two hours
  /// and a resolution within eight, of a high one a resolution within three; of a high incident an
  /// acknowledgement within half an hour and a resolution within two hours, of a low one a
  /// resolution within eight.
  static func makePolicies() async throws {
    let calendar = try await SLADatabase.makeCalendar(["mon-sun 00:00-00:00"])
    try await SLADatabase.makePolicy(
      "low", priorities: [.low], calendar: calendar, firstResponse: "2:00", resolution: "8:00",
      pausedIn: ["waiting"])
    try await SLADatabase.makePolicy(
      "high", priorities: [.high], calendar: calendar, firstResponse: "1:00", resolution: "3:00",
      pausedIn: ["waiting"])
    try await SLADatabase.makePolicy(
      "high incident", for: .incident, priorities: [.high], calendar: calendar,
      firstResponse: "1:00", acknowledgement: "0:30", resolution: "2:00")
    try await SLADatabase.makePolicy(
      "low incident", for: .incident, priorities: [.low], calendar: calendar, resolution: "8:00")
  }

  /// Has a keeper follow the ledger to its end, by a clock that has stopped. Another test of the
  /// server may hold events back for a moment.
  static func keep(at text: String = "2026-06-01 09:00") async throws {
    try await SLADatabase.stopClock(at: SLADatabase.at(text))
    let keeper = SLAKeeper(SLADatabase.incidents)
    let isKept = try await eventually(within: .seconds(40)) {
      try await keeper.keep()
      return try await isAtEnd()
    }
    guard isKept else { throw NotKept() }
    try await keeper.keep()
  }

  struct NotKept: Error {}

  /// Whether every event of the ledger was passed.
  static func isAtEnd() async throws -> Bool {
    try await SLADatabase.owner.value(
      """
      SELECT NOT EXISTS (
        SELECT FROM ledger.events AS event WHERE (event.xid, event.id) > (place.xid, place.id)
      )
      FROM response.sla_place AS place
      """) ?? false
  }

  /// The events that could not be applied.
  static func failures() async throws -> [String] {
    try await SLADatabase.owner.values(
      "SELECT error FROM response.sla_failures ORDER BY event_id")
  }
}
