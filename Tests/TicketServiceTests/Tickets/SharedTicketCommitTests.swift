import DatabaseTesting
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Synchronization
import Testing
import Web

@testable import TicketService

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

  @Test func `a ticket that the database refuses fails alone`() async throws {
    let desk = await TestDesk.open()
    try await TestDatabase.current.owner.execute(
      #"ALTER TABLE intake.tickets ADD CONSTRAINT "no bananas" CHECK (title <> 'Banana')"#)
    let statuses = try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
      for number in 0..<40 {
        group.addTask {
          let isBad = number % 10 == 3
          let title = isBad ? "Banana" : "Phishing \(number)"
          let draft = #"{"title":"\#(title)","description":"Look"}"#
          return (isBad, try await desk.post("/tickets", draft).status)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for (isBad, status) in statuses { #expect(status == (isBad ? 500 : 201)) }
    let stored = try #require(try await StoredCommits.all())
    #expect(stored.tickets == 36)
    #expect(stored.escalations == 36)
  }

  @Test func `beyond the line a request is refused at once, and the line is served after it`()
    async throws
  {
    var settings = TestDatabase.current.settings(role: "ticket_service")
    settings.statementTimeout = .seconds(60)
    let desk = TestDesk(Database(settings))
    await desk.rules.follow()
    let (stored, refused) = (Count(), Count())
    let requests = try await TestDatabase.current.owner.transaction { holder in
      try await holder.execute("LOCK TABLE intake.tickets IN EXCLUSIVE MODE")
      // The line has room for 2,000 behind two batches of at most 200.
      let requests = (0..<2_500).map { _ in
        Task {
          let answer = try await desk.post("/tickets", #"{"title":"a","description":"d"}"#)
          if answer.status == 201 { return stored.up() }
          #expect(answer.status == 503)
          #expect(answer.headers[.retryAfter] == "1")
          #expect(try answer.problem.detail == "The service is too busy; nothing was changed.")
          refused.up()
        }
      }
      #expect(await eventually(within: .seconds(60)) { refused.now >= 100 })
      #expect(stored.now == 0)
      return requests
    }
    for request in requests { try await request.value }
    #expect(stored.now + refused.now == 2_500)
    #expect(stored.now >= 2_000)
    let commits = try #require(try await StoredCommits.all())
    #expect(commits.tickets == stored.now)
  }

  /// Counts, from several tasks.
  private final class Count: Sendable {
    private let value = Atomic(0)
    var now: Int { value.load(ordering: .relaxed) }
    func up() { value.add(1, ordering: .relaxed) }
  }
}
