import DatabaseTesting
import Foundation
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct FeedTests {
  /// Whether the service counts so many open streams.
  private func has(_ count: Int, _ service: RunningProgram) async throws -> Bool {
    try await eventually(within: .seconds(30)) {
      try await Desk.get("/metrics", from: service)
        .contains("firstline_feed_subscribers \(count)\n")
    }
  }

  @Test(.crowded) func `a thousand follow ten thousand events, and nobody misses or repeats one`()
    async throws
  {
    let service = try await Desk.startTickets()
    let port = try service.port
    let report = try await withThrowingTaskGroup(of: Audience.Report?.self) { group in
      group.addTask {
        try await withCheckedThrowingContinuation { continuation in
          Thread.detachNewThread {
            continuation.resume(
              with: Result {
                try Audience(port: port, count: 1_000).listen(to: 10_000, within: .seconds(120))
              })
          }
        }
      }
      group.addTask {
        _ = try await has(1_000, service)
        try await FeedSystemQueries.write(10_000, writers: 4, each: 50, seconds: 6)
        return nil
      }
      return try await group.reduce(nil) { $0 ?? $1 }
    }
    let result = try #require(report)
    #expect(result.numbers.count == 10_000)
    #expect(result.numbers == (try await FeedSystemQueries.numbers()))
    #expect(result.numbers != result.numbers.sorted())
    #expect(result.wrong == 0)
    #expect(result.complete == 1_000)
    #expect(result.cuts >= 6)
    await service.end(by: SIGTERM)
  }

  @Test(.crowded) func `a thousand who wait cost no more queries than one`() async throws {
    let service = try await Desk.startTickets()
    let port = try service.port
    let readers = try (0..<1_000).map { _ in try EventReader(port: port, "/events?after=0-0") }
    #expect(try await has(1_000, service))
    // Counted when a session has been quiet for a second, or has worked for one.
    try await FeedSystemQueries.pass(seconds: 3)
    let before = try await FeedSystemQueries.looks()
    try await FeedSystemQueries.pass(seconds: 3)
    let looks = try await FeedSystemQueries.looks() - before
    #expect(1...40 ~= looks)
    #expect(readers.allSatisfy { !$0.isClosed })
    await service.end(by: SIGTERM)
  }

  @Test(arguments: [true, false])
  func `streams end when the service is told to stop, and go on with the other one`(
    isOfTickets: Bool
  ) async throws {
    let desk = try await Desk.start()
    let (ending, staying) =
      isOfTickets ? (desk.tickets, desk.incidents) : (desk.incidents, desk.tickets)
    let id = try await desk.reportPhishing(1)
    let readers = try (0..<50).map { _ in try EventReader(port: ending.port) }
    // Who does not read must not hold up the end either.
    let deaf = try EventReader(port: ending.port)
    for reader in readers { #expect(await eventually { reader.events.count == 2 }) }
    #expect(readers[0].events.map(\.kind) == ["ticket.created", "incident.opened"])
    #expect(readers[0].events.allSatisfy { $0.data.contains("\"ticket_id\":\(id),") })
    let begin = ContinuousClock.now
    #expect(await ending.end(by: SIGTERM) == 0)
    #expect(ContinuousClock.now - begin < .seconds(6))
    for reader in readers {
      #expect(await eventually { reader.isClosed })
      #expect(reader.isComplete)
    }
    let next = try EventReader(
      port: staying.port, lastEventID: readers[0].events[0].id)
    #expect(await eventually { next.events.count == 1 })
    #expect(next.events == [readers[0].events[1]])
    #expect(deaf.events.count == 2)
    await staying.end(by: SIGTERM)
  }
}
