import DatabaseTesting
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@testable import TicketService

@Suite(.database) struct OutageTests {
  @Test func `a database that cannot be reached is a problem that passes`() async throws {
    let desk = TestDesk.withoutDatabase
    for answer in [
      try await desk.get("/tickets"), try await desk.get("/tickets/1"),
      try await desk.patch("/tickets/1", #"{"title":"a"}"#),
      try await desk.get("/tickets/1/comments"), try await desk.get("/tickets/1/incidents"),
      try await desk.get("/tickets/1/timeline"),
      try await desk.get("/events"),
      try await desk.post("/tickets/1/comments", #"{"visibility":"public","text":"a"}"#),
      try await desk.post("/tickets", #"{"title":"a","description":"d"}"#),
      try await desk.post(
        "/tickets", #"{"title":"a","description":"d"}"#, [.idempotencyKey: "k"]),
    ] {
      #expect(answer.status == 503)
      #expect(answer.headers[.retryAfter] == "1")
      #expect(try answer.problem.slug == "unavailable")
    }
  }

  @Test func `a database that goes away is a problem, and comes back by itself`() async throws {
    let database = TestDatabase.current
    let desk = TestDesk(
      Database(database.settings(role: "ticket_service"), patience: .milliseconds(10)))
    await desk.rules.follow()
    #expect(try await desk.get("/tickets").status == 200)
    try await limitConnections(to: 0)
    try await database.owner.execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND usename = 'ticket_service'
      """)
    for _ in 0..<3 {
      let answer = try await desk.post("/tickets", #"{"title":"a","description":"d"}"#)
      #expect(answer.status == 503)
      #expect(try answer.problem.slug == "unavailable")
    }
    try await limitConnections(to: -1)
    #expect(try await desk.report("Printer").id == 1)
  }

  /// Limits the connections of everybody but superusers; -1 is no limit.
  private func limitConnections(to limit: Int) async throws {
    let database = TestDatabase.current
    try await database.owner.execute(
      "ALTER DATABASE \(unsafe: database.name) CONNECTION LIMIT \(unsafe: String(limit))")
  }
}
