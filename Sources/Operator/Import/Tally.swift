/// What became of the rows of an import so far.
package struct Tally: Equatable, Sendable {
  /// Rows read.
  package var rows = 0
  /// Tickets that this import made.
  package var made = 0
  /// Tickets that an earlier import of the same rows had made.
  package var alreadyThere = 0
  /// Rows that cannot be tickets, by their own form or by the server's answer.
  package var refused = 0
  /// Rows whose request got no answer in spite of every attempt.
  package var failed = 0
  /// Refusals by reason (pointer and code), for the first kinds of reason.
  package var reasons: [String: Int] = [:]
  /// The first failures, each a sentence with its line.
  package var failures: [String] = []
  /// Failures since the last answer of the server.
  package var failuresInARow = 0

  package init() {}

  /// Rows read and settled neither way; none but after an interruption.
  package var unfinished: Int { rows - made - alreadyThere - refused - failed }

  /// The most kinds of reason, and of failures, that are kept.
  package static let kept = 8

  /// Counts a ticket, as `made` or as `alreadyThere`.
  package mutating func succeed(_ kind: WritableKeyPath<Tally, Int>) {
    self[keyPath: kind] += 1
    failuresInARow = 0
  }

  /// Counts a refused row and its reasons.
  package mutating func refuse(_ refusal: Refusal) {
    refused += 1
    // A row that was not sent says nothing of the server.
    if refusal.status != nil { failuresInARow = 0 }
    for violation in refusal.violations {
      let reason = [violation.pointer, violation.code].compactMap(\.self).joined(separator: " ")
      if reasons[reason] != nil || reasons.count < Self.kept { reasons[reason, default: 0] += 1 }
    }
  }

  /// Counts a row without an answer.
  package mutating func fail(line: Int, reason: String) {
    failed += 1
    failuresInARow += 1
    if failures.count < Self.kept { failures.append("line \(line): \(reason)") }
  }
}
