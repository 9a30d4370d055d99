import Domain
import Foundation

/// The days of a demo: when the office in London is open, and how busy it is.
struct DemoCalendar: Sendable {
  /// A day on the wall of the office.
  struct Day: Sendable {
    let midnight: Instant
    /// Nobody is in at weekends, at Christmas and at New Year.
    let isWorkday: Bool
    /// How many tickets come, as a part of what comes on an ordinary day.
    let business: Double

    var opens: Instant { midnight + .seconds(9 * 3_600) }
    var closes: Instant { midnight + .seconds(17 * 3_600 + 1_800) }
  }

  /// The days, the last of which is not over.
  let days: [Day]
  /// When the demo ends.
  let end: Instant

  static let zone = "Europe/London"

  /// - Parameter count: How many days, the one of `end` included.
  init(days count: Int, end: Instant) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: Self.zone) ?? .gmt
    let last = Date(timeIntervalSince1970: Double(end.microseconds / 1_000_000))
    self.end = end
    days = (0..<count).reversed().compactMap { age in
      calendar.date(byAdding: .day, value: -age, to: last).map { Day(of: $0, in: calendar) }
    }
  }

  /// The instant at which so many minutes of office time have passed since `start`. What would be
  /// after the end is somewhere after the end.
  func worked(_ minutes: Double, after start: Instant) -> Instant {
    var left = Duration.seconds(minutes * 60)
    var index = days.partitioningIndex { $0.closes > start }
    while index < days.count {
      let day = days[index]
      let since = max(start, day.opens)
      if day.isWorkday {
        if since + left <= day.closes { return since + left }
        left -= day.closes - since
      }
      index += 1
    }
    return end + .seconds(1)
  }
}

extension DemoCalendar.Day {
  fileprivate init(of date: Date, in calendar: Calendar) {
    let midnight = calendar.startOfDay(for: date)
    let parts = calendar.dateComponents([.month, .day, .weekday], from: midnight)
    let (month, day, weekday) = (parts.month ?? 1, parts.day ?? 1, parts.weekday ?? 1)
    let isHoliday = [1225, 1226, 101].contains(month * 100 + day)
    self.midnight = Instant(
      microseconds: Int64(midnight.timeIntervalSince1970.rounded()) * 1_000_000)
    isWorkday = 2...6 ~= weekday && !isHoliday
    // From Sunday, and from January: who has been away finds more that is broken.
    let ofWeek = [0.1, 1.25, 1.1, 1.0, 0.97, 0.8, 0.12]
    let ofYear = [1.25, 1.1, 1.0, 0.95, 1.0, 0.95, 0.75, 0.65, 1.3, 1.1, 1.05, 0.85]
    let isQuiet = (month == 12 && day > 20) || (month == 1 && day < 3)
    business =
      ofWeek[weekday - 1] * ofYear[month - 1] * (isQuiet ? 0.4 : 1) * (isHoliday ? 0.15 : 1)
  }
}

extension Array {
  /// The first index whose element, and each one after it, fulfils the condition.
  fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
