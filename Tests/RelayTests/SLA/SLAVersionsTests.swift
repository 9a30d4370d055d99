import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// What calendars and policies may say, and that nobody changes them.
@Suite(.database, .timeLimit(.minutes(1))) struct SLAVersionsTests {
  @Test(arguments: [
    [], ["monday 09:00-17:00"], ["mon 9:00-17:00"], ["mon 09:00-24:00"], ["mon 09:00"],
    ["mon 09:00-17:60"], ["mon,tue 09:00-17:00"], ["mon 09:00-12:00,mon 13:00-17:00"], [""],
    ["mon-fri 09:00-17:00", "sat"], ["MON 09:00-17:00"], ["mon 09:00-17:00\n"],
  ])
  func `a calendar without windows, or with a malformed one, is refused`(
    windows: [String]
  ) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.makeCalendar(windows)
    }
    #expect(error?.constraint == "a window is like mon-fri 09:00-17:00, and there is one")
  }

  @Test func `a window that is NULL is refused`() async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.incidents.execute(
        """
        INSERT INTO response.sla_calendars (name, zone, windows, note)
        VALUES ('a', 'UTC', ARRAY['mon 09:00-17:00', NULL], 'b')
        """)
    }
    #expect(error?.constraint == "a window is like mon-fri 09:00-17:00, and there is one")
  }

  @Test(arguments: ["EST", "+01", "EST5EDT", "europe/London", "Europe/London1", "Foo/Bar3", ""])
  func `an offset or an abbreviation is no zone`(zone: String) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.makeCalendar(zone: zone)
    }
    #expect(error?.constraint == "a zone is UTC or an IANA name like Europe/London")
  }

  @Test func `a zone that nobody knows is refused`() async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.makeCalendar(zone: "Europe/Nowhere")
    }
    #expect(error?.message.contains("Europe/Nowhere") == true)
  }

  @Test(arguments: [
    (["mon-fri 09:00-17:00"], "{[540,1020),[1980,2460),[3420,3900),[4860,5340),[6300,6780)}"),
    (["mon 00:00-00:00", "tue 22:00-06:00"], "{[0,1440),[2760,3240)}"),
    (["sun 22:00-06:00"], "{[9960,10440)}"),
    (
      ["sat-mon 10:00-10:01"],
      "{[600,601),[7800,7801)"
        + ",[9240,9241)}"
    ),
    (["mon-sun 00:00-00:00"], "{[0,10080)}"),
  ])
  func `windows are read as minutes of the week`(windows: [String], week: String) async throws {
    let calendar = try await SLADatabase.makeCalendar(windows)
    #expect(
      try await SLADatabase.tickets.value(
        "SELECT week::text FROM response.sla_calendars WHERE version = \(calendar)") == week)
  }

  @Test(arguments: ["0", "-01:00", "1 day", "1 month", "1 year", "1 day 02:00"])
  func `a target of nothing, or of days, is refused`(target: String) async throws {
    let calendar = try await SLADatabase.makeCalendar()
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.makePolicy("a", calendar: calendar, resolution: target)
    }
    #expect(error?.constraint == "a target is more than none, in hours, minutes and seconds")
  }

  @Test(arguments: [
    (SLASubject.Kind.ticket, ["acknowledged"]), (.ticket, ["resolved"]), (.incident, ["waiting"]),
    (.incident, ["open", "closed"]),
  ])
  func `a clock pauses in statuses of its subject in which there is something to do`(
    kind: SLASubject.Kind, statuses: [String]
  ) async throws {
    let calendar = try await SLADatabase.makeCalendar()
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.makePolicy("a", for: kind, calendar: calendar, pausedIn: statuses)
    }
    #expect(error?.constraint == "a clock pauses in statuses in which the subject is open")
  }

  @Test(arguments: [
    "UPDATE response.sla_calendars SET holidays = '{2026-12-25}'",
    "DELETE FROM response.sla_calendars", "TRUNCATE response.sla_calendars CASCADE",
    "UPDATE response.sla_policies SET resolution = '1:00'", "DELETE FROM response.sla_policies",
    "TRUNCATE response.sla_policies",
  ])
  func `not even the owner changes a version`(statement: String) async throws {
    let calendar = try await SLADatabase.makeCalendar()
    try await SLADatabase.makePolicy("a", calendar: calendar, resolution: "4:00")
    let error = await #expect(throws: DatabaseError.self) {
      try await SLADatabase.owner.execute("\(unsafe: statement)")
    }
    #expect(error?.sqlState == .insufficientPrivilege)
    #expect(error?.message.contains("are never changed: insert another one") == true)
  }
}
