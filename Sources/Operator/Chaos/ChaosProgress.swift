import Postgres

/// How far a run is: a line that is redrawn on a terminal, else a line a round.
package struct ChaosProgress: Sendable {
  /// The round, from 1, and how many there will be; nil: until the time is over.
  package var round: Int
  package var rounds: Int?
  /// The fault of the round.
  package var kind: Fault.Kind
  /// Tickets that were sent, and that were answered.
  package var sent: Int
  package var answered: Int

  package init(round: Int, rounds: Int?, kind: Fault.Kind, sent: Int, answered: Int) {
    self.round = round
    self.rounds = rounds
    self.kind = kind
    self.sent = sent
    self.answered = answered
  }

  /// The line for a terminal of `width` columns, the last of which stays free.
  package func line(width: Int) -> String {
    let counts = "\(Tally.grouped(sent)) sent, \(Tally.grouped(answered)) answered"
    return String("\(position)  \(kind.rawValue)  \(counts)".prefix(max(0, width - 1)))
  }

  /// The line for a pipe, when the round is over.
  package func line(after round: ChaosRound) -> String {
    "\(position)  \(kind.rawValue): no 201 for \(round.gap.milliseconds) ms, "
      + "settled in \(round.settled.milliseconds) ms"
  }

  private var position: String {
    "round " + [round, rounds].compactMap { $0.map(String.init) }.joined(separator: "/")
  }
}
