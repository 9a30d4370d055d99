import AsyncHTTPClient

/// One run of `firstline import`: the import, its progress bar, and Ctrl-C.
struct ImportRun: Sendable {
  /// How a run ended.
  enum Ending: Sendable {
    case finished(Tally)
    case stopped(any Error)
    case interrupted(signal: Int32)
  }

  private let command: ImportCommand
  private let input: InputFile
  private let client: TicketClient
  private let scoreboard = Scoreboard()
  private let refused: RefusedRows
  private let start = ContinuousClock.now

  init(command: ImportCommand, token: String, input: InputFile, http: HTTPClient) {
    self.command = command
    self.input = input
    client = TicketClient(http: http, server: command.to, token: token)
    refused = RefusedRows(path: command.refusedPath)
  }

  /// Runs it and prints the counts, also those of an import that was stopped.
  func ending() async -> Ending {
    let showsProgress = Terminal.isThere && !command.noProgress
    let ending = await withTaskGroup(of: Ending?.self) { group in
      group.addTask { await importRows() }
      group.addTask { await Interruption.wait().map { .interrupted(signal: $0) } }
      if showsProgress { group.addTask { await showProgress() } }
      let first = await group.next() ?? nil
      group.cancelAll()
      await group.waitForAll()
      return first
    }
    if showsProgress { Terminal.redraw("") }
    report(after: ending)
    return ending ?? .stopped(CancellationError())
  }

  private func importRows() async -> Ending {
    do {
      try await client.reach()
      let reader = (command.fileFormat ?? .csv).reader(command.columns)
      let importer = Importer(
        client: client, concurrency: command.concurrency, refused: refused,
        scoreboard: scoreboard)
      try await importer.run(
        ImportRows(InputChunks(input), reader: reader, scoreboard: scoreboard),
        limit: command.limit)
      return .finished(scoreboard.tally)
    } catch {
      return .stopped(error)
    }
  }

  /// Shows the bar until the task is cancelled.
  private func showProgress() async -> Ending? {
    await Terminal.keepRedrawing {
      ProgressBar(
        fraction: fraction, tally: scoreboard.tally, elapsed: start.duration(to: .now)
      ).line(width: Terminal.width)
    }
    return nil
  }

  private var fraction: Double? {
    let ofLimit = command.limit.map { Double(scoreboard.tally.rows) / Double($0) }
    let ofFile = input.size.map { Double(scoreboard.position) / Double(max(1, $0)) }
    return [ofLimit, ofFile].compactMap(\.self).max().map { min(1, $0) }
  }

  /// The counts to standard output, unless nothing was read for a reason told elsewhere.
  private func report(after ending: Ending?) {
    let tally = scoreboard.tally
    if case .stopped = ending, tally.rows == 0 { return }
    print(
      tally.report(
        elapsed: start.duration(to: .now), refusedFile: refused.isThere ? refused.path : nil))
    if case .interrupted = ending {
      Terminal.complain("Interrupted. Run it again to carry on: nothing is made twice.")
    }
  }
}
