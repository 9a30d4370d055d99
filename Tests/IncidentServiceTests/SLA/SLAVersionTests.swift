import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@Suite(.database, .timeLimit(.minutes(3))) struct SLAVersionTests {
  private static let calendar =
    #"{"name":"desk","zone":"Europe/London","windows":["mon-fri 09:00-17:00"],"#
    + #""holidays":["2026-12-25"],"note":"a"}"#

  private static func policy(calendar: Int = 1, _ more: String = "") -> String {
    #"{"name":"all","subject":"ticket","calendar":\#(calendar),"resolution":3600,"#
      + #""paused_in":["waiting"],"note":"a"\#(more)}"#
  }

  private func names(_ path: String, _ desk: TestDesk) async throws -> [String] {
    let items = try await desk.get(path).json()["items"] as? [[String: Any]]
    return try #require(items).compactMap { $0["name"] as? String }
  }

  @Test func `the first policies are there, newest first, page by page`() async throws {
    let desk = TestDesk()
    #expect(try await names("/sla/calendars", desk) == ["around the clock"])
    let all = try await names("/sla/policies", desk)
    #expect(all.count == 6)
    let page = try await desk.get("/sla/policies?limit=4").json()
    let cursor = try #require(page["next_cursor"] as? String)
    #expect(try await names("/sla/policies?limit=4&cursor=\(cursor)", desk) == Array(all.suffix(2)))
  }

  @Test func `a calendar and a policy are published as they are posted`() async throws {
    let desk = TestDesk()
    let calendar = try await desk.post("/sla/calendars", json: Self.calendar)
    #expect(calendar.status == 201)
    let version = try #require(try calendar.json()["version"] as? Int)
    #expect(try calendar.json()["windows"] as? [String] == ["mon-fri 09:00-17:00"])
    #expect(try calendar.json()["holidays"] as? [String] == ["2026-12-25"])
    let policy = try await desk.post("/sla/policies", json: Self.policy(calendar: version))
    #expect(policy.status == 201)
    let document = try policy.json()
    #expect(document["calendar"] as? Int == version)
    #expect(document["resolution"] as? Double == 3_600)
    #expect(document["first_response"] is NSNull)
    #expect(document["priorities"] is NSNull)
    #expect(document["rank"] as? Int == 100)
    #expect(document["paused_in"] as? [String] == ["waiting"])
    #expect(try await names("/sla/policies?limit=1", desk) == ["all"])
    #expect(try await names("/sla/calendars?limit=1", desk) == ["desk"])
  }

  @Test func `a policy that is to come is listed, and applies from then on`() async throws {
    let desk = TestDesk()
    let soon: Instant? = try await desk.database.value(
      "SELECT public.clock_now() + interval '1000 seconds'")
    let from = try #require(soon).description
    let answer = try await desk.post(
      "/sla/policies",
      json: #"{"name":"soon","subject":"incident","rank":0,"calendar":1,"resolution":60,"#
        + #""note":"a","effective_from":"\#(from)"}"#)
    #expect(answer.status == 201)
    let version = try #require(try answer.json()["version"] as? Int)
    let items = try await desk.get("/sla/policies?limit=1").json()["items"] as? [[String: Any]]
    #expect(items?.first?["effective_from"] as? String == from)
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 1_001)
    try await desk.openIncidents(2...2)
    for (incident, isItsOwn) in [(1, false), (2, true)] {
      let isPromised = try await eventually(within: .seconds(40)) {
        try await SLAKeeper(desk.database).keep()
        let clocks = try await desk.get("/incidents/\(incident)/sla").json()["clocks"]
        let policies = (clocks as? [[String: Any]])?.compactMap { $0["policy"] as? Int } ?? []
        return !policies.isEmpty && (policies == [version]) == isItsOwn
      }
      #expect(isPromised, "incident \(incident)")
    }
  }

  @Test(arguments: ["/sla/policies", "/sla/calendars"])
  func `the same key publishes one version`(path: String) async throws {
    let desk = TestDesk()
    let body = path == "/sla/policies" ? Self.policy() : Self.calendar
    let key: HTTPFields = [.idempotencyKey: "\"k\""]
    let before = try await names(path, desk).count
    let first = try await desk.post(path, json: body, key)
    let second = try await desk.post(path, json: body, key)
    #expect(first.status == 201)
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(try await names(path, desk).count == before + 1)
  }

  @Test(arguments: [
    (
      "/sla/calendars",
      #"{"name":" ","zone":"+01:00","windows":["mon 9-17","mox-fri 09:00-17:00"],"#
        + #""holidays":["2026-02-30"],"hours":8}"#,
      [
        "#/name too_short", "#/zone invalid_format", "#/windows/0 invalid_format",
        "#/windows/1 invalid_format", "#/holidays/0 invalid_format", "#/note required",
        "#/hours unknown_field",
      ]
    ),
    (
      "/sla/calendars", #"{"name":"a","zone":"UTC","windows":[],"note":"a"}"#,
      ["#/windows too_short"]
    ),
    ("/sla/calendars", #"{"name":"a","zone":"UTC","note":"a"}"#, ["#/windows required"]),
    (
      "/sla/calendars",
      #"{"name":"a","zone":"Europe/Atlantis","windows":["mon 09:00-17:00"],"note":"a"}"#,
      ["#/zone not_allowed"]
    ),
    (
      "/sla/policies",
      #"{"name":"a","subject":"incident","priorities":[],"categories":["fire"],"rank":-1,"#
        + #""first_response":60,"resolution":0,"paused_in":["waiting"],"note":"a"}"#,
      [
        "#/categories/0 not_allowed", "#/priorities too_short", "#/rank out_of_range",
        "#/calendar required", "#/resolution out_of_range", "#/paused_in conflict",
        "#/first_response conflict",
      ]
    ),
    ("/sla/policies", policy(calendar: 99), ["#/calendar not_allowed"]),
    ("/sla/policies", policy(#","target":1"#), ["#/target unknown_field"]),
    (
      "/sla/policies", policy(#","effective_from":"2026-01-01T00:00:00Z""#),
      ["#/effective_from out_of_range"]
    ),
    (
      "/sla/policies", policy(#","effective_from":"tomorrow""#),
      ["#/effective_from invalid_format"]
    ),
  ])
  func `every violation is named, and nothing is published`(
    path: String, body: String, mistakes: [String]
  ) async throws {
    let desk = TestDesk()
    let before = try await names(path, desk)
    let answer = try await desk.post(path, json: body)
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes.map { String($0.prefix { $0 != ":" }) } == mistakes)
    #expect(try await names(path, desk) == before)
  }
}
