import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// What the tests of the SLA clocks do to the database of the running test.
enum SLADatabase {
  static var owner: Database { TestDatabase.current.owner }
  static var incidents: Database { TestDatabase.current.connect(as: "incident_service") }
  static var tickets: Database { TestDatabase.current.connect(as: "ticket_service") }

  /// Office hours, eight of them on five days a week.
  static let officeHours = ["mon-fri 09:00-17:00"]

  /// An instant, written like "2026-06-01 09:00", in UTC. 2026-06-01 is a Monday.
  static func at(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text.replacing(" ", with: "T") + ":00Z"), "\(text)")
  }

  /// Stops the clock that SQL asks.
  static func stopClock(at instant: Instant) async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '\(unsafe: instant.description)'
      """)
  }

  /// Publishes a version of a calendar and returns it.
  static func makeCalendar(
    _ windows: [String] = officeHours, zone: String = "UTC", holidays: [String] = []
  ) async throws -> Int {
    try #require(
      try await incidents.value(
        """
        INSERT INTO response.sla_calendars (name, zone, windows, holidays, note)
        VALUES ('desk', \(zone), \(windows), \(holidays)::text[]::date[], 'A test')
        RETURNING version
        """))
  }

  /// Publishes a version of a policy, in effect since long ago, and returns it. Targets are written
  /// like "04:00:00".
  @discardableResult
  static func makePolicy(
    _ name: String, for kind: SLASubject.Kind = .ticket, priorities: [Priority]? = nil,
    categories: [Domain.Category]? = nil, rank: Int = 100, calendar: Int,
    firstResponse: String? = nil, acknowledgement: String? = nil, resolution: String? = nil,
    pausedIn: [String] = [], from effective: String = "2020-01-01 00:00"
  ) async throws -> Int {
    try #require(
      try await incidents.value(
        """
        INSERT INTO response.sla_policies (
          name, subject, priorities, categories, rank, calendar, first_response, acknowledgement,
          resolution, paused_in, effective_from, note)
        VALUES (
          \(name), \(kind), \(priorities), \(categories), \(rank), \(calendar),
          \(firstResponse)::interval, \(acknowledgement)::interval, \(resolution)::interval,
          \(pausedIn), \(at(effective)), 'A test')
        RETURNING version
        """))
  }

  /// The clocks of a ticket as they stand at an instant, at which the clock that SQL asks is
  /// stopped. Both services may ask.
  static func clocks(of ticket: Int64 = 1, at instant: Instant) async throws -> [SLAClock] {
    try await stopClock(at: instant)
    return try await SLAReadingQueries.clocks(of: .ticket, [ticket], tickets)
  }

  /// The clock of a ticket that has one, as it stands at an instant.
  static func clock(of ticket: Int64 = 1, at text: String) async throws -> SLAClock {
    let clocks = try await clocks(of: ticket, at: at(text))
    #expect(clocks.count == 1)
    return try #require(clocks.first)
  }

  /// Runs a change in a transaction of the incident service.
  @discardableResult
  static func change(
    _ body: @Sendable (Transaction) async throws -> [SLAMetric]
  ) async throws -> [SLAMetric] {
    try await incidents.transaction(body)
  }
}

extension Duration {
  static func hours(_ hours: Double) -> Duration { .seconds(hours * 3_600) }
}
