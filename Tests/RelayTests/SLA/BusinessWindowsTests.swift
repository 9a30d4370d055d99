import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(2))) struct BusinessWindowsTests {
  /// What a calendar counts from one wall-clock time of its zone to another, worked out by hand.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var zone = "Europe/London"
    var windows = ["mon-sun 00:00-00:00"]
    var holidays: [String] = []
    let from: String
    let until: String
    let hours: Double

    init(
      _ description: String, zone: String = "Europe/London",
      _ windows: [String] = ["mon-sun 00:00-00:00"], holidays: [String] = [], from: String,
      until: String, hours: Double
    ) {
      testDescription = description
      self.zone = zone
      self.windows = windows
      self.holidays = holidays
      self.from = from
      self.until = until
      self.hours = hours
    }
  }

  static let changesOfTheClock = [
    Case("an ordinary day", from: "2026-06-01 09:00", until: "2026-06-02 09:00", hours: 24),
    Case("spring in London", from: "2026-03-28 09:00", until: "2026-03-29 09:00", hours: 23),
    Case("autumn in London", from: "2026-10-24 09:00", until: "2026-10-25 09:00", hours: 25),
    Case(
      "spring in New York", zone: "America/New_York", from: "2026-03-07 09:00",
      until: "2026-03-08 09:00", hours: 23),
    Case(
      "autumn in New York", zone: "America/New_York", from: "2026-10-31 09:00",
      until: "2026-11-01 09:00", hours: 25),
    Case(
      "half an hour in Lord Howe", zone: "Australia/Lord_Howe", from: "2026-10-03 09:00",
      until: "2026-10-04 09:00", hours: 23.5),
    Case(
      "and back", zone: "Australia/Lord_Howe", from: "2026-04-04 09:00", until: "2026-04-05 09:00",
      hours: 24.5),
    Case(
      "no change at all", zone: "Asia/Kathmandu", from: "2026-03-28 09:00",
      until: "2026-03-29 09:00", hours: 24),
    Case(
      "a whole year has both", from: "2026-01-01 00:00", until: "2027-01-01 00:00", hours: 8_760),
    Case(
      "office hours do not notice", ["mon-sun 09:00-17:00"], from: "2026-03-28 00:00",
      until: "2026-03-31 00:00", hours: 24),
    Case(
      "a short night", ["sat 22:00-06:00"], from: "2026-03-28 12:00", until: "2026-03-29 12:00",
      hours: 7),
    Case(
      "a long night", ["sat 22:00-06:00"], from: "2026-10-24 12:00", until: "2026-10-25 12:00",
      hours: 9),
    Case(
      "a window that opens at a time that is skipped opens at the change", ["sun 01:30-09:00"],
      from: "2026-03-29 00:00", until: "2026-03-30 00:00", hours: 7),
    Case(
      "a window that closes at a time that is skipped closes at the change", ["sun 00:30-01:30"],
      from: "2026-03-29 00:00", until: "2026-03-30 00:00", hours: 0.5),
    Case(
      "a window within the hour that is skipped does not open", ["sun 01:10-01:50"],
      from: "2026-03-29 00:00", until: "2026-03-30 00:00", hours: 0),
    Case(
      "a window within the hour that is repeated opens twice", ["sun 01:10-01:50"],
      from: "2026-10-25 00:00", until: "2026-10-26 00:00", hours: 4.0 / 3),
    Case(
      "a holiday has 23 hours", holidays: ["2026-03-29"], from: "2026-03-28 00:00",
      until: "2026-03-31 00:00", hours: 48),
  ]

  static let weeks = [
    Case(
      "a week", SLADatabase.officeHours, from: "2026-06-01 00:00", until: "2026-06-08 00:00",
      hours: 40),
    Case(
      "Easter", SLADatabase.officeHours, holidays: ["2026-04-03", "2026-04-06"],
      from: "2026-03-30 00:00", until: "2026-04-07 00:00", hours: 32),
    Case(
      "a holiday at the weekend", SLADatabase.officeHours, holidays: ["2026-06-06"],
      from: "2026-06-01 00:00", until: "2026-06-08 00:00", hours: 40),
    Case(
      "a part of a window", SLADatabase.officeHours, from: "2026-06-01 10:30",
      until: "2026-06-01 11:15", hours: 0.75),
    Case(
      "outside of all windows", SLADatabase.officeHours, from: "2026-06-05 17:00",
      until: "2026-06-08 09:00", hours: 0),
    Case(
      "nights", ["mon-fri 22:00-06:00"], from: "2026-06-01 00:00", until: "2026-06-08 00:00",
      hours: 40),
    Case(
      "the first night begins in the evening", ["mon-fri 22:00-06:00"], from: "2026-06-01 00:00",
      until: "2026-06-02 00:00", hours: 2),
    Case(
      "Sunday's night ends on Monday", ["sun 22:00-06:00"], from: "2026-01-05 00:00",
      until: "2026-01-05 12:00", hours: 6),
    Case(
      "a night ends where a holiday begins, and the next begins where it ends",
      ["mon-fri 22:00-06:00"], holidays: ["2026-06-02"], from: "2026-06-01 12:00",
      until: "2026-06-03 12:00", hours: 8),
    Case(
      "windows that overlap count once", ["mon 09:00-12:00", "mon 11:00-13:00"],
      from: "2026-06-01 00:00", until: "2026-06-08 00:00", hours: 4),
    Case(
      "from Friday to Monday", ["fri-mon 10:00-11:00"], from: "2026-06-01 00:00",
      until: "2026-06-08 00:00", hours: 4),
    Case(
      "nothing between an instant and itself", from: "2026-06-01 10:00", until: "2026-06-01 10:00",
      hours: 0),
  ]

  @Test(arguments: changesOfTheClock + weeks)
  func `a calendar counts what was worked out by hand`(given: Case) async throws {
    let calendar = try await SLADatabase.makeCalendar(
      given.windows, zone: given.zone, holidays: given.holidays)
    let seconds: Double? = try await SLADatabase.tickets.value(
      """
      SELECT extract(epoch FROM response.sla_elapsed(response.business_windows(
        \(calendar)::integer, tstzrange(
          \(given.from)::timestamp AT TIME ZONE \(given.zone),
          \(given.until)::timestamp AT TIME ZONE \(given.zone)))))::float8
      """)
    #expect(seconds == (given.hours * 3_600).rounded())
  }

  @Test func `the windows are the very intervals, whatever zone the session is in`() async throws {
    let calendar = try await SLADatabase.makeCalendar(
      SLADatabase.officeHours + ["sat 22:00-02:00"], zone: "Europe/London")
    for zone in ["UTC", "America/New_York", "Australia/Lord_Howe"] {
      let windows: [String] = try await SLADatabase.tickets.transaction { transaction in
        try await transaction.execute("SET LOCAL TIME ZONE '\(unsafe: zone)'")
        return try await transaction.values(
          """
          SELECT to_char(starts_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI – ')
            || to_char(ends_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI ') || elapsed::text
          FROM response.sla_intervals(response.business_windows(
            \(calendar)::integer, '[2026-03-27T12:00:00Z, 2026-03-30T12:00:00Z)'))
          """)
      }
      #expect(
        windows == [
          "03-27 12:00 – 03-27 17:00 05:00:00", "03-28 22:00 – 03-29 01:00 08:00:00",
          "03-30 08:00 – 03-30 12:00 12:00:00",
        ], "in \(zone)")
    }
  }
}
