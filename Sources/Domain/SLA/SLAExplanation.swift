/// A clock with the working of its figures.
package struct SLAExplanation: Hashable, Sendable {
  /// An interval that was counted, from its start up to and without its end.
  package struct Interval: Hashable, Sendable {
    /// When counting began, or went on.
    package let startsAt: Instant
    /// When counting ended, or the instant that is asked about.
    package let endsAt: Instant
    /// How much had been counted by its end, the intervals before it included.
    package let elapsed: Duration

    package init(startsAt: Instant, endsAt: Instant, elapsed: Duration) {
      self.startsAt = startsAt
      self.endsAt = endsAt
      self.elapsed = elapsed
    }
  }

  /// The clock; its due time is the one that holds.
  package let clock: SLAClock
  /// The version of the calendar that says when time counts.
  package let calendar: Int
  /// The calendar's IANA time zone.
  package let zone: String
  /// When it would be due if all time counted.
  package let dueAroundTheClock: Instant
  /// When it would be due by the calendar alone, without pauses, reopenings and changes of the
  /// priority; nil: never.
  package let dueByCalendar: Instant?
  /// All that was counted, in its order.
  package let intervals: [Interval]

  /// An explanation of these values.
  package init(
    clock: SLAClock, calendar: Int, zone: String, dueAroundTheClock: Instant,
    dueByCalendar: Instant?, intervals: [Interval]
  ) {
    self.clock = clock
    self.calendar = calendar
    self.zone = zone
    self.dueAroundTheClock = dueAroundTheClock
    self.dueByCalendar = dueByCalendar
    self.intervals = intervals
  }
}
