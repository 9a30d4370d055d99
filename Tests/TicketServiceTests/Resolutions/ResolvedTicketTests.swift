import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing

@testable import TicketService

/// What the ticket service does when an incident is resolved with its tickets.
@Suite(.database) struct ResolvedTicketTests {
  /// Queues tickets, as the incident service does.
  private func queue(_ tickets: ClosedRange<Int64>, incident: Int64 = 7) async throws {
    try await TestDatabase.current.connect(as: "incident_service").execute(
      """
      INSERT INTO relay.resolutions (ticket_id, incident_id, actor, request_id)
      SELECT id, \(incident), 'ann', 'r-1'
      FROM generate_series(\(tickets.lowerBound), \(tickets.upperBound)) AS id
      """)
  }

  private func sweeper(_ desk: TestDesk) -> ResolutionSweeper {
    ResolutionSweeper(
      database: desk.database, interval: .seconds(3_600), resolve: ResolvedTicketQueries.resolve)
  }

  private func waiting() async throws -> Int {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM relay.resolutions") ?? -1
  }

  @Test(arguments: [
    (TicketStatus.open, "resolved"), (.inProgress, "resolved"), (.waiting, "resolved"),
    (.resolved, "resolved"), (.closed, "closed"),
  ])
  func `a ticket that can become resolved does, with one event in the resolver's name`(
    status: TicketStatus, then: String
  ) async throws {
    let desk = await TestDesk.open()
    try await StoredTicket.insert([StoredTicket(status: status)])
    try await queue(1...1)
    #expect(try await sweeper(desk).sweep() == 1)
    #expect(try await waiting() == 0)
    let answer = try await desk.get("/tickets/1")
    #expect(try answer.json()["status"] as? String == then)
    let events = try await StoredEvent.all()
    guard then == "resolved", status != .resolved else {
      #expect(events.isEmpty)
      #expect(answer.headers[.eTag] == "\"1\"")
      return
    }
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(events.map(\.kind) == ["ticket.changed"])
    #expect(events.first?.actor == "ann")
    #expect(events.first?.requestID == "r-1")
    #expect(events.first?.before == #"{"status": "\#(status.rawValue)"}"#)
    #expect(events.first?.after == #"{"status": "resolved", "incident_id": 7}"#)
  }

  @Test func `a ticket that is there twice has one event, and one that is nowhere none`()
    async throws
  {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer")
    try await queue(1...1)
    try await queue(1...2, incident: 8)
    #expect(try await sweeper(desk).sweep() == 3)
    #expect(try await StoredEvent.all().map(\.kind) == ["ticket.created", "ticket.changed"])
    #expect(try await waiting() == 0)
  }

  @Test func `several sweepers side by side resolve each ticket once`() async throws {
    let desk = await TestDesk.open()
    try await StoredTicket.insert(Array(repeating: StoredTicket(), count: 2_000))
    try await queue(1...2_000)
    let taken = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 { group.addTask { try await sweeper(desk).sweep() } }
      return try await group.reduce(0, +)
    }
    #expect(taken <= 2_000)
    _ = try await sweeper(desk).sweep()
    #expect(try await waiting() == 0)
    let events = try await StoredEvent.all()
    #expect(events.count == 2_000)
    #expect(Set(events.map(\.ticketID)).count == 2_000)
  }
}
