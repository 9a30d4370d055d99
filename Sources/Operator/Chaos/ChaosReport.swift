import Foundation
import Postgres

/// What a run of chaos did, and what came of it.
package struct ChaosReport: Sendable {
  /// What the faults were drawn from.
  package var seed: UInt64
  /// The rounds that came to their end.
  package var rounds: [ChaosRound]
  /// How many were begun; the last one is not among ``rounds`` where all did not become well.
  package var begun: Int
  /// Tickets that were sent, that were answered, and that are there.
  package var sent: Int
  package var answered: Int
  package var stored: Int
  package var incidents: Int
  /// Changes of tickets that were sent.
  package var changes: Int
  /// Messages that webhooks got, those that came again included.
  package var messages: Int
  /// The longest time without a 201.
  package var longestGap: Duration
  package var elapsed: Duration
  package var findings: [Verification.Finding]

  package init(
    seed: UInt64, rounds: [ChaosRound], begun: Int, sent: Int, answered: Int, stored: Int,
    incidents: Int, changes: Int, messages: Int, longestGap: Duration, elapsed: Duration,
    findings: [Verification.Finding]
  ) {
    self.seed = seed
    self.rounds = rounds
    self.begun = begun
    self.sent = sent
    self.answered = answered
    self.stored = stored
    self.incidents = incidents
    self.changes = changes
    self.messages = messages
    self.longestGap = longestGap
    self.elapsed = elapsed
    self.findings = findings
  }

  /// How often a promise was broken.
  package var violations: Int { findings.map(\.violations.count).reduce(0, +) }

  /// The report for a person: a line for each kind of fault, the counts, a line for each check, and
  /// each violation on a line of its own.
  package var text: String {
    let head = Self.row(
      "seconds", ["faults", "no 201 for", "settled in", "lag p50", "lag p99", "lag max"])
    let kinds = Fault.Kind.allCases.compactMap { kind in
      line(kind.rawValue, rounds.filter { $0.kind == kind })
    }
    let faults = [head] + kinds + [line("all", rounds)].compactMap(\.self)
    let counts = [
      Self.count("tickets sent", sent), Self.count("  answered with 201", answered),
      Self.count("  in the database", stored), Self.count("changes sent", changes),
      Self.count("incidents", incidents), Self.count("messages to webhooks", messages),
      Self.line("longest unavailability", Self.seconds(longestGap) + " s"),
      Self.line("duration", String(format: "%.0f s", elapsed.seconds)),
    ]
    let last = "\(findings.count) checks, \(violations) violations"
    let again = "again: firstline chaos --seed \(seed) --rounds \(begun)"
    return (faults + [""] + counts + [""] + findings.map(\.report) + ["", last, again])
      .joined(separator: "\n")
  }

  /// Nil where there was no such fault: then there is nothing to say.
  private func line(_ name: String, _ rounds: [ChaosRound]) -> String? {
    guard let gap = rounds.map(\.gap).max(), let settled = rounds.map(\.settled).max() else {
      return nil
    }
    let lags = rounds.flatMap(\.lags).sorted()
    let columns = ["\(rounds.count)", Self.seconds(gap), Self.seconds(settled)]
    let percentiles = [50, 99, 100].map { percent in
      lags.isEmpty ? "-" : Self.seconds(lags[(lags.count * percent + 99) / 100 - 1])
    }
    return Self.row(name, columns + percentiles)
  }

  private static func row(_ name: String, _ columns: [String]) -> String {
    padded(name, to: 34, atEnd: true)
      + zip(columns, [7, 12, 12, 9, 9, 9]).map { padded($0, to: $1, atEnd: false) }.joined()
  }

  private static func count(_ name: String, _ count: Int) -> String {
    line(name, Tally.grouped(count))
  }

  private static func line(_ name: String, _ value: String) -> String {
    padded(name, to: 24, atEnd: true) + padded(value, to: 21, atEnd: false)
  }

  private static func padded(_ text: String, to width: Int, atEnd: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.count))
    return atEnd ? text + spaces : spaces + text
  }

  private static func seconds(_ duration: Duration) -> String {
    String(format: "%.3f", duration.seconds)
  }
}
