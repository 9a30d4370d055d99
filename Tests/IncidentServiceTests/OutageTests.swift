import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct OutageTests {
  @Test func `a database that cannot be reached is a problem that passes`() async throws {
    let desk = TestDesk.withoutDatabase
    for answer in [
      try await desk.get("/incidents"), try await desk.get("/incidents/1"),
      try await desk.get("/incidents/1/timeline"), try await desk.post("/incidents/1"),
      try await desk.get("/events"),
      try await desk.post("/incidents/1", [.idempotencyKey: "k"]),
      try await desk.post("/incidents/1/acknowledge"),
      try await desk.post("/incidents/1/resolve"), try await desk.post("/incidents/1/reopen"),
      try await desk.post("/incidents/1/assign", json: #"{"assignee":null}"#),
      try await desk.post("/incidents/1/merge", json: #"{"into":2}"#),
      try await desk.post("/incidents/1/links", json: #"{"incident_id":2}"#),
      try await desk.get("/incidents/1/links"), try await desk.ask(.delete, "/incidents/1/links/2"),
      try await desk.get("/incidents/1/tickets"), try await desk.get("/resolution-policies"),
      try await desk.post("/resolution-policies", json: #"{"tickets":"keep","note":"a"}"#),
      try await desk.post("/incidents/1/notes", json: #"{"note":"a"}"#),
      try await desk.patch("/incidents/1", json: #"{"status":"closed"}"#),
    ] {
      #expect(answer.status == 503)
      #expect(answer.headers[.retryAfter] == "1")
      #expect(try answer.problem.slug == "unavailable")
    }
  }

  @Test func `a database that goes away is a problem, and comes back by itself`() async throws {
    let database = TestDatabase.current
    let desk = TestDesk(
      Database(database.settings(role: "incident_service"), patience: .milliseconds(10)))
    try await StoredTicket.insert(1...1)
    #expect(try await desk.get("/incidents").status == 200)
    try await limitConnections(to: 0)
    try await database.owner.execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND usename = 'incident_service'
      """)
    for _ in 0..<3 {
      let answer = try await desk.post("/incidents/1")
      #expect(answer.status == 503)
      #expect(try answer.problem.slug == "unavailable")
    }
    try await limitConnections(to: -1)
    #expect(try await desk.post("/incidents/1").status == 201)
  }

  /// Limits the connections of everybody but superusers; -1 is no limit.
  private func limitConnections(to limit: Int) async throws {
    let database = TestDatabase.current
    try await database.owner.execute(
      "ALTER DATABASE \(unsafe: database.name) CONNECTION LIMIT \(unsafe: String(limit))")
  }
}
