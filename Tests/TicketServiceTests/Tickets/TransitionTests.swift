import DatabaseTesting
import Domain
import Testing

@Suite(.database) struct TransitionTests {
  /// From each status, the ones that it can become.
  private static let legal: [TicketStatus: Set<TicketStatus>] = [
    .open: [.open, .inProgress, .waiting, .resolved, .closed],
    .inProgress: [.open, .inProgress, .waiting, .resolved, .closed],
    .waiting: [.open, .inProgress, .waiting, .resolved, .closed],
    .resolved: [.open, .inProgress, .resolved, .closed],
    .closed: [.closed],
  ]

  @Test(arguments: TicketStatus.allCases, TicketStatus.allCases)
  func `a status can become what the contract says`(
    from: TicketStatus, to: TicketStatus
  ) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams")
    _ = try await desk.patch("/tickets/1", #"{"status":"\#(from.rawValue)"}"#)
    let events = try await StoredEvent.all().count
    let answer = try await desk.patch(
      "/tickets/1", #"{"status":"\#(to.rawValue)","title":"Moved"}"#)
    let now = try await desk.get("/tickets/1").read(TicketDocument.self)
    if try #require(Self.legal[from]).contains(to) {
      #expect(answer.status == 200)
      #expect(now.status == to.rawValue)
      return
    }
    #expect(answer.status == 409)
    let problem = try answer.problem
    #expect(problem.slug == "conflict")
    #expect(problem.detail == "A \(from.rawValue) ticket cannot become \(to.rawValue).")
    #expect(problem.statusNow == from.rawValue)
    #expect(now.status == from.rawValue)
    #expect(now.title == "Printer")
    #expect(try await StoredEvent.all().count == events)
  }
}
