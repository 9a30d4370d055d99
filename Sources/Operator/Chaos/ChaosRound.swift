package import Domain

/// One fault, and what it was like for the clients.
package struct ChaosRound: Sendable {
  package let kind: Fault.Kind
  /// The longest time without a 201 that ended in the round.
  package let gap: Duration
  /// From the fault until the relay held nothing of what had come before.
  package let settled: Duration
  /// How long each ticket had waited whose incident was opened in the round.
  package var lags: [Duration] = []

  /// When the round was, by the clock of this machine, which is also the database's.
  let window: (start: Instant, end: Instant)

  /// A round; its window is told to the database alone.
  package init(
    kind: Fault.Kind, gap: Duration, settled: Duration, lags: [Duration] = [],
    window: (start: Instant, end: Instant) = (.now(), .now())
  ) {
    self.kind = kind
    self.gap = gap
    self.settled = settled
    self.lags = lags
    self.window = window
  }
}
