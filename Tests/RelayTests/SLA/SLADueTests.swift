import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(2))) struct SLADueTests {
  /// When a target is used up, worked out by hand. Times are London's wall clock's; intervals are
  /// written as `from/until`, without the second half where they have no end.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var zone = "Europe/London"
    var windows = SLADatabase.officeHours
    var holidays: [String] = []
    let active: [String]
    var paused: [String] = []
    let target: String
    let due: String?

    init(
      _ description: String, _ windows: [String] = SLADatabase.officeHours,
      holidays: [String] = [], active: [String], paused: [String] = [], target: String,
      due: String?
    ) {
      testDescription = description
      self.windows = windows
      self.holidays = holidays
      self.active = active
      self.paused = paused
      self.target = target
      self.due = due
    }

    func multirange(_ intervals: [String]) -> Query {
      let pairs = intervals.map { $0.split(separator: "/").map(String.init) }
      return """
        (SELECT coalesce(range_agg(tstzrange(
          starts_at::timestamp AT TIME ZONE \(zone), ends_at::timestamp AT TIME ZONE \(zone)
        )), '{}')
        FROM unnest(
          \(pairs.map { $0[0] }), \(pairs.map { $0.count > 1 ? $0[1] : nil })
        ) AS part (starts_at, ends_at))
        """
    }
  }

  static let calendars = [
    Case("within the day", active: ["2026-06-01 09:00"], target: "4:00", due: "2026-06-01 13:00"),
    Case("over night", active: ["2026-06-01 16:00"], target: "2:00", due: "2026-06-02 10:00"),
    Case("over the weekend", active: ["2026-06-05 16:00"], target: "2:00", due: "2026-06-08 10:00"),
    Case(
      "exactly to the window's end", active: ["2026-06-05 09:00"], target: "8:00",
      due: "2026-06-05 17:00"),
    Case(
      "a microsecond more", active: ["2026-06-05 09:00"], target: "8:00:00.000001",
      due: "2026-06-08 09:00:00.000001"),
    Case(
      "from a window's end on", active: ["2026-06-05 17:00"], target: "1:00",
      due: "2026-06-08 10:00"),
    Case("born at night", active: ["2026-06-06 12:00"], target: "1:00", due: "2026-06-08 10:00"),
    Case(
      "over Easter", holidays: ["2026-04-03", "2026-04-06"], active: ["2026-04-02 16:00"],
      target: "2:00", due: "2026-04-07 10:00"),
    Case(
      "24 hours in spring", ["mon-sun 00:00-00:00"], active: ["2026-03-28 09:00"], target: "24:00",
      due: "2026-03-29 10:00"),
    Case(
      "24 hours in autumn", ["mon-sun 00:00-00:00"], active: ["2026-10-24 09:00"], target: "24:00",
      due: "2026-10-25 08:00"),
    Case(
      "a night shift", ["mon-fri 22:00-06:00"], active: ["2026-06-05 23:00"], target: "8:00",
      due: "2026-06-08 23:00"),
    Case("250 days", active: ["2026-01-01 00:00"], target: "2000:00", due: "2026-12-16 17:00"),
    Case(
      "48 weeks", ["wed 09:00-09:10"], active: ["2026-01-01 00:00"], target: "8:00",
      due: "2026-12-02 09:10"),
    Case(
      "19 years", ["wed 09:00-09:10"], active: ["2026-01-01 00:00"], target: "165:00",
      due: "2044-12-21 09:10"),
    Case(
      "out of reach", ["wed 09:00-09:10"], active: ["2026-01-01 00:00"], target: "800:00",
      due: nil),
  ]

  static let histories = [
    Case(
      "after a pause", active: ["2026-06-01 09:00"], paused: ["2026-06-01 10:00/2026-06-01 12:00"],
      target: "4:00", due: "2026-06-01 15:00"),
    Case(
      "after a pause outside of the windows", active: ["2026-06-01 16:00"],
      paused: ["2026-06-01 18:00/2026-06-02 08:00"], target: "2:00", due: "2026-06-02 10:00"),
    Case(
      "after a pause that begins in one window and ends in another", active: ["2026-06-01 09:00"],
      paused: ["2026-06-01 16:00/2026-06-02 10:00"], target: "8:00", due: "2026-06-02 11:00"),
    Case(
      "while it is paused", active: ["2026-06-01 09:00"], paused: ["2026-06-01 10:00"],
      target: "4:00", due: nil),
    Case(
      "paused when it was used up", active: ["2026-06-01 09:00"], paused: ["2026-06-01 13:00"],
      target: "4:00", due: "2026-06-01 13:00"),
    Case(
      "born paused", active: ["2026-06-01 09:00"], paused: ["2026-06-01 09:00"], target: "4:00",
      due: nil),
    Case(
      "born paused, and gone on", active: ["2026-06-01 09:00"],
      paused: ["2026-06-01 09:00/2026-06-03 11:00"], target: "4:00", due: "2026-06-03 15:00"),
    Case(
      "reopened", active: ["2026-06-01 09:00/2026-06-01 11:00", "2026-06-02 10:00"],
      target: "4:00", due: "2026-06-02 12:00"),
    Case(
      "stopped", active: ["2026-06-01 09:00/2026-06-01 10:00"], target: "4:00",
      due: "2026-06-01 13:00"),
    Case("never active", active: [], target: "4:00", due: nil),
  ]

  @Test(arguments: calendars + histories)
  func `the due time is what was worked out by hand`(given: Case) async throws {
    let calendar = try await SLADatabase.makeCalendar(
      given.windows, zone: given.zone, holidays: given.holidays)
    for zone in ["UTC", "America/New_York"] {
      let due: String? = try await SLADatabase.incidents.transaction { transaction in
        try await transaction.execute("SET LOCAL TIME ZONE '\(unsafe: zone)'")
        return try await transaction.value(
          """
          SELECT (response.sla_due(
            \(calendar)::integer, \(given.multirange(given.active)),
            \(given.multirange(given.paused)), \(given.target)::interval, '-infinity'
          ) AT TIME ZONE \(given.zone))::text
          """, as: String?.self) ?? nil
      }
      let wanted = given.due.map { $0.count == 16 ? $0 + ":00" : $0 }
      #expect(due == wanted, "in a session in \(zone)")
    }
  }
}
