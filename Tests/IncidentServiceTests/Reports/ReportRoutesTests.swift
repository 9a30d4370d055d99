import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import Reports
import ServiceTesting
import Testing
import Web

@testable import IncidentService

/// Reports over HTTP, by the role of the program.
@Suite(.database, .timeLimit(.minutes(2))) struct ReportRoutesTests {
  private let desk = TestDesk()

  /// A ticket of two years ago, 730 days before the day on which the clock is stopped.
  init() async throws {
    let owner = TestDatabase.current.owner
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '2026-06-01 12:00Z'
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, at, actor, after)
      SELECT 'ticket.created', 1, at, 'bob',
        '{"status": "open", "priority": "high", "category": "network", "assignee": "=1+1",
          "requester": "bob", "triage": {"decided_by": "rules", "ruleset": 1}}'
      FROM (VALUES (timestamptz '2024-06-01 09:00Z')) AS event (at)
      """)
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, at, actor, after)
      SELECT 'ticket.assigned', 1, at, 'bob', '{"assignee": "=1+1, \\"ann\\""}'
      FROM (VALUES (timestamptz '2024-06-01 10:00Z')) AS event (at)
      """)
  }

  @Test(arguments: ReportName.allCases)
  func `every report is there as JSON and as CSV`(name: ReportName) async throws {
    let json = try await desk.get("/reports/\(name.rawValue)")
    try #require(json.status == 200)
    let document = try json.json()
    #expect(document["report"] as? String == name.rawValue)
    let items = try #require(document["items"] as? [[String: Any]])
    let csv = try await desk.get("/reports/\(name.rawValue)?format=csv")
    let lines = csv.body.components(separatedBy: "\r\n").dropLast()
    #expect(lines.count == items.count + 1)
    #expect(lines.first?.split(separator: ",").count ?? 0 >= items.first?.count ?? 0)
    #expect(csv.headers[.contentType] == "text/csv; charset=utf-8; header=present")
  }

  @Test func `a report is bounded by days, and says from when to when it is`() async throws {
    let answer = try await desk.get("/reports/volume_by_day?from=2024-05-30&to=2024-06-03")
    #expect(
      answer.body == """
        {"report":"volume_by_day","from":"2024-05-30","to":"2024-06-03","tz":"UTC",\
        "bucket":"day","as_of":null,"items":[
        \(Self.volume("2024-06-01", 1)),
        \(Self.volume("2024-06-02", 0))
        ]}

        """)
    let without = try await desk.get("/reports/volume_by_day")
    #expect(without.body.contains(#""from":"2026-05-03","to":"2026-06-02""#))
  }

  private static func volume(_ day: String, _ tickets: Int) -> String {
    #"{"day":"\#(day)","tickets_created":\#(tickets),"tickets_reopened":0,"#
      + #""tickets_opened":\#(tickets),"tickets_closed":0,"incidents_created":0,"#
      + #""incidents_reopened":0,"incidents_opened":0,"incidents_closed":0,"incidents_merged":0}"#
  }

  @Test func `a report of more rows than are read at once is whole, and in order`() async throws {
    let uri = "/reports/backlog_by_day?from=2024-01-01&to=2027-01-01"
    let answer = try await desk.get(uri, [.accept: "text/csv"])
    let days = answer.body.split(separator: "\r\n").dropFirst().map { $0.prefix(10) }
    #expect(days.count == 731)
    #expect(days.first == "2024-06-01")
    #expect(days.last == "2026-06-01")
    #expect(days == days.sorted())
    #expect(
      answer.headers[.contentDisposition]
        == #"attachment; filename="backlog_by_day_2024-01-01_2027-01-01.csv""#)
  }

  @Test func `metrics is of any time in any zone, and is asked again by as_of`() async throws {
    let uri = "/reports/metrics?from=2024-06-01&to=2024-06-02T12:00:00%2B02:00&tz=Europe/London"
    let document = try await desk.get(uri + "&bucket=all").json()
    #expect(document["from"] as? String == "2024-05-31T23:00:00.000000Z")
    #expect(document["to"] as? String == "2024-06-02T10:00:00.000000Z")
    #expect(document["as_of"] as? String == "2026-06-01T12:00:00.000000Z")
    let items = try #require(document["items"] as? [[String: Any]])
    let created = try #require(items.first { $0["metric"] as? String == "tickets_created" })
    #expect(created["value"] as? Int == 1)
    #expect(created["bucket_start"] as? String == "2024-05-31T23:00:00.000000Z")
    let before = try await desk.get(uri + "&bucket=all&as_of=2024-06-01T08:00:00Z").json()
    let then = try #require(before["items"] as? [[String: Any]])
    #expect(then.first { $0["metric"] as? String == "tickets_created" }?["value"] as? Int == 0)
  }

  @Test func `no text of CSV is computed by a spreadsheet`() async throws {
    let answer = try await desk.get("/reports/workload?format=csv")
    #expect(answer.body.contains("\r\n\"'=1+1, \"\"ann\"\"\",1,0,0,1,"))
  }

  @Test(arguments: [
    (
      "mtta?from=2026-06-01T00:00:00Z&tz=Europe/London&bucket=week&as_of=2026-01-01T00:00:00Z&x=1",
      ["?from conflict", "?tz conflict", "?bucket conflict", "?as_of conflict", "?x unknown_field"]
    ),
    (
      "metrics?from=monday&to=2026-13-01&tz=CET&bucket=hour&as_of=now&format=xml",
      [
        "?format not_allowed", "?from invalid_format", "?to invalid_format", "?tz invalid_format",
        "?bucket not_allowed", "?as_of invalid_format",
      ]
    ),
    (
      "metrics?from=2026-06-02&to=2026-06-01&tz=Europe/Nowhere&as_of=2030-01-01T00:00:00Z",
      ["?tz not_allowed", "?from conflict", "?as_of out_of_range"]
    ),
    ("metrics?from=0001-01-01", ["?bucket conflict"]),
    ("mtta?from=2026-06-02&to=2026-06-02", ["?from conflict"]),
    ("workload?from=2026-06-02", ["?from conflict"]),
  ])
  func `everything that is wrong with a question is named`(
    uri: String, mistakes: [String]
  ) async throws {
    let answer = try await desk.get("/reports/\(uri)")
    #expect(answer.status == 422)
    let named = try answer.problem.mistakes.map { $0.prefix { $0 != ":" } }.map { String($0) }
    #expect(Set(named) == Set(mistakes), "\(named)")
  }

  @Test func `what is no report is not there`() async throws {
    for name in ["tickets", "personal_tickets", "MTTA", "x"] {
      #expect(try await desk.get("/reports/\(name)").status == 404)
    }
  }

  @Test func `the list says of each report and column what it is`() async throws {
    let items = try await desk.get("/reports").json()["items"] as? [[String: Any]]
    #expect(items?.map { $0["name"] as? String } == ReportName.allCases.map(\.rawValue))
    for item in items ?? [] {
      #expect((item["description"] as? String)?.isEmpty == false)
      let columns = try #require(item["columns"] as? [[String: Any]])
      #expect(columns.count > 3)
      let isSilent = columns.contains { $0["description"] is NSNull }
      #expect(isSilent == (item["name"] as? String == "metrics"))
    }
  }

  @Test func `the reports are the views of days, workload and metrics`() async throws {
    let views: [String] = try await TestDatabase.current.owner.values(
      """
      SELECT relname::text
      FROM pg_class
      JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'day'
      WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'
      """)
    #expect(Set(views + ["metrics", "workload"]) == Set(ReportName.allCases.map(\.rawValue)))
  }
}
