import DatabaseTesting
import HTTPTypes
import ServiceTesting
import Testing
import Web

@Suite(.database) struct SharedTicketCommitTests {
  @Test func `tickets that come at the same time share commits and are all stored`() async throws {
    let desk = await TestDesk.open()
    let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
      for number in 0..<300 {
        group.addTask { try await desk.report("Phishing \(number)").id }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(ids.count == 300)
    let stored = try #require(try await StoredCommits.all())
    #expect(stored.tickets == 300)
    #expect(stored.escalations == 300)
    #expect(stored.commits < 300)
  }

  @Test func `a ticket keeps the request that brought it, also in company`() async throws {
    let desk = await TestDesk.open()
    let requests = try await withThrowingTaskGroup(of: (Int64, String).self) { group in
      for number in 0..<50 {
        group.addTask {
          let request = "request-\(number)"
          let ticket = try await desk.report(
            "Printer \(number)", "It smokes", [.requestID: request])
          return (ticket.id, request)
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let events = try await StoredEvent.all()
    #expect(events.count == 50)
    for event in events { #expect(event.requestID == requests[event.ticketID]) }
  }
}
