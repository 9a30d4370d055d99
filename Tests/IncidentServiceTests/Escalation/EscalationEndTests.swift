import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

/// What ends an escalation, what begins another one, and what does neither.
@Suite(.database, .timeLimit(.minutes(2))) struct EscalationEndTests {
  private let desk = TestDesk()

  private func expectStopped(
    _ id: Int64 = 1, by reason: String, after steps: [String] = []
  ) async throws {
    let run = try await desk.escalation(of: id)
    #expect(run.state == "stopped")
    #expect(run.endedBy == reason)
    #expect(run.endedAt != nil)
    #expect(run.dueAt == nil)
    #expect(run.steps == steps)
    try await TestDatabase.current.fastForward(seconds: 100_000)
    try await desk.advance()
    #expect(try await desk.escalation(of: id).steps == steps)
  }

  @Test(arguments: [("acknowledge", "acknowledged"), ("resolve", "resolved")])
  func `who acknowledges or resolves an incident stops it`(
    verb: String, reason: String
  ) async throws {
    try await desk.publish([0, 60])
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 1)
    try await desk.advance()
    #expect(try await desk.post("/incidents/1/\(verb)").status == 200)
    #expect(try await desk.incidents("escalation=running") == [])
    try await expectStopped(by: reason, after: ["1.1 a"])
  }

  @Test func `what fails to acknowledge stops nothing`() async throws {
    try await desk.publish([60])
    try await desk.openIncidents(1...1)
    #expect(try await desk.post("/incidents/1/acknowledge", [.ifMatch: "\"7\""]).status == 412)
    #expect(try await desk.escalation(of: 1).state == "running")
  }

  @Test func `a merge stops it, and the survivor goes on`() async throws {
    try await desk.publish([60])
    try await desk.openIncidents(1...2)
    #expect(try await desk.merge(2, into: 1).status == 200)
    #expect(try await desk.escalation(of: 1).state == "running")
    try await expectStopped(2, by: "merged")
    #expect(try await desk.escalation(of: 1).steps == ["1.1 a"])
  }

  @Test func `a survivor that is acknowledged by the merge is stopped, too`() async throws {
    try await desk.publish([60])
    try await desk.openIncidents(1...2)
    try await desk.lead(2, to: "acknowledged")
    #expect(try await desk.merge(2, into: 1).status == 200)
    try await expectStopped(1, by: "acknowledged")
    try await expectStopped(2, by: "acknowledged")
  }

  @Test func `what is reopened begins again, by the policy of now`() async throws {
    let first = try await desk.publish([0, 60])
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 1)
    try await desk.advance()
    try await desk.lead(1, to: "resolved")
    let second = try await desk.publish([10])
    #expect(try await desk.escalation(of: 1).policy == first)
    #expect(try await desk.post("/incidents/1/reopen").status == 200)
    let run = try await desk.escalation(of: 1)
    #expect(run.policy == second)
    #expect(run.state == "running")
    #expect(run.step == 1)
    #expect(run.steps == [])
    try await TestDatabase.current.fastForward(seconds: 60)
    #expect(try await desk.advance() == 1)
    #expect(try await desk.escalation(of: 1).steps == ["1.1 a"])
    #expect(
      try await desk.timeline(of: 1).map(\.kind) == [
        "incident.opened", "incident.escalated", "incident.resolved", "incident.reopened",
        "incident.escalated",
      ])
  }

  @Test func `a new version and another severity leave a run as it is`() async throws {
    let policy = try await desk.publish([60, 60], severities: #"["high"]"#)
    try await desk.openIncidents(1...1)
    try await desk.publish([1], severities: #"["high"]"#)
    try await desk.publish([1], name: "Low", severities: #"["low"]"#)
    let change = #"{"severity":"low","reason":"One office only"}"#
    #expect(try await desk.patch("/incidents/1", json: change).status == 200)
    try await TestDatabase.current.fastForward(seconds: 61)
    #expect(try await desk.advance() == 1)
    let run = try await desk.escalation(of: 1)
    #expect(run.policy == policy)
    #expect(run.step == 2)
  }

  @Test func `an incident for which there is no policy has no escalation`() async throws {
    try await desk.openIncidents(1...1)
    let answer = try await desk.get("/incidents/1/escalation")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no escalation of incident 1.")
    let unknown = try await desk.get("/incidents/7/escalation")
    #expect(try unknown.problem.detail == "There is no incident 7.")
  }

  @Test func `an incident that everybody was told about in vain is so until somebody acts`()
    async throws
  {
    try await desk.publish([0], pause: 1)
    try await desk.openIncidents(1...3)
    try await TestDatabase.current.fastForward(seconds: 10)
    #expect(try await desk.advance() == 6)
    #expect(try await desk.incidents("escalation=exhausted") == [3, 2, 1])
    #expect(try await desk.incidents("escalation=exhausted&status=resolved") == [])
    try await desk.lead(1, to: "acknowledged")
    try await desk.lead(2, to: "resolved")
    #expect(try await desk.incidents("escalation=exhausted") == [3])
    #expect(try await desk.escalation(of: 1).state == "exhausted")
    _ = try await desk.post("/incidents/2/reopen")
    #expect(try await desk.incidents("escalation=exhausted") == [3])
    #expect(try await desk.incidents("escalation=running") == [2])
  }

  @Test func `each incident of a storm has its run, and one whose ticket had one gets none`()
    async throws
  {
    try await desk.publish([60])
    try await desk.openIncidents(1...1)
    try await StoredTicket.insert(2...700)
    try await StoredTicket.queue(Array(1...700))
    try await StoredTicket.queue(Array(1...700))
    try await desk.sweep()
    let runs: [Int64] = try await TestDatabase.current.owner.values(
      """
      SELECT incident_id
      FROM response.escalation_runs
      WHERE number = 1
        AND due_at = started_at + interval '1 minute'
      ORDER BY incident_id
      """)
    let incidents: [Int64] = try await TestDatabase.current.owner.values(
      "SELECT id FROM response.incidents ORDER BY id")
    #expect(incidents.count == 700)
    #expect(runs == incidents)
  }

  @Test func `who acknowledges while a step is made comes after it, and stops the next`()
    async throws
  {
    try await desk.publish([0, 60])
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 1)
    let acknowledgement: Task<Int, any Error> = try await desk.database.transaction {
      transaction async throws in
      #expect(try await EscalationRunQueries.advance(limit: 9, transaction) == [1])
      let task = Task { try await desk.post("/incidents/1/acknowledge").status }
      #expect(try await eventually { try await waiting() == 1 })
      return task
    }
    #expect(try await acknowledgement.value == 200)
    #expect(
      try await desk.timeline(of: 1).map(\.kind) == [
        "incident.opened", "incident.escalated", "incident.acknowledged",
      ])
    try await expectStopped(by: "acknowledged", after: ["1.1 a"])
  }

  @Test func `who acknowledges while it is reopened stops what that began`() async throws {
    try await desk.publish([60])
    try await desk.openIncidents(1...1)
    try await desk.lead(1, to: "resolved")
    let acknowledgement: Task<Int, any Error> = try await desk.database.transaction {
      transaction async throws in
      _ = try await IncidentDesk().make(
        .reopen, of: 1, if: nil, Origin(actor: "ann"), transaction)
      let task = Task { try await desk.post("/incidents/1/acknowledge").status }
      #expect(try await eventually { try await waiting() == 1 })
      return task
    }
    #expect(try await acknowledgement.value == 200)
    try await expectStopped(by: "acknowledged")
  }

  /// How many sessions wait for a lock.
  private func waiting() async throws -> Int? {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND wait_event_type = 'Lock'
      """)
  }
}
