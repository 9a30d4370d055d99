import Foundation

extension Tally {
  /// The counts, a line each, for a person to read at the end.
  ///
  /// `refusedFile` is the path of the refused rows, when there are some.
  package func report(elapsed: Duration, refusedFile: String?) -> String {
    let seconds = elapsed / .seconds(1)
    var lines = [
      Self.line("rows", Self.grouped(rows)),
      Self.line("made", Self.grouped(made)),
      Self.line("already there", Self.grouped(alreadyThere)),
      Self.line("refused", Self.grouped(refused), note: refusedFile.map { "see \($0)" }),
    ]
    lines += reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
      "    \(Self.grouped(count)) × \(reason)"
    }
    lines.append(Self.line("failed", Self.grouped(failed)))
    lines += failures.map { "    " + $0 }
    if unfinished > 0 { lines.append(Self.line("unfinished", Self.grouped(unfinished))) }
    lines.append(Self.line("seconds", String(format: "%.1f", seconds)))
    lines.append(Self.line("rows/s", Self.grouped(Self.rate(rows, seconds))))
    return lines.joined(separator: "\n")
  }

  /// Rows a second, rounded.
  static func rate(_ rows: Int, _ seconds: Double) -> Int {
    seconds > 0 ? Int((Double(rows) / seconds).rounded()) : 0
  }

  /// A number with its thousands parted, whatever the locale: `5,898`.
  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    return digits
  }

  private static func line(_ name: String, _ value: String, note: String? = nil) -> String {
    let padding = String(repeating: " ", count: max(1, 24 - name.count - value.count))
    return name + padding + value + (note.map { "  (\($0))" } ?? "")
  }
}
