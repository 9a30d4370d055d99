import DatabaseTesting
import Domain
import ServiceTesting
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

  @Test(arguments: TicketStatus.allCases)
  func `a status can become what the contract says, and nothing else`(
    from: TicketStatus
  ) async throws {
    let desk = await TestDesk.open()
    for next in TicketStatus.allCases {
      let id = try await desk.report("Printer", "Jams").id
      _ = try await desk.patch("/tickets/\(id)", #"{"status":"\#(from.rawValue)"}"#)
      let events = try await StoredEvent.all().count
      let answer = try await desk.patch(
        "/tickets/\(id)", #"{"status":"\#(next.rawValue)","title":"Moved"}"#)
      let now = try await desk.get("/tickets/\(id)").read(TicketDocument.self)
      if try #require(Self.legal[from]).contains(next) {
        #expect(answer.status == 200)
        #expect(now.status == next.rawValue)
        continue
      }
      #expect(answer.status == 409)
      let problem = try answer.problem
      #expect(problem.slug == "conflict")
      #expect(problem.detail == "A \(from.rawValue) ticket cannot become \(next.rawValue).")
      #expect(problem.statusNow == from.rawValue)
      #expect(now.status == from.rawValue)
      #expect(now.title == "Printer")
      #expect(try await StoredEvent.all().count == events)
    }
  }
}
