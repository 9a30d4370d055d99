import ServiceTesting
import Testing

/// Policies that are not valid. The service needs no database to refuse them.
struct BadEscalationPolicyTests {
  private static let steps = Array(repeating: #"{"delay_seconds":1,"tell":["a"]}"#, count: 21)
    .joined(separator: ",")

  @Test(arguments: [
    (
      "{}",
      [
        "#/name required: is missing", "#/steps required: is missing",
        "#/note required: is missing",
      ]
    ),
    (
      """
      {"name":" ","severities":["high","urgent"],"rank":-1,"repeats":10,"pause_seconds":0,
        "note":"","effective_from":"soon","step":1,
        "steps":[{"delay_seconds":-1,"tell":[]},{"delay_seconds":0,"tell":["Ops"],"to":"a"},1,{}]}
      """,
      [
        "#/name too_short: must not be empty",
        "#/severities/1 not_allowed: must be one of: high, medium, low",
        "#/rank out_of_range: must be from 0 to 32767",
        "#/steps/0/delay_seconds out_of_range: must be from 0 to 604800",
        "#/steps/0/tell too_short: must name somebody",
        "#/steps/1/delay_seconds out_of_range: must be from 1 to 604800",
        "#/steps/1/tell/0 invalid_format: must be made of the letters a to z, digits, and the "
          + "characters - _ . :",
        "#/steps/1/to unknown_field: is not known; the fields are: delay_seconds, tell",
        "#/steps/2 wrong_type: must be an object",
        "#/steps/3/delay_seconds required: is missing",
        "#/steps/3/tell required: is missing",
        "#/repeats out_of_range: must be from 0 to 9",
        "#/pause_seconds out_of_range: must be from 1 to 604800",
        "#/note too_short: must not be empty",
        "#/effective_from invalid_format: must be a time as in RFC 3339, such as "
          + "2026-11-23T15:09:38Z",
        "#/step unknown_field: is not known; the fields are: name, severities, rank, steps, "
          + "repeats, pause_seconds, note, effective_from",
      ]
    ),
    (
      #"{"name":"a","note":"b","steps":[\#(steps)],"severities":[]}"#,
      [
        "#/severities too_short: must name one, or be left out for any",
        "#/steps too_long: must have at most 20 elements, has 21",
      ]
    ),
    (
      #"{"name":"a","note":"b","steps":{}}"#, ["#/steps wrong_type: must be an array"]
    ),
  ])
  func `a policy that cannot be is refused with every mistake`(
    body: String, mistakes: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.post("/escalation/policies", json: body)
    #expect(answer.status == 422)
    #expect(try answer.problem.mistakes == mistakes)
  }

  @Test func `a version that is not a number is refused`() async throws {
    let answer = try await TestDesk.withoutDatabase.get("/escalation/policies/a")
    #expect(try answer.problem.mistakes == ["/version wrong_type: must be an integer"])
  }
}
