/// Sends rows as tickets, several at a time, and counts what becomes of them.
package struct Importer: Sendable {
  private let client: TicketClient
  private let concurrency: Int
  private let refused: RefusedRows
  private let scoreboard: Scoreboard

  /// An importer with at most `concurrency` requests in flight.
  package init(
    client: TicketClient, concurrency: Int, refused: RefusedRows, scoreboard: Scoreboard
  ) {
    self.client = client
    self.concurrency = concurrency
    self.refused = refused
    self.scoreboard = scoreboard
  }

  /// How many rows may fail one after the other before the import gives up: a server that is gone
  /// would else hold up every row of a long file in turn.
  package var patience: Int { max(20, concurrency) }

  /// Sends the first `limit` of `rows`, or all.
  ///
  /// Throws what reading the rows throws, ``ImportStopped``, ``RefusedRows/Unwritable`` and
  /// `CancellationError`; requests in flight are then cancelled and count as unfinished.
  package func run<Rows: AsyncSequence>(_ rows: Rows, limit: Int? = nil) async throws
  where Rows.Element == ImportRow {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var inFlight = 0
      var count = 0
      for try await row in rows {
        count += 1
        scoreboard.count { $0.rows += 1 }
        switch row.content {
        case .failure(let fault):
          let violation = Refusal.Violation(code: fault.code, detail: fault.detail)
          try refuse(Refusal(row: row, status: nil, violations: [violation]))
        case .success(let ticket):
          if inFlight == concurrency {
            try await group.next()
            inFlight -= 1
          }
          group.addTask { try await send(ticket, of: row) }
          inFlight += 1
        }
        if count == limit { break }
      }
      try await group.waitForAll()
    }
  }

  private func send(_ ticket: TicketText, of row: ImportRow) async throws {
    switch try await client.post(ticket, key: IdempotencyKey(ticket, line: row.line)) {
    case .made:
      scoreboard.count { $0.succeed(\.made) }
    case .alreadyThere:
      scoreboard.count { $0.succeed(\.alreadyThere) }
    case .refused(let status, let violations):
      try refuse(Refusal(row: row, status: status, violations: violations))
    case .failed(let reason):
      let tally = scoreboard.count { $0.fail(line: row.line, reason: reason) }
      if tally.failuresInARow >= patience {
        throw ImportStopped.gaveUp(failures: tally.failuresInARow, last: reason)
      }
    }
  }

  private func refuse(_ refusal: Refusal) throws {
    try refused.append(refusal)
    scoreboard.count { $0.refuse(refusal) }
  }
}
