import DatabaseTesting
import Domain
import Foundation
import Postgres
import Testing

@testable import Relay

/// The arithmetic against one that is too slow for a service and too simple to be wrong: it asks
/// for each minute of four weeks what the clock on the wall shows.
@Suite(.database, .timeLimit(.minutes(5))) struct SLAReferenceTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `it counts what a walk from minute to minute counts`(seed: UInt64) async throws {
    var generator = SplitMix(seed: seed)
    let clock = RandomClock(&generator)
    let counted = clock.minutes.filter(clock.counts)
    let calendar = try await SLADatabase.makeCalendar(
      clock.windows.map(\.text), zone: clock.zone.identifier, holidays: clock.holidays)
    let database = SLADatabase.incidents
    let (active, paused) = (clock.text(clock.active), clock.text(clock.paused))
    let intervals: [Pair<Instant, Instant>] = try await database.query(
      """
      SELECT starts_at, ends_at
      FROM response.sla_intervals(response.sla_counted(
        \(calendar)::integer, \(active)::tstzmultirange, \(paused)::tstzmultirange,
        tstzrange(\(clock.instant(clock.minutes.lowerBound)),
          \(clock.instant(clock.minutes.upperBound)))))
      """, as: Pair<Instant, Instant>.self)
    let bySQL = intervals.flatMap { clock.minute($0.first)..<clock.minute($0.second) }
    #expect(bySQL == counted, "\(clock)")

    let target = Int.random(in: 1...4_000, using: &generator)
    let due: Instant? =
      try await database.value(
        """
        SELECT response.sla_due(
          \(calendar)::integer, \(active)::tstzmultirange, \(paused)::tstzmultirange,
          make_interval(mins => \(target)::integer), \(clock.instant(0)))
        """, as: Instant?.self) ?? nil
    // The walk has an end, and sees nothing beyond.
    let isInSight = counted.count >= target
    let walked = isInSight ? clock.instant(counted[target - 1] + 1) : nil
    #expect(isInSight ? due == walked : due.map(clock.minute) ?? .max > clock.minutes.upperBound)
  }
}

/// A clock of random windows, holidays, pauses and reopenings; it has no end.
private struct RandomClock {
  struct Window {
    let (first, last): (Int, Int)
    let (opens, closes): (Int, Int)

    /// The line of the calendar.
    var text: String {
      let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
      func time(_ minutes: Int) -> String {
        "\(minutes / 600)\(minutes / 60 % 10):\(minutes / 10 % 6)\(minutes % 10)"
      }
      let dash = first == last ? "" : "-\(days[last])"
      return "\(days[first])\(dash) \(time(opens))-\(time(closes))"
    }

    /// Whether a day's window is open at so many minutes after its midnight, of two days perhaps.
    func isOpen(_ day: Int, _ minutes: Int) -> Bool {
      let isChosen = first <= last ? (first...last) ~= day : day >= first || day <= last
      return isChosen && opens <= minutes && minutes < (closes > opens ? closes : closes + 1_440)
    }
  }

  /// 2026-03-16 00:00 UTC, a Monday, or another one two weeks before a clock changes somewhere.
  let start: Int
  let zone: TimeZone
  let windows: [Window]
  let holidays: [String]
  let active: [Range<Int>]
  let paused: [Range<Int>]
  let minutes = 0..<28 * 1_440

  init(_ generator: inout SplitMix) {
    // Days after 1970-01-01, all Mondays: 2026-02-23, 03-16, 09-21, 10-12.
    start = [20_507, 20_528, 20_717, 20_738].randomElement(using: &generator) ?? 0
    let zones = [
      "Asia/Kolkata", "Europe/London", "America/New_York", "Australia/Lord_Howe",
      "America/St_Johns", "Asia/Kathmandu", "Pacific/Auckland", "America/Santiago",
    ]
    zone = zones.randomElement(using: &generator).flatMap(TimeZone.init(identifier:)) ?? .gmt
    windows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      func time(_ generator: inout SplitMix) -> Int {
        Int.random(in: 0..<1_440, using: &generator) / [1, 30, 60][Int(generator.next() % 3)] * 30
          % 1_440
      }
      return Window(
        first: Int.random(in: 0...6, using: &generator),
        last: Int.random(in: 0...6, using: &generator), opens: time(&generator),
        closes: time(&generator))
    }
    let day = start
    holidays = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      String(
        Instant(
          microseconds: Int64(day + Int.random(in: 0..<28, using: &generator)) * 86_400_000_000
        ).description.prefix(10))
    }
    func ranges(_ generator: inout SplitMix, atMost count: Int) -> [Range<Int>] {
      let bounds = (0..<2 * Int.random(in: 0...count, using: &generator)).map { _ in
        Int.random(in: 0..<40_000, using: &generator)
      }.sorted()
      return stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]..<bounds[$0 + 1] }
    }
    active = ranges(&generator, atMost: 2) + [40_000..<Int.max]
    paused = ranges(&generator, atMost: 3)
  }

  func instant(_ minute: Int) -> Instant {
    Instant(microseconds: Int64(start * 1_440 + minute) * 60_000_000)
  }

  func minute(_ instant: Instant) -> Int {
    Int(instant.microseconds / 60_000_000) - start * 1_440
  }

  /// The intervals as PostgreSQL reads them.
  func text(_ ranges: [Range<Int>]) -> String {
    let parts = ranges.filter { !$0.isEmpty }.map { range in
      let end = range.upperBound == .max ? "" : instant(range.upperBound).description
      return "[\(instant(range.lowerBound)),\(end))"
    }
    return "{\(parts.joined(separator: ","))}"
  }

  /// Whether a minute counts, as the clock on the wall shows it.
  func counts(_ minute: Int) -> Bool {
    guard active.contains(where: { $0.contains(minute) }),
      !paused.contains(where: { $0.contains(minute) })
    else { return false }
    let date = Date(timeIntervalSince1970: Double((start * 1_440 + minute) * 60))
    let wall = start * 1_440 + minute + zone.secondsFromGMT(for: date) / 60
    let today = Instant(microseconds: Int64(wall) * 60_000_000).description.prefix(10)
    guard !holidays.contains(where: { $0 == today }) else { return false }
    // 1970-01-01 was a Thursday.
    let (day, time) = ((wall / 1_440 + 3) % 7, wall % 1_440)
    return windows.contains { $0.isOpen(day, time) || $0.isOpen((day + 6) % 7, time + 1_440) }
  }
}
