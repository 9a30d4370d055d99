import DatabaseTesting
import Foundation
import NIOHTTP1
import ServiceTesting

extension Desk {
  /// Runs `body` with both programs behind the pooler, ready for requests; they end, whatever
  /// happens.
  ///
  /// - Parameter more: What the incident service is told besides.
  static func with(
    _ pooler: Pooler, _ more: [String: String] = [:], _ body: (Desk) async throws -> Void
  ) async throws {
    try await Caller.admin.enrol(in: TestDatabase.current.owner)
    let tickets = try await RunningProgram.start(
      "ticket-service", ["DATABASE_URL": pooler.url(role: "ticket_service")])
    do {
      let url = pooler.url(role: "incident_service")
      let incidents = try await RunningProgram.start(
        "incident-service", ["DATABASE_URL": url].merging(more) { $1 })
      do {
        for service in [tickets, incidents] { try await waitUntilReady(service) }
        try await body(Desk(tickets: tickets, incidents: incidents))
      } catch {
        await incidents.end(by: SIGKILL)
        throw error
      }
      await incidents.end(by: SIGTERM)
    } catch {
      await tickets.end(by: SIGKILL)
      throw error
    }
    await tickets.end(by: SIGTERM)
  }

  private static func waitUntilReady(_ service: RunningProgram) async throws {
    let isReady = try await eventually(within: .seconds(30)) {
      try await Answer.to(.GET, "/health/ready", at: service).status == 200
    }
    if !isReady { throw RunningProgram.DidNotStart(log: try service.logged) }
  }

  /// Runs `body` with a ticket service that needs no pooler, on the same database.
  static func withDirectTickets(_ body: (RunningProgram) async throws -> Void) async throws {
    let tickets = try await startTickets()
    do {
      try await body(tickets)
    } catch {
      await tickets.end(by: SIGKILL)
      throw error
    }
    await tickets.end(by: SIGTERM)
  }

  /// Whether the incident service has this line in its metrics.
  func shows(_ metric: String) async throws -> Bool {
    try await Desk.get("/metrics", from: incidents).split(separator: "\n").contains(metric[...])
  }
}
