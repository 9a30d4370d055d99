import DatabaseTesting
import Foundation
import Postgres
import Relay
import Testing

@testable import Operator

/// A ledger of half a year, of which January to March may be archived. It is June 2026.
enum OldLedger {
  static var owner: Database { TestDatabase.current.owner }

  /// Three tickets with their incidents, of which much happened in three months and something now;
  /// and a token. All of it is sealed and known to everybody.
  static func make() async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '2026-06-04 12:00Z'
      """)
    for id in 1...3 { try await ticket(id, at: "0\(id)-10 09:00") }
    try await say(1, by: "bob", at: "01-10 09:10")
    try await say(1, by: "ann", at: "01-10 09:30")
    try await incident(1, of: 1, at: "01-10 09:00:02")
    try await incident(2, of: 2, at: "02-10 09:00:02")
    try await write(
      "incident.acknowledged", 1, 1, "01-10 09:20",
      [
        "status": "acknowledged", "acknowledged_at": "2026-01-10T09:20:00Z",
      ])
    try await write(
      "incident.resolved", 1, 1, "02-01 10:00",
      [
        "status": "resolved", "resolved_at": "2026-02-01T10:00:00Z",
      ], before: ["status": "acknowledged"])
    try await write(
      "ticket.changed", 1, nil, "02-01 10:00", ["status": "resolved"],
      before: ["status": "open"])
    try await write(
      "ticket.changed", 2, nil, "02-28 23:59:59", ["category": "network"],
      before: ["category": "security"])
    try await write(
      "ticket.changed", 1, nil, "03-02 08:00", ["status": "in_progress"],
      before: ["status": "resolved"])
    try await write(
      "incident.absorbed", 2, 2, "03-03 08:00",
      [
        "status": "acknowledged", "created_at": "2026-02-01T00:00:00Z",
      ], before: ["status": "open"])
    try await write("token.created", nil, nil, "03-03 09:00", ["name": "c"])
    try await write(
      "ticket.changed", 3, nil, "06-03 08:00", ["priority": "low"],
      before: ["priority": "high"])
    try await say(2, by: "bob", at: "06-03 09:00")
    try await settle()
  }

  /// Gives every event its month and its seal, and lets everybody know it.
  static func settle() async throws {
    _ = try await LedgerMonthQueries.makeAll(owner)
    _ = try await TestDatabase.current.settle()
    try await Sealer(TestDatabase.current.connect(as: "incident_service")).seal(upTo: 4)
    try await Plant.keepUp()
    try await owner.execute("UPDATE response.delivery_place SET xid = pg_current_xact_id()")
  }

  /// Something that happens at a time of 2026, in UTC.
  static func write(
    _ kind: String, _ ticket: Int?, _ incident: Int?, _ time: String, by actor: String = "ann",
    _ after: [String: String], before: [String: String]? = nil
  ) async throws {
    func json(_ members: [String: String]) throws -> JSONText {
      JSONText(String(decoding: try JSONEncoder().encode(members), as: UTF8.self))
    }
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, at, actor, before, after)
      VALUES (
        \(kind), \(ticket), \(incident), \("2026-\(time)Z")::text::timestamptz, \(actor),
        \(try before.map(json)), \(try json(after)))
      """)
  }

  /// A public comment.
  static func say(_ ticket: Int, by actor: String, at time: String) async throws {
    try await write("ticket.commented", ticket, nil, time, by: actor, ["visibility": "public"])
  }

  /// A ticket that bob reports, in its table and in the ledger.
  private static func ticket(_ id: Int, at time: String) async throws {
    try await Plant.ticket(id, isInLedger: false)
    try await owner.execute("UPDATE intake.tickets SET requester = 'bob' WHERE id = \(id)")
    try await write(
      "ticket.created", id, nil, time, by: "bob",
      [
        "status": "open", "priority": "high", "category": "security", "requester": "bob",
      ])
  }

  private static func incident(_ id: Int, of ticket: Int, at time: String) async throws {
    try await Plant.incident(id, ticket: ticket, isInLedger: false)
    try await write("incident.opened", ticket, id, time, ["status": "open", "severity": "high"])
  }

  /// What every view says, and the metrics as of many instants.
  static func reports() async throws -> [String: [String]] {
    try await TestDatabase.current.connect(as: "reporter").transaction { transaction in
      let views: [String] = try await transaction.values(
        """
        SELECT relname::text
        FROM pg_class
        WHERE relnamespace = 'reporting'::regnamespace
          AND relkind = 'v'
          AND relname NOT LIKE 'personal%'
        ORDER BY relname
        """)
      var reports: [String: [String]] = [:]
      for view in views {
        reports[view] = try await transaction.values(
          "SELECT line::text FROM reporting.\(unsafe: view) AS line ORDER BY line::text")
      }
      for asOf in ["01-10T09:15Z", "01-20Z", "02-05Z", "02-28Z", "03-15Z", "05-15Z", "06-04Z"] {
        reports[asOf] = try await transaction.values(
          """
          SELECT line::text
          FROM reporting.metrics(
            '2026-01-01Z', '2026-06-01Z', 'UTC', 'month',
            \("2026-\(asOf)")::text::timestamptz) AS line
          ORDER BY line::text
          """)
      }
      return reports
    }
  }

  /// The numbers of all events, wherever they are.
  static func numbers() async throws -> [Int64] {
    try await owner.values(
      """
      SELECT id
      FROM (
        SELECT id FROM ledger.events
        UNION ALL
        SELECT id FROM ledger.archived_events
      ) AS event
      ORDER BY id
      """)
  }

  /// Archives what may be, up to April; returns the files.
  @discardableResult
  static func archive(
    to folder: URL, before stop: @escaping @Sendable (Archiver.Step) throws -> Void = { _ in }
  ) async throws -> [String] {
    let connection = Connection(
      ConnectionSettings(url: TestDatabase.current.url(), applicationName: "test"))
    var files: [String] = []
    do {
      let archiver = Archiver(connection, folder: folder.path(), before: stop)
      for month in try await archiver.months(before: try #require(Month("2026-04"))) {
        if let file = try await archiver.archive(month).file { files.append(file.path) }
      }
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
    return files
  }
}
