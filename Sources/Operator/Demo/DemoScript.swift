import Domain

/// Writes a demo: who does what, and when.
struct DemoScript {
  var draws: SplitMix
  let calendar: DemoCalendar
  /// The days of the storm and of the week in which everything goes wrong.
  let stormDay: Int
  let badDays: Range<Int>

  private(set) var steps: [DemoStep] = []
  private(set) var ticketCount = 0

  /// Tickets of an ordinary day.
  private static let ordinary = 30.0
  /// How many come in which hour, from midnight.
  private static let hours = [
    1, 0, 0, 0, 0, 1, 2, 8, 28, 60, 56, 44, 26, 34, 46, 38, 24, 12, 5, 4, 3, 3, 2, 1,
  ]

  init(seed: UInt64, calendar: DemoCalendar) {
    draws = SplitMix(seed: seed)
    self.calendar = calendar
    let days = calendar.days
    let storm = days.count * 5 / 8
    stormDay = days.indices.first { $0 >= storm && days[$0].isWorkday } ?? storm
    let week = days.count * 1 / 3
    let monday = days.indices.first { day in
      day >= week && days[day].isWorkday && (day == 0 || !days[day - 1].isWorkday)
    }
    badDays = (monday ?? week)..<min(days.count, (monday ?? week) + 5)
  }

  /// All of it, in the order of time. What would be after the end is left out.
  static func steps(seed: UInt64, calendar: DemoCalendar) -> [DemoStep] {
    var script = DemoScript(seed: seed, calendar: calendar)
    for day in calendar.days.indices {
      script.write(day)
      if day == script.stormDay { script.writeStorm() }
    }
    return script.steps.enumerated()
      .filter { $0.element.at < calendar.end }
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  private mutating func write(_ day: Int) {
    let midnight = calendar.days[day].midnight
    let expected = Self.ordinary * calendar.days[day].business
    let count = Int(expected * Double(Int.random(in: 75...125, using: &draws)) / 100 + 0.5)
    let weights = Self.hours.enumerated().map { (value: $0.offset, weight: $0.element) }
    for _ in 0..<count {
      let hour = draws.pick(weights)
      writeTicket(at: midnight + draws.minutes(hour * 60...hour * 60 + 60))
    }
    if day != stormDay, draws.chance(percent: 20) {
      writeAlarm(at: midnight + draws.minutes(0...1439))
    }
  }

  /// How much longer than usual everything takes.
  func slowness(at instant: Instant) -> Double {
    let (first, last) = (calendar.days[badDays.lowerBound], calendar.days[badDays.upperBound - 1])
    return first.midnight <= instant && instant < last.closes ? 5 : 1
  }

  /// A number for the next ticket.
  mutating func newTicket() -> Int {
    defer { ticketCount += 1 }
    return ticketCount
  }

  /// Somebody does something.
  mutating func add(
    _ ticket: Int, _ at: Instant, _ actor: String, _ deed: DemoDeed, opensIncident: Bool = false
  ) {
    steps.append(
      DemoStep(at: at, ticket: ticket, actor: actor, deed: deed, opensIncident: opensIncident))
  }
}
