import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct EscalationRuleRoutesTests {
  private static let rule = """
    {"name":"Network alarms","categories":["network"],"sources":["monitoring"],"terms":["vpn"],
      "several":5,"within_seconds":600,"severity":"high","note":"A test"}
    """

  private func names(_ desk: TestDesk) async throws -> [String] {
    let items = try await desk.get("/escalation/rules").json()["items"] as? [[String: Any]]
    return try #require(items).compactMap { $0["name"] as? String }
  }

  @Test func `the first rule is about high tickets`() async throws {
    let first = try await TestDesk().get("/escalation/rules/1").json()
    #expect(first["name"] as? String == "High tickets")
    #expect(first["enabled"] as? Bool == true)
    #expect(first["priorities"] as? [String] == ["high"])
    for member in ["categories", "terms", "sources", "breaches", "several", "severity"] {
      #expect(first[member] is NSNull)
    }
  }

  @Test func `a rule is published as it is posted`() async throws {
    let desk = TestDesk()
    let answer = try await desk.post("/escalation/rules", json: Self.rule)
    #expect(answer.status == 201)
    #expect(answer.headers[.location] == "/escalation/rules/2")
    let rule = try answer.json()
    #expect(rule["version"] as? Int == 2)
    #expect(rule["enabled"] as? Bool == true)
    #expect(rule["priorities"] is NSNull)
    #expect(rule["categories"] as? [String] == ["network"])
    #expect(rule["terms"] as? [String] == ["vpn"])
    #expect(rule["sources"] as? [String] == ["monitoring"])
    #expect(rule["breaches"] is NSNull)
    #expect(rule["several"] as? Int == 5)
    #expect(rule["within_seconds"] as? Int == 600)
    #expect(rule["severity"] as? String == "high")
    #expect(rule["effective_from"] as? String == rule["created_at"] as? String)
    #expect(try await desk.get("/escalation/rules/2").body == answer.body)
    #expect(try await names(desk) == ["Network alarms", "High tickets"])
  }

  @Test func `a time that has passed means at once`() async throws {
    let answer = try await TestDesk().post(
      "/escalation/rules",
      json: #"{"name":"a","effective_from":"2020-01-01T00:00:00Z","note":"a"}"#)
    let rule = try answer.json()
    #expect(rule["effective_from"] as? String == rule["created_at"] as? String)
  }

  @Test func `what a client reads it can post`() async throws {
    let desk = TestDesk()
    let published = try await desk.post(
      "/escalation/rules",
      json: """
        {"name":"a","enabled":false,"priorities":null,"categories":null,"terms":null,
          "sources":null,"breaches":["resolution"],"several":null,"within_seconds":null,
          "severity":null,"note":"A test"}
        """)
    #expect(published.status == 201)
    #expect(try published.json()["enabled"] as? Bool == false)
    #expect(try published.json()["breaches"] as? [String] == ["resolution"])
  }

  @Test(arguments: [
    (
      #"{"priorities":["urgent"],"categories":[],"terms":[""],"sources":["E-Mail"],"why":1}"#,
      [
        "#/name required", "#/priorities/0 not_allowed", "#/categories too_short",
        "#/terms/0 too_short", "#/sources/0 invalid_format", "#/note required",
        "#/why unknown_field",
      ]
    ),
    (
      #"{"name":"a","note":"b","several":1,"within_seconds":0,"severity":"bad"}"#,
      [
        "#/several out_of_range", "#/within_seconds out_of_range", "#/severity not_allowed",
      ]
    ),
    (#"{"name":"a","note":"b","several":2}"#, ["#/within_seconds required"]),
    (#"{"name":"a","note":"b","within_seconds":2}"#, ["#/several required"]),
    (
      #"{"name":"a","note":"b","several":2,"within_seconds":2,"breaches":["resolution"]}"#,
      ["#/several conflict"]
    ),
  ])
  func `every violation is named, and nothing is published`(
    body: String, mistakes: [String]
  ) async throws {
    let desk = TestDesk()
    let answer = try await desk.post("/escalation/rules", json: body)
    #expect(answer.status == 422)
    #expect(try answer.problem.mistakes.map { String($0.prefix { $0 != ":" }) } == mistakes)
    #expect(try await names(desk) == ["High tickets"])
  }

  @Test func `an incident tells by which rule it was opened`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(1...2)
    try await StoredTicket.queue([1], severity: .medium)
    try await desk.sweep()
    _ = try await desk.post("/incidents/2")
    let incidents = try await desk.get("/incidents").read(PageDocument<IncidentDocument>.self)
    #expect(incidents.items.map(\.rule) == [nil, 1])
    #expect(
      try await StoredEvent.all().map(\.after) == [
        """
        {"rule": "High tickets", "status": "open", "severity": "medium", "rule_version": 1}
        """,
        #"{"status": "open", "severity": "high"}"#,
      ])
  }
}
