import Access
import AsyncHTTPClient
import Dispatch
import Domain
import Postgres
import Relay

/// One run of `firstline demo`: the clock, the services, everything that people do, and Ctrl-C.
struct DemoRun: Sendable {
  /// How a run ended.
  enum Ending: Sendable {
    case finished(DemoSummary)
    case stopped(any Error)
    case interrupted(signal: Int32)
  }

  let plan: DemoPlan
  let services: DemoServices
  let http: HTTPClient
  let owner: Connection

  private let book = DemoBook()
  private let start = ContinuousClock.now

  /// How long anybody waits for what should happen soon. Less than the clock would wait for us.
  private static let patience = Duration.seconds(20)

  init(plan: DemoPlan, services: DemoServices, http: HTTPClient, owner: Connection) {
    self.plan = plan
    self.services = services
    self.http = http
    self.owner = owner
  }

  /// Runs it; whatever happens, the clock is right again.
  func ending() async -> Ending {
    let ending = await withTaskGroup(of: Ending?.self) { group in
      group.addTask { await self.perform() }
      group.addTask { await Interruption.wait().map { .interrupted(signal: $0) } }
      if Terminal.isThere { group.addTask { await self.showProgress() } }
      let first = await group.next() ?? nil
      group.cancelAll()
      await group.waitForAll()
      return first
    }
    if Terminal.isThere { Terminal.redraw("") }
    return ending ?? .stopped(CancellationError())
  }

  /// Shows the line until the task is cancelled.
  private func showProgress() async -> Ending? {
    await Terminal.keepRedrawing { book.progress?.line(width: Terminal.width) }
    return nil
  }

  private func perform() async -> Ending {
    do {
      try await checkDatabase()
    } catch {
      return .stopped(error)
    }
    let result: Result<Void, any Error>
    do {
      try await DemoClockQueries.begin(at: plan.start, owner)
      result = .success(try await fill())
    } catch {
      result = .failure(error)
    }
    return await tidied(result)
  }

  /// Throws where the database is not one to fill.
  private func checkDatabase() async throws {
    guard try await DemoQueries.takeTurn(owner) else {
      throw OneLine("another demo is running on this database", status: 1)
    }
    // One that was killed has left its clock.
    try await DemoClockQueries.end(owner)
    guard try await DemoQueries.isEmpty(owner) else {
      throw OneLine(
        "the database has tickets already: a demo is for an empty one, so that nobody takes what "
          + "is made up for the truth", status: 1)
    }
  }

  /// Puts the clock back and makes the tokens worthless, also in a cancelled task, and says how it
  /// was.
  private func tidied(_ result: Result<Void, any Error>) async -> Ending {
    await Task { [owner, book, start] in
      do {
        try await DemoClockQueries.end(owner)
        try await DemoTokens.revoke(book.tokens, owner)
        try result.get()
        let counts = try await ChaosQueries.counts(owner)
        return .finished(
          try await DemoSummary(
            tickets: counts.tickets, incidents: counts.incidents,
            events: DemoQueries.eventCount(owner),
            elapsed: ContinuousClock.now - start))
      } catch {
        return .stopped(error)
      }
    }.value
  }
}

// MARK: - The services

extension DemoRun {
  /// Does everything that is planned, by services that end with it.
  private func fill() async throws {
    let tokens = try await DemoTokens.make(owner)
    book.note(tokens: tokens.ids)
    let (tickets, incidents) = try await services.prepare(http)
    let client = DemoClient(
      http: http, tickets: tickets.url, incidents: incidents.url, tokens: tokens.secrets)
    do {
      try await incidents.start()
      try await DemoPromises.publish(by: client)
      // Later, so that it begins with the rules that were published.
      try await tickets.start()
      try await play(client)
      try await DemoQueries.analyze(owner)
    } catch {
      await tickets.kill()
      await incidents.kill()
      throw error
    }
    for complaint in [await tickets.stop(), await incidents.stop()].compactMap(\.self) {
      throw OneLine(complaint, status: 1)
    }
  }

  /// Plays all of it, while the clocks are kept; then waits until they are.
  private func play(_ client: DemoClient) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.keepClocks() }
      try await self.playTicks(client)
      try await DemoClockQueries.move(to: .now(), owner)
      try await self.awaitClocks()
      group.cancelAll()
    }
  }

  private func playTicks(_ client: DemoClient) async throws {
    let ticks = plan.ticks
    var nextTenth = 1
    for (position, tick) in ticks.enumerated() {
      try Task.checkCancellation()
      let done = Double(position) / Double(ticks.count)
      book.reach(DemoProgress(at: tick.at, fraction: done))
      if !Terminal.isThere, done * 10 >= Double(nextTenth), let progress = book.progress {
        Terminal.complain(progress.line)
        nextTenth += 1
      }
      try await DemoClockQueries.move(to: tick.at, owner)
      try await perform(tick, client)
      try await settle(tick)
    }
  }

  /// Keeps the SLA clocks until the task is cancelled. The incident service rests between two
  /// batches, so that intake comes first; a year in a minute leaves no time for that.
  private func keepClocks() async {
    let database = Database(
      ConnectionSettings(url: services.incidentURL, applicationName: "demo"), poolSize: 1)
    let keeper = SLAKeeper(database)
    while !Task.isCancelled {
      // What failed is tried again; who waits for the clocks sees whether they go on.
      try? await keeper.keep()
      try? await Task.sleep(for: .milliseconds(50))
    }
    await database.close()
  }

  /// Waits while there is less and less that the clocks do not know.
  private func awaitClocks() async throws {
    var least = Int64.max
    while least > 0 {
      try await expect("the SLA clocks did not follow", every: .milliseconds(50)) {
        let count = try await ChaosQueries.eventsBeforeClocks(owner)
        guard count < least else { return false }
        least = count
        return true
      }
    }
  }

  private func perform(_ tick: DemoTick, _ client: DemoClient) async throws {
    try await withThrowingTaskGroup(of: Void.self) { [book] group in
      for step in tick.steps {
        group.addTask {
          let id = try await client.perform(step, book)
          if case .report = step.deed, let id { book.note(step.ticket, is: id) }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Waits until the services have handed over what came of a tick, so that all of it has its time.
  private func settle(_ tick: DemoTick) async throws {
    let escalated = tick.steps.filter(\.opensIncident).compactMap { book.ticket($0.ticket) }
    if !escalated.isEmpty {
      try await expect("tickets \(escalated) did not become incidents") {
        let found = try await DemoQueries.incidents(of: escalated, owner)
        for pair in found { book.note(ticket: pair.first, ledTo: pair.second) }
        return found.count == escalated.count
      }
    }
    guard tick.steps.contains(where: { $0.deed == .resolve(withTickets: true) }) else { return }
    try await expect("tickets were not resolved with their incident") {
      try await !DemoQueries.hasHandOff(owner)
    }
  }

  private func expect(
    _ complaint: String, every interval: DispatchTimeInterval = .milliseconds(1),
    _ condition: () async throws -> Bool
  ) async throws {
    let happened = try await isMet(within: Self.patience, every: interval) {
      try Task.checkCancellation()
      return try await condition()
    }
    if !happened { throw OneLine("\(complaint) within \(Int(Self.patience.seconds)) s", status: 1) }
  }
}
