import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(1))) struct EscalationPolicyTests {
  private let desk = TestDesk()

  private static let whole = """
    {"name":" High ","severities":["high","medium"],"rank":7,"repeats":2,"pause_seconds":600,
      "steps":[{"delay_seconds":0,"tell":["on-call","on-call"]},
        {"tell":["webhook:ops","boss"],"delay_seconds":300}],
      "note":"The first one","effective_from":"2030-01-01T01:00:00+01:00"}
    """

  private func publish(_ json: String, _ headers: HTTPFields = [:]) async throws -> ServiceAnswer {
    try await desk.post("/escalation/policies", json: json, headers)
  }

  @Test func `a version is answered as it was published, and read again`() async throws {
    let answer = try await publish(Self.whole)
    #expect(answer.status == 201)
    #expect(answer.headers[.location] == "/escalation/policies/1")
    let policy = try answer.json()
    #expect(
      Set(policy.allKeys.compactMap { $0 as? String }) == [
        "version", "name", "severities", "rank", "steps", "repeats", "pause_seconds", "note",
        "effective_from", "created_at",
      ])
    #expect(policy["name"] as? String == "High")
    #expect(policy["severities"] as? [String] == ["high", "medium"])
    #expect(policy["rank"] as? Int == 7)
    #expect(policy["repeats"] as? Int == 2)
    #expect(policy["pause_seconds"] as? Int == 600)
    #expect(policy["note"] as? String == "The first one")
    #expect(policy["effective_from"] as? String == "2030-01-01T00:00:00.000000Z")
    let steps = try #require(policy["steps"] as? [NSDictionary])
    #expect(
      steps == [
        ["delay_seconds": 0, "tell": ["on-call"]],
        ["delay_seconds": 300, "tell": ["webhook:ops", "boss"]],
      ])
    #expect(try await desk.get("/escalation/policies/1").body == answer.body)
    let unknown = try await desk.get("/escalation/policies/2")
    #expect(unknown.status == 404)
    #expect(try unknown.problem.detail == "There is no version 2 of an escalation policy.")
  }

  @Test func `what is left out is any severity, one round, and from now on`() async throws {
    let policy = try await publish(#"{"name":"a","steps":[],"note":"b"}"#).json()
    #expect(policy["severities"] is NSNull)
    #expect(policy["rank"] as? Int == 100)
    #expect(policy["repeats"] as? Int == 0)
    #expect(policy["pause_seconds"] as? Int == 300)
    #expect((policy["steps"] as? [Any])?.isEmpty == true)
    #expect(policy["effective_from"] as? String == policy["created_at"] as? String)
  }

  @Test func `a repeated request publishes one version`() async throws {
    let headers: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "k"]
    let first = try await publish(Self.whole, headers)
    let again = try await publish(Self.whole, headers)
    #expect(again.status == 201)
    #expect(again.body == first.body)
    #expect(try await desk.get("/escalation/policies/2").status == 404)
  }

  @Test func `versions are listed newest first, in pages`() async throws {
    for _ in 1...5 { try await desk.publish([60]) }
    var versions: [Int64] = []
    var uri = "/escalation/policies?limit=2" as String?
    while let next = uri, versions.count < 100 {
      let answer = try await desk.get(next)
      let items = try #require(try answer.json()["items"] as? [[String: Any]])
      versions += items.compactMap { $0["version"] as? Int64 }
      uri = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
    }
    #expect(versions == [5, 4, 3, 2, 1])
  }

  @Test func `the newest version in effect applies, and of several policies the lowest rank`()
    async throws
  {
    let high = #"["high"]"#
    try await desk.publish([1], name: "b", rank: 2)
    try await desk.publish([2], name: "a", rank: 2)
    let old = try await desk.publish([3], name: "z", severities: high, rank: 1)
    try await desk.openIncidents(1...1)
    #expect(try await desk.escalation(of: 1).policy == old)
    let new = try await desk.publish([4], name: "z", severities: high, rank: 1)
    _ = try await publish(
      """
      {"name":"z","rank":0,"steps":[{"delay_seconds":1,"tell":["a"]}],"note":"n",
        "effective_from":"2999-01-01T00:00:00Z"}
      """)
    try await desk.openIncidents(2...2)
    #expect(try await desk.escalation(of: 2).policy == new)
    try await desk.publish([], name: "z", severities: high, rank: 1)
    try await desk.openIncidents(3...3)
    #expect(try await desk.escalation(of: 3).policy == 2)
    try await StoredTicket.insert(4...4, priority: .low)
    _ = try await desk.post("/incidents/4")
    #expect(try await desk.escalation(of: 4).policy == 2)
  }

  @Test(arguments: [
    "UPDATE response.escalation_policies SET rank = 1", "DELETE FROM response.escalation_policies",
    "TRUNCATE response.escalation_policies",
  ])
  func `not even the owner changes a version`(statement: String) async throws {
    try await desk.publish([60])
    let error = await #expect(throws: DatabaseError.self) {
      try await TestDatabase.current.owner.execute("\(unsafe: statement)")
    }
    #expect(error?.sqlState == .insufficientPrivilege)
  }

  @Test(arguments: [
    #"[{"delay_seconds":-1,"tell":["a"]}]"#, #"[{"delay_seconds":1.5,"tell":["a"]}]"#,
    #"[{"delay_seconds":"1","tell":["a"]}]"#, #"[{"delay_seconds":604801,"tell":["a"]}]"#,
    #"[{"tell":["a"]}]"#, #"[{"delay_seconds":1}]"#, #"[{"delay_seconds":1,"tell":[]}]"#,
    #"[{"delay_seconds":1,"tell":"a"}]"#, #"[{"delay_seconds":1,"tell":["a",1]}]"#,
    #"[{"delay_seconds":1,"tell":["a"],"and":1}]"#, "[1]", "[null]", "[[]]",
    #"[{"delay_seconds":1,"tell":["a"]},{"delay_seconds":0,"tell":["a"]}]"#,
  ])
  func `steps that cannot be made are refused, also from SQL`(steps: String) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await desk.database.execute(
        """
        INSERT INTO response.escalation_policies (name, steps, note)
        VALUES ('a', \(JSONText(steps)), 'b')
        """)
    }
    #expect(error?.constraint == "a step has a delay and tells somebody")
  }
}
