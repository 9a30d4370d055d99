import Foundation

/// A moment, to the microsecond, like PostgreSQL's `timestamptz`. Foundation's `Date` is a `Double`
/// and its ISO 8601 formats stop at milliseconds; a cursor that lost microseconds would skip rows.
package struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Everything of the years
  /// 0001 to 9999 can be written as RFC 3339.
  package let microseconds: Int64

  /// The moment so many microseconds after (or, negative, before) 1970-01-01T00:00:00Z.
  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// What the clock of this machine says. Whatever is stored takes its time from the database.
  package static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// The earlier moment is the lesser.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The moment `duration` later; a fraction of a microsecond is dropped.
  package static func + (instant: Instant, duration: Duration) -> Instant {
    let (seconds, attoseconds) = duration.components
    return Instant(
      microseconds: instant.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
  }

  /// The moment `duration` earlier; a fraction of a microsecond is dropped.
  package static func - (instant: Instant, duration: Duration) -> Instant {
    instant + (.zero - duration)
  }

  /// How long it is from `earlier` to `later`; negative where they are the other way around.
  package static func - (later: Instant, earlier: Instant) -> Duration {
    .microseconds(later.microseconds - earlier.microseconds)
  }
}
