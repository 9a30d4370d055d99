import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

/// How far the telling about an incident has come, as a client reads it.
struct EscalationDocument: Decodable {
  /// Who was told.
  struct Told: Decodable {
    let at: String
    let round: Int
    let step: Int
    let tell: [String]
  }

  let incidentId: Int64
  let policy: Int64
  let state: String
  let round: Int
  let step: Int?
  let dueAt: String?
  let startedAt: String
  let endedAt: String?
  let endedBy: String?
  let told: [Told]

  /// Each round and step that happened, as `1.2`, and whom it told.
  var steps: [String] {
    told.map { "\($0.round).\($0.step) \($0.tell.joined(separator: ","))" }
  }
}

extension TestDesk {
  /// Publishes a version of a policy with steps of these delays; the first tells `a`, the second
  /// `b`, and so on. Returns its number.
  @discardableResult
  func publish(
    _ delays: [Int], name: String = "All", severities: String = "null", rank: Int = 100,
    repeats: Int = 0, pause: Int = 300
  ) async throws -> Int64 {
    let steps = zip(delays, "abcdefgh").map { #"{"delay_seconds":\#($0),"tell":["\#($1)"]}"# }
    let answer = try await post(
      "/escalation/policies",
      json: """
        {"name":"\(name)","severities":\(severities),"rank":\(rank),"note":"A test",
          "steps":[\(steps.joined(separator: ","))],"repeats":\(repeats),"pause_seconds":\(pause)}
        """)
    #expect(answer.status == 201)
    return try #require(try answer.json()["version"] as? Int64)
  }

  /// The escalation of an incident.
  func escalation(of id: Int64) async throws -> EscalationDocument {
    try await get("/incidents/\(id)/escalation").read(EscalationDocument.self)
  }

  /// Makes the steps that are due.
  @discardableResult
  func advance() async throws -> Int { try await EscalationRunner(database).advance() }

  /// The incidents of a list.
  func incidents(_ query: String) async throws -> [Int64] {
    try await get("/incidents?limit=200&\(query)").read(PageDocument<IncidentDocument>.self).ids
  }
}
