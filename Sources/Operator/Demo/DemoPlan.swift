package import Domain

/// Everything that happens in a demo; always the same for the same seed, days and end.
package struct DemoPlan: Equatable, Sendable {
  /// In the order of time, from ``start`` until ``end``.
  package let steps: [DemoStep]
  package let start: Instant
  package let end: Instant

  /// - Parameter days: How many days, of which the one of `end` is the last.
  package init(seed: UInt64, days: Int, end: Instant) {
    let calendar = DemoCalendar(days: days, end: end)
    steps = DemoScript.steps(seed: seed, calendar: calendar)
    start = calendar.days.first?.midnight ?? end
    self.end = end
  }

  /// The steps in the groups in which they are done.
  var ticks: [DemoTick] { DemoTick.all(of: steps) }
}
