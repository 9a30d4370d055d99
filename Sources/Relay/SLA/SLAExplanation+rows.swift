import Domain
import Postgres

extension SLAExplanation {
  /// A clock beside one of its intervals; a clock of which nothing was counted has one line, too.
  struct Line: RowDecodable {
    let clock: SLAClock
    let calendar: Int
    let zone: String
    let dueAroundTheClock: Instant
    let dueByCalendar: Instant?
    let interval: Interval?

    init(row: inout Row) throws(ColumnMismatch) {
      clock = try SLAClock(row: &row)
      calendar = try row.next()
      zone = try row.next()
      dueAroundTheClock = try row.next()
      dueByCalendar = try row.next()
      let startsAt: Instant? = try row.next()
      let endsAt: Instant? = try row.next()
      let elapsed: Int64? = try row.next()
      if let startsAt, let endsAt, let elapsed {
        interval = Interval(
          startsAt: startsAt, endsAt: endsAt, elapsed: .microseconds(elapsed))
      } else {
        interval = nil
      }
    }
  }

  /// One explanation for the lines of each metric, which stand together.
  static func all(of lines: [Line]) -> [SLAExplanation] {
    var rest = lines[...]
    var explanations: [SLAExplanation] = []
    while let first = rest.first {
      let ofClock = rest.prefix { $0.clock.metric == first.clock.metric }
      rest = rest.dropFirst(ofClock.count)
      explanations.append(
        SLAExplanation(
          clock: first.clock, calendar: first.calendar, zone: first.zone,
          dueAroundTheClock: first.dueAroundTheClock, dueByCalendar: first.dueByCalendar,
          intervals: ofClock.compactMap(\.interval)))
    }
    return explanations
  }
}
