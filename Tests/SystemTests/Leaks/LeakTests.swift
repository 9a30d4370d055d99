import DatabaseTesting
import Foundation
import Testing
import WebhookReceiver

/// That what people write, and what must stay secret, is told to nobody who does not ask for it.
@Suite(.database, .timeLimit(.minutes(3))) struct LeakTests {
  /// A receiver that takes no message, and whose keys are none.
  private static func refuse(_ post: ReceivedPost, _ count: Int) -> ReceiverReply {
    .answer(
      post.path == "/keys" ? 200 : 500, headers: ["Retry-After": Canary.answer.text],
      body: #"{"keys": "\#(Canary.answer.text)"}"#)
  }

  @Test func `no text of a ticket, token, secret or password is in a log, a metric or an error`()
    async throws
  {
    try await Receiver.run(Self.refuse) { receiver in
      var desk = try await LeakDesk.start(keys: receiver.url("/keys"))
      try await desk.work(hooks: receiver.url("/\(Canary.hook.text)"))
      try await desk.askForWhatIsWrong()
      try await desk.askAsSomebodyElse()
      for obstacle in [LeakQueries.Obstacle.privilege, .row, .value] {
        try await LeakQueries.with(obstacle) { try await desk.writeInVain(500) }
      }
      try await LeakQueries.with(.incidentRow) { try await desk.escalateInVain() }
      try await LeakQueries.withClosedDatabase { try await desk.writeInVain(503) }
      let incidents = desk.incidents
      #expect(try await eventually { try incidents.logged.contains("a delivery failed") })
      for sighting in try await desk.sightings() { Issue.record("\(sighting)") }
      #expect(
        Set(desk.refusals.map(\.status))
          == [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503])
      for service in [desk.tickets, desk.incidents] {
        let log = try service.logged
        for line in ["trace", "listening", "request failed", "request"] {
          #expect(log.contains("\"\(line)\""), "\(line)")
        }
      }
      await desk.stop()
    }
  }

  @Test(arguments: ["ticket-service", "incident-service"])
  func `a program that finds no database says where it looked, and not by which password`(
    program: String
  ) async throws {
    let password = Canary.password.text
    let service = try await RunningProgram.start(
      program,
      ["DATABASE_URL": "postgresql://desk:\(password)@localhost:1/desk", "LOG_LEVEL": "trace"])
    let readiness = try await Desk.get("/health/ready", from: service)
    let metrics = try await Desk.get("/metrics", from: service)
    let log = try service.logged
    await service.end(by: SIGTERM)
    #expect(log.contains("desk@localhost:1/desk"))
    for text in [readiness, metrics, log] { #expect(!text.contains(password)) }
    let (status, output, errors) = try await RunningProgram.run(
      program, [], ["DATABASE_URL": "postgres//desk:\(password)@localhost:1/desk"])
    #expect(status == 78)
    #expect(!output.contains(password) && !errors.contains(password))
  }

  @Test(arguments: [["verify"], ["audit", "verify"], ["token", "list"], ["migrate"]])
  func `the command line does not show the password either`(command: [String]) async throws {
    for host in ["host=/nowhere", ""] {
      let url = TestDatabase.current.url() + "&password=\(Canary.password.text)&\(host)"
      let (_, output, errors) = try await RunningProgram.run(
        "firstline", command, ["DATABASE_URL": url])
      #expect(!(output + errors).isEmpty)
      #expect(!(output + errors).contains(Canary.password.text))
    }
  }
}
