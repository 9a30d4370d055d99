import DatabaseTesting
import Foundation
import NIOHTTP1
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct EscalationTests {
  @Test func `a high ticket becomes an incident of the other program, with its trace`()
    async throws
  {
    let desk = try await Desk.start()
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let ticket = try await desk.reportPhishing(
      1, headers: ["traceparent": trace, "X-Request-Id": "monitor-17"])
    #expect(
      try await eventually {
        try await Desk.get("/incidents?ticket_id=\(ticket)", from: desk.incidents)
          .contains(#""title":"Phishing 1""#)
      })
    let timeline = try await Desk.get("/incidents/1/timeline", from: desk.incidents)
    #expect(timeline.contains("4bf92f3577b34da6a3ce929d0e0e4736"))
    #expect(timeline.contains(#""request_id":"monitor-17""#))
    await desk.stop()
  }

  @Test func `tickets that came while the incident service was dead become incidents, once each`()
    async throws
  {
    var desk = try await Desk.start()
    #expect(await desk.incidents.end(by: SIGKILL) == SIGKILL)
    try await desk.reportPhishing(0..<100)
    #expect(try await DeskQueries.incidentCount() == 0)
    desk.incidents = try await Desk.startIncidents()
    #expect(try await eventually { try await DeskQueries.relayCount() == 0 })
    #expect(try await DeskQueries.escalatedOnce() == 100)
    #expect(try await DeskQueries.incidentCount() == 100)
    await desk.stop()
  }

  @Test func `a listener whose session is ended again and again misses no ticket`() async throws {
    let desk = try await Desk.start()
    var ended = 0
    for round in 0..<10 {
      try await desk.reportPhishing(round * 10..<round * 10 + 5)
      ended += try await DeskQueries.terminate("incident-service-listener")
      try await desk.reportPhishing(round * 10 + 5..<round * 10 + 10)
    }
    #expect(ended > 0)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 100 })
    #expect(try await DeskQueries.incidentCount() == 100)
    await desk.stop()
  }

  @Test func `sessions of the pools that are ended cost nothing but a repeated request`()
    async throws
  {
    let desk = try await Desk.start()
    async let reports: Void = desk.reportPhishing(0..<200)
    for name in ["ticket-service", "incident-service", "ticket-service", "incident-service"] {
      #expect(try await eventually { try await DeskQueries.terminate(name) > 0 })
    }
    try await reports
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 200 })
    #expect(try await DeskQueries.ticketCount() == 200)
    #expect(try await DeskQueries.incidentCount() == 200)
    await desk.stop()
  }

  @Test func `a ticket service that is killed loses no ticket that it acknowledged`() async throws {
    var desk = try await Desk.start()
    try await desk.reportPhishing(0..<50)
    await desk.tickets.end(by: SIGKILL)
    desk = Desk(tickets: try await Desk.startTickets(), incidents: desk.incidents)
    // Whoever got no answer asks again under the same key; nobody gets a second ticket.
    try await desk.reportPhishing(0..<100)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 100 })
    #expect(try await DeskQueries.ticketCount() == 100)
    await desk.stop()
  }

  @Test func `several incident services side by side open one incident for each ticket`()
    async throws
  {
    let desk = try await Desk.start()
    let second = try await Desk.startIncidents()
    let third = try await Desk.startIncidents()
    try await desk.reportPhishing(0..<300)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 300 })
    #expect(try await DeskQueries.incidentCount() == 300)
    for service in [second, third] { await service.end(by: SIGTERM) }
    await desk.stop()
  }

  @Test func `tickets are resolved with their incident, also when their service was dead`()
    async throws
  {
    var desk = try await Desk.start()
    try await desk.reportPhishing(0..<2)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 2 })
    try await desk.resolveWithTickets(1)
    #expect(try await eventually { try await DeskQueries.resolvedTicketCount() == 1 })
    #expect(await desk.tickets.end(by: SIGKILL) == SIGKILL)
    try await desk.resolveWithTickets(2)
    #expect(try await DeskQueries.resolvedTicketCount() == 1)
    desk = Desk(tickets: try await Desk.startTickets(), incidents: desk.incidents)
    #expect(try await eventually { try await DeskQueries.resolvedTicketCount() == 2 })
    await desk.stop()
  }

  @Test func `an incident service that hears nothing finds its work by the timer`() async throws {
    let nowhere = "postgresql:///nowhere?host=/nonexistent"
    let desk = try await Desk.start(["LISTEN_DATABASE_URL": nowhere, "SWEEP_INTERVAL": "0.1"])
    try await desk.reportPhishing(0..<20)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 20 })
    let metrics = try await Desk.get("/metrics", from: desk.incidents)
    #expect(metrics.contains(#"firstline_listener_mode{mode="disconnected"} 1"#))
    #expect(metrics.contains("firstline_escalations_found_by_sweep_total 20\n"))
    let health = try await Desk.get("/health/ready", from: desk.incidents)
    #expect(health.contains(#""listener":{"status":"degraded""#))
    await desk.stop()
  }

  @Test func `both programs follow a ruleset that is published while they run`() async throws {
    let desk = try await Desk.start()
    try await DeskQueries.publishTamerRuleset()
    for service in [desk.tickets, desk.incidents] {
      #expect(
        try await eventually {
          try await Desk.get("/metrics", from: service).contains("firstline_ruleset_version 2")
        })
    }
    try await desk.reportPhishing(0..<5)
    #expect(try await DeskQueries.relayCount() == 0)
    #expect(try await DeskQueries.incidentCount() == 0)
    await desk.stop()
  }
}
