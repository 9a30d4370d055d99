import Foundation
import Postgres

/// What a demo has made.
struct DemoSummary: Sendable {
  var tickets: Int
  var incidents: Int
  var events: Int
  var elapsed: Duration

  /// The summary for a person, and what to look at next.
  func text(seed: UInt64, days: Int) -> String {
    let counts = [("tickets", tickets), ("incidents", incidents), ("events", events)].map {
      line($0, Tally.grouped($1))
    }
    return
      (counts + [
        line("seconds", String(format: "%.1f", elapsed.seconds)),
        "",
        "docs/reporting.md asks ten questions about it, as role reporter; or begin with",
        "  psql -c '\\dv+ reporting.*'",
        "  psql -c 'TABLE reporting.backlog_by_day'",
        "again, in another empty database: firstline demo --seed \(seed) --days \(days)",
      ]).joined(separator: "\n")
  }

  private func line(_ name: String, _ value: String) -> String {
    let spaces = String(repeating: " ", count: max(1, 24 - name.count - value.count))
    return name + spaces + value
  }
}
