/// A line that says how far an import is, made to fit the terminal.
package struct ProgressBar: Sendable {
  /// The part of the work that is done, 0 to 1; `nil` when the end is not known.
  package var fraction: Double?
  package var tally: Tally
  package var elapsed: Duration

  package init(fraction: Double?, tally: Tally, elapsed: Duration) {
    self.fraction = fraction
    self.tally = tally
    self.elapsed = elapsed
  }

  /// The line, of at most `width` columns; what matters least goes first where it does not fit.
  package func line(width: Int) -> String {
    // The last column stays free: some terminals wrap as soon as it is written.
    let room = max(0, width - 1)
    var parts = [
      "\(Tally.grouped(settled)) rows",
      "\(Tally.grouped(Tally.rate(settled, elapsed / .seconds(1))))/s",
    ]
    if tally.refused > 0 { parts.append("\(Tally.grouped(tally.refused)) refused") }
    if tally.failed > 0 { parts.append("\(Tally.grouped(tally.failed)) failed") }
    if tally.alreadyThere > 0 {
      parts.append("\(Tally.grouped(tally.alreadyThere)) already there")
    }
    if let fraction { parts.insert(Self.percent(fraction), at: 0) }
    while parts.count > 1, Self.joined(parts).count > room { parts.removeLast() }
    let text = Self.joined(parts)
    let bar = fraction.map { Self.bar($0, columns: min(40, room - text.count - 2)) } ?? ""
    return String((bar.isEmpty ? text : bar + "  " + text).prefix(room))
  }

  private var settled: Int { tally.rows - tally.unfinished }

  private static func joined(_ parts: [String]) -> String { parts.joined(separator: "  ") }

  /// `  7 %`, always as long.
  static func percent(_ fraction: Double) -> String {
    let digits = String(Int(fraction * 100))
    return String(repeating: " ", count: max(0, 3 - digits.count)) + digits + " %"
  }

  /// `[####----]`, or nothing where fewer than ten columns are left.
  static func bar(_ fraction: Double, columns: Int) -> String {
    guard columns >= 10 else { return "" }
    let inner = columns - 2
    let filled = min(inner, Int(fraction * Double(inner)))
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: inner - filled) + "]"
  }
}
