package import Domain

/// A line that says how far a demo is.
package struct DemoProgress: Sendable {
  /// What the clock of the demo shows.
  package var at: Instant
  /// The part of the work that is done, 0 to 1.
  package var fraction: Double
  package var tickets: Int
  package var incidents: Int

  package init(at: Instant, fraction: Double, tickets: Int = 0, incidents: Int = 0) {
    self.at = at
    self.fraction = fraction
    self.tickets = tickets
    self.incidents = incidents
  }

  /// The line for a pipe.
  package var line: String {
    [
      ProgressBar.percent(fraction), String(at.description.prefix(10)),
      "\(Tally.grouped(tickets)) tickets", "\(Tally.grouped(incidents)) incidents",
    ].joined(separator: "  ")
  }

  /// The line for a terminal of `width` columns, the last of which stays free.
  package func line(width: Int) -> String {
    let room = max(0, width - 1)
    let bar = ProgressBar.bar(fraction, columns: min(40, room - line.count - 2))
    return String((bar.isEmpty ? line : bar + "  " + line).prefix(room))
  }
}
