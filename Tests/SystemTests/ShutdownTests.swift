import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct ShutdownTests {
  @Test func `a service that is told to stop finishes what it has accepted, and takes no more`()
    async throws
  {
    let desk = try await Desk.start()
    // The client has at most eight connections to a host.
    let reports = try await TestDatabase.current.owner.transaction { holder in
      try await holder.execute("LOCK TABLE intake.tickets IN EXCLUSIVE MODE")
      var reports = [Task { try await desk.reportPhishing(0) }]
      #expect(try await eventually { try await DeskQueries.waitingForLocks() == 1 })
      reports += (1..<6).map { number in Task { try await desk.reportPhishing(number) } }
      #expect(
        try await eventually {
          try await Desk.get("/metrics", from: desk.tickets)
            .contains("firstline_intake_requests_waiting 5\n")
        })
      desk.tickets.tell(SIGTERM)
      #expect(await eventually { await !desk.tickets.answers() })
      return reports
    }
    for report in reports { _ = try await report.value }
    #expect(await desk.tickets.end() == 0)
    #expect(try await DeskQueries.ticketCount() == 6)
    await desk.incidents.end(by: SIGTERM)
  }

  @Test func `a client that does not finish its request does not hold up the end`() async throws {
    let desk = try await Desk.start()
    let client = try HalfRequest(to: desk.tickets)
    let begin = ContinuousClock.now
    desk.tickets.tell(SIGTERM)
    await desk.tickets.end()
    #expect(ContinuousClock.now - begin < .seconds(10))
    withExtendedLifetime(client) {}
    await desk.incidents.end(by: SIGTERM)
  }
}

/// A connection on which a request has been answered and half of another has been sent.
private struct HalfRequest {
  private let socket: PlainSocket

  init(to service: RunningProgram) throws {
    let text = """
      GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n\
      POST /tickets HTTP/1.1\r\nHost: x\r\nAuthorization: \(Caller.admin.authorization)\r\n\
      Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{
      """
    socket = try PlainSocket(port: service.port, request: text)
    // Both came together, so who has answered the first has read the second.
    var answer = [UInt8](repeating: 0, count: 4096)
    try #require(recv(socket.descriptor, &answer, answer.count, 0) > 0)
  }
}
