import AsyncHTTPClient
import DatabaseTesting
import Domain
import Foundation
import Testing

/// The audit of both programs together.
@Suite(.database, .timeLimit(.minutes(3))) struct AuditTests {
  /// Has a ticket become an incident, and both go their ways.
  private func work(_ desk: Desk) async throws {
    let ticket = try await desk.reportPhishing(0)
    #expect(try await eventually { try await DeskQueries.incidentCount() == 1 })
    let comment = #"{"text": "On it", "visibility": "internal"}"#
    try await Desk.post("/tickets/\(ticket)/comments", comment, to: desk.tickets)
    try await Desk.patch("/tickets/\(ticket)", #"{"priority": "medium"}"#, to: desk.tickets)
    try await Desk.post("/incidents/1/acknowledge", to: desk.incidents)
    try await Desk.post("/incidents/1/notes", #"{"note": "Seen"}"#, to: desk.incidents)
    try await desk.resolveWithTickets(1)
    #expect(try await eventually { try await DeskQueries.resolvedTicketCount() == 1 })
  }

  @Test func `every event says from where it was asked for, also behind the hand-off`()
    async throws
  {
    let desk = try await Desk.start()
    try await work(desk)
    await desk.stop()
    let addresses = try await AuditTestQueries.addresses()
    #expect(addresses.count == 8)
    #expect(Set(addresses) == ["127.0.0.1"])
  }

  @Test func `the log has the seal by which the ledger is verified`() async throws {
    let desk = try await Desk.start()
    try await work(desk)
    #expect(
      try await eventually(within: .seconds(30)) { try await AuditTestQueries.unsealed() == 0 })
    desk.incidents.tell(SIGTERM)
    #expect(try await eventually { try desk.incidents.logged.contains("stopped") })
    let log = try desk.incidents.logged
    let seal = try #require(log.matches(of: /"seal":"([0-9]+:[0-9a-f]{64})"/).last?.1)
    await desk.stop()
    let (status, output, errors) = try await RunningProgram.run(
      "firstline", ["audit", "verify", "--seal", String(seal)],
      ["DATABASE_URL": TestDatabase.current.url(role: "incident_service")])
    #expect(status == 0, "\(output)\(errors)")
    #expect(output.contains("8 events sealed; the latest seal is \(seal); 0 findings"))
  }
}
