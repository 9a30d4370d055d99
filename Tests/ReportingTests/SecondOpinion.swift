import DatabaseTesting
import Foundation
import Postgres

/// What reports.py makes of the same events.
enum SecondOpinion {
  /// A question to `reporting.metrics`.
  struct Question: Encodable {
    let from: String
    let to: String
    let tz: String
    let bucket: String
    let asOf: String

    enum CodingKeys: String, CodingKey {
      case from, to, tz, bucket
      case asOf = "as_of"
    }
  }

  /// A row of an answer, the figures in the order of the columns.
  struct Line: Sendable {
    let key: String
    let n: Int
    let figures: [Double?]
  }

  private static let figures = ["value", "mean", "median", "p75", "p90", "p95", "p99", "max"]

  /// The answers to questions, in their order.
  static func ask(_ questions: [Question], _ owner: Database) async throws -> [[Line]] {
    let encoder = JSONEncoder()
    let asked = try questions.map {
      "{\"question\":\(String(decoding: try encoder.encode($0), as: UTF8.self))}"
    }
    let lines = try await export(owner) + asked
    let file = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID()).ndjson")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try run(on: file).split(separator: "\n").map { line in
      let rows = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String: Any]]
      return (rows ?? []).map { row in
        Line(
          key: "\(row["metric"] ?? "") \(row["unit"] ?? "") \(row["bucket_start"] ?? "")",
          n: row["n"] as? Int ?? -1, figures: figures.map { row[$0] as? Double })
      }
    }
  }

  private static func run(on file: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reports.py")
    process.arguments = ["python3", script.path()]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  /// Everything that the figures are computed from, as NDJSON.
  private static func export(_ owner: Database) async throws -> [String] {
    let events: [String] = try await owner.values(
      """
      SELECT json_build_object('event', row_to_json(event))::text
      FROM ledger.events AS event
      ORDER BY id
      """)
    let rest: [String] = try await owner.values(
      """
      SELECT json_build_object('clock', json_build_object(
        'id', id, 'subject', subject, 'subject_id', subject_id, 'metric', metric,
        'calendar', calendar, 'started_at', started_at, 'due_at', due_at,
        'cancelled_at', cancelled_at, 'active', (
          SELECT json_agg(json_build_array(lower(span), upper(span)))
          FROM unnest(active) AS span)))::text
      FROM reporting.sla_clocks
      UNION ALL
      SELECT json_build_object('calendar', row_to_json(calendar))::text
      FROM reporting.sla_calendars AS calendar
      UNION ALL
      SELECT json_build_object('incident', json_build_object(
        'id', id, 'at', own_escalatable_at))::text
      FROM response.incidents
      """)
    return events + rest
  }
}
