import DatabaseTesting
import Foundation
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct ProgramTests {
  @Test(arguments: ["ticket-service", "incident-service"])
  func `a wrong setting ends the program with one line that names every fault`(
    program: String
  ) async throws {
    let (status, output, errors) = try await RunningProgram.run(
      program, ["--log-level=loud"], ["PORT": "abc"])
    #expect(status == 78)
    #expect(output == "")
    #expect(errors.split(separator: "\n").count == 1)
    for name in ["PORT", "LOG_LEVEL", "DATABASE_URL"] { #expect(errors.contains(name)) }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal to stop ends both programs with status 0`(signal: Int32) async throws {
    let desk = try await Desk.start()
    try await desk.reportPhishing(0..<3)
    #expect(await desk.tickets.end(by: signal) == 0)
    #expect(await desk.incidents.end(by: signal) == 0)
  }

  @Test func `no password is in the log`() async throws {
    let secret = "s3cr3t-of-the-test"
    let url = TestDatabase.current.url(role: "ticket_service") + "&password=\(secret)"
    let service = try await RunningProgram.start("ticket-service", ["DATABASE_URL": url])
    _ = try await Desk.get("/health/ready", from: service)
    let log = try service.logged
    await service.end(by: SIGTERM)
    #expect(log.contains("listening"))
    #expect(!log.contains(secret))
  }

  @Test func `an import is verified, and importing again makes nothing twice`() async throws {
    let desk = try await Desk.start()
    let file = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID()).csv")
    var csv = "title,body\n"
    for number in 0..<200 {
      csv += "\"Row \(number)\",\"\(number % 10 == 0 ? "Malware found" : "No, \"\"really\"\"")\"\n"
    }
    try csv.write(to: file, atomically: true, encoding: .utf8)
    for _ in 0..<2 {
      let (status, output, errors) = try await RunningProgram.run(
        "firstline", ["import", file.path(), "--to", desk.tickets.url],
        ["FIRSTLINE_TOKEN": Caller.admin.token])
      #expect(status == 0, "\(output)\(errors)")
    }
    #expect(try await DeskQueries.ticketCount() == 200)
    #expect(try await eventually { try await DeskQueries.escalatedOnce() == 20 })
    let (status, report, _) = try await RunningProgram.run(
      "firstline", ["verify", "--grace", "0"], ["DATABASE_URL": TestDatabase.current.url()])
    #expect(status == 0, "\(report)")
    #expect(report.contains(" 0 violations"))
    await desk.stop()
    try FileManager.default.removeItem(at: file)
  }
}
