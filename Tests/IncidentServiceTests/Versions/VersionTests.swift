import DatabaseTesting
import Foundation
import HTTPTypes
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct VersionTests {
  /// Where versions are published, what can be, and of what it is a version.
  private static let kinds = [
    ("/resolution-policies", #"{"tickets":"keep","note":"a"}"#, "the resolution policy"),
    ("/escalation/policies", #"{"name":"a","steps":[],"note":"a"}"#, "an escalation policy"),
    ("/escalation/rules", #"{"name":"a","note":"a"}"#, "an escalation rule"),
    (
      "/sla/calendars",
      #"{"name":"a","zone":"UTC","windows":["mon 09:00-17:00"],"note":"a"}"#, "a calendar"
    ),
    ("/sla/policies", #"{"name":"a","subject":"ticket","calendar":1,"note":"a"}"#, "an SLA policy"),
  ]

  @Test(arguments: kinds)
  func `a version is found where the answer says`(
    path: String, draft: String, noun: String
  ) async throws {
    let desk = TestDesk()
    let published = try await desk.post(path, json: draft)
    #expect(published.status == 201)
    let version = try #require(try published.json()["version"] as? Int)
    #expect(published.headers[.location] == "\(path)/\(version)")
    #expect(try await desk.get("\(path)/\(version)").body == published.body)
  }

  @Test(arguments: kinds)
  func `a version that was never published is not found`(
    path: String, draft: String, noun: String
  ) async throws {
    let answer = try await TestDesk().get("\(path)/99")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no version 99 of \(noun).")
  }
}
