import Access
import AsyncHTTPClient
import Domain
import Foundation
import Postgres
import WebhookReceiver

/// One run of `firstline chaos`: the desk, its clients, the faults, the checks, and Ctrl-C.
struct ChaosRun: Sendable {
  /// How a run ended.
  enum Ending: Sendable {
    case finished(ChaosReport)
    case stopped(any Error)
    case interrupted(signal: Int32)
  }

  let command: ChaosCommand
  let seed: UInt64
  let programs: URL
  let http: HTTPClient

  private let record = ChaosRecord()
  private let stage = ChaosStage()
  private let webhooks = ChaosWebhook.all()
  private let start = ContinuousClock.now

  /// How many clients report at once, and how long anybody waits for what should happen soon.
  static let customers = 12
  private static let patience = Duration.seconds(60)

  init(command: ChaosCommand, seed: UInt64, programs: URL, http: HTTPClient) {
    self.command = command
    self.seed = seed
    self.programs = programs
    self.http = http
  }

  /// Runs it; whatever happens, nothing of it is left behind.
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

  private func perform() async -> Ending {
    do {
      let desk = try await ChaosDesk(
        programs: programs, logs: command.logs.map { URL(filePath: $0).absoluteURL }, http: http)
      do {
        PlainOutput.write("a PostgreSQL of its own, and both services, in \(desk.folder.path())")
        let report = try await withReceiver { receiver in
          try await desk.open(
            migrations: command.migrationsFolder, webhooks: webhooks, at: receiver)
          let rounds = try await attack(desk)
          return try await self.report(rounds, receiver, desk)
        }
        await desk.close()
        return .finished(report)
      } catch {
        await desk.close()
        throw error
      }
    } catch {
      return .stopped(error)
    }
  }

  /// Receives what webhooks are sent; as long as clients report, it gives them trouble.
  private func withReceiver(
    _ body: (Receiver) async throws -> ChaosReport
  ) async throws -> ChaosReport {
    let (record, seed) = (record, seed)
    return try await Receiver.run { _, count in
      ChaosWebhook.reply(to: count, seed: seed, isTroubled: record.isOpen)
    } body: {
      try await body($0)
    }
  }

  /// Has the clients report for as long as the rounds last.
  private func attack(_ desk: ChaosDesk) async throws -> [ChaosRound] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...Self.customers {
        let customer = Customer(
          number, seed: seed, url: desk.tickets.url, token: desk.token.text, http: http,
          record: record)
        group.addTask { await customer.run() }
      }
      try await expect("there was no 201 at the start") {
        record.hasAnswer(after: start)
      }
      let rounds = try await play(desk)
      record.endTraffic(patience: Self.patience)
      try await group.waitForAll()
      try await expect("the relay was not empty at the end") {
        try await !ChaosQueries.hasEscalation(before: .now(), desk.postgres.owner)
      }
      try await expect("somebody was still to be told about an incident at the end") {
        try await !ChaosQueries.hasRunningEscalation(desk.postgres.owner)
      }
      try await drain("the SLA clocks stood behind the ledger at the end") {
        try await ChaosQueries.eventsBeforeClocks(desk.postgres.owner)
      }
      try await drain("webhooks were not told at the end") {
        try await ChaosDeliveryQueries.hurry(desk.postgres.owner)
        return try await ChaosDeliveryQueries.waiting(desk.postgres.owner)
      }
      return rounds
    }
  }

  private func play(_ desk: ChaosDesk) async throws -> [ChaosRound] {
    var rounds: [ChaosRound] = []
    var plan = FaultPlan(seed: seed)
    while isWanted(round: rounds.count + 1), let fault = plan.next() {
      stage.enter(round: rounds.count + 1, fault.kind)
      guard let round = try await play(fault, desk) else { break }
      rounds.append(round)
      if !Terminal.isThere, let progress { PlainOutput.write(progress.line(after: round)) }
    }
    return rounds
  }

  private var progress: ChaosProgress? {
    guard let (round, kind) = stage.present else { return nil }
    let (sent, answered) = record.counts
    return ChaosProgress(
      round: round, rounds: command.plannedRounds, kind: kind, sent: sent, answered: answered)
  }

  /// Shows the line until the task is cancelled.
  private func showProgress() async -> Ending? {
    await Terminal.keepRedrawing { progress?.line(width: Terminal.width) }
    return nil
  }

  private func isWanted(round: Int) -> Bool {
    if let rounds = command.plannedRounds, round > rounds { return false }
    return command.seconds.map { ContinuousClock.now - start < .seconds($0) } ?? true
  }

  /// One fault, and a pause until all is well. Nil where it did not become well; then the record
  /// says why, and there is no use in going on.
  private func play(_ fault: Fault, _ desk: ChaosDesk) async throws -> ChaosRound? {
    let (start, wallStart) = (ContinuousClock.now, Instant.now())
    record.beginRound()
    do {
      try await Saboteur(desk: desk, record: record).inflict(fault)
    } catch let error as SupervisedService.DidNotStart {
      record.complain("after \(fault.kind.rawValue): \(error)")
      return nil
    }
    let inflicted = ContinuousClock.now
    let isAnswered = try await expect("there was no 201 after \(fault.kind.rawValue)") {
      record.hasAnswer(after: inflicted)
    }
    let answered = Instant.now()
    let isDrained = try await expect("the relay was not drained after \(fault.kind.rawValue)") {
      try await !ChaosQueries.hasEscalation(before: answered, desk.postgres.owner)
    }
    guard isAnswered, isDrained else { return nil }
    let settled = ContinuousClock.now - start
    try await Task.sleep(for: fault.calm)
    for service in [desk.tickets, desk.incidents] {
      guard let end = service.unexpectedEnd else { continue }
      record.complain("the \(service.name) ended by itself with \(end)")
      return nil
    }
    return ChaosRound(
      kind: fault.kind, gap: record.roundGap, settled: settled, window: (wallStart, .now()))
  }

  /// Waits while there is less and less of what the rounds have left to do, and complains where it
  /// becomes no less for longer than anybody waits.
  private func drain(_ complaint: String, _ left: () async throws -> Int64) async throws {
    var least = Int64.max
    var isLess = true
    while isLess, least > 0 {
      isLess = try await isMet(within: Self.patience, every: .milliseconds(250)) {
        guard let count = try await answer(left), count < least else { return false }
        least = count
        return true
      }
    }
    if !isLess { record.complain("\(complaint) for \(Int(Self.patience.seconds)) s") }
  }

  /// Waits for what should happen soon, and complains where it does not.
  @discardableResult
  private func expect(
    _ complaint: String, _ condition: () async throws -> Bool
  ) async throws -> Bool {
    let happened = try await isMet(within: Self.patience) { try await answer(condition) ?? false }
    if !happened { record.complain("\(complaint) for \(Int(Self.patience.seconds)) s") }
    return happened
  }

  /// What the desk is found to be like; nil where a restart has cut off the session that asks.
  private func answer<Value>(_ question: () async throws -> Value) async throws -> Value? {
    try Task.checkCancellation()
    do {
      return try await question()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return nil
    }
  }

  private func report(
    _ rounds: [ChaosRound], _ receiver: Receiver, _ desk: ChaosDesk
  ) async throws -> ChaosReport {
    var rounds = rounds
    let owner = desk.postgres.owner
    let lags = try await ChaosQueries.lags(
      from: rounds.map(\.window.start), to: rounds.map(\.window.end), owner)
    for lag in lags { rounds[lag.first - 1].lags.append(.microseconds(lag.second)) }
    let stored = try await ChaosQueries.counts(owner)
    let (tickets, changes) = (record.tickets, record.changes)
    let messages = HeardMessage.all(receiver.posts, for: webhooks)
    let findings = try await desk.postgres.withTirelessConnection { connection in
      try await ChaosChecks.run(
        tickets: tickets, changes: changes, messages: messages, on: connection)
    }
    let unexpected = Verification.Finding(
      check: "every program came back, and every answer was one to expect",
      violations: record.complaints)
    return ChaosReport(
      seed: seed, rounds: rounds, begun: stage.present?.round ?? 0, sent: tickets.count,
      answered: record.counts.answered,
      stored: stored.tickets, incidents: stored.incidents, changes: changes.count,
      messages: messages.count,
      longestGap: record.longestGap, elapsed: ContinuousClock.now - start,
      findings: findings + [unexpected])
  }
}
