import DatabaseTesting
import Domain
import Hummingbird
import HummingbirdTesting
import Logging
import Postgres
import ServiceTesting
import Testing

@testable import Web

/// A program that has nothing but the feed, on the database of the running test, asked over real
/// connections.
struct FeedDesk: Sendable {
  let feed: Feed
  let port: Int
  let registry: PrometheusRegistry

  /// Runs `body` while the program runs.
  static func running(
    _ limits: FeedLimits = FeedLimits(), _ connections: ConnectionLimits = ConnectionLimits(),
    _ body: @Sendable (FeedDesk) async throws -> Void
  ) async throws {
    let database = Database(
      TestDatabase.current.settings(role: "ticket_service", applicationName: name))
    let feed = Feed(database, limits)
    let (routes, registry) = (Routes(), PrometheusRegistry())
    FeedRoutes(database, feed: feed).register(on: routes, registry: registry)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
      responder: routes.buildResponder(), server: .desk(logger: logger, limits: connections),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      services: [feed], logger: logger)
    try await application.test(.live) { client in
      try await body(
        FeedDesk(feed: feed, port: try #require(client.port), registry: registry))
    }
    await database.close()
  }

  /// What the feed's sessions are called.
  static let name = "feed-test"

  /// Writes so many events, as one transaction, and returns the numbers that they got.
  @discardableResult
  static func write(
    _ count: Int, size: Int = 0, session: (any Session)? = nil
  ) async throws -> [Int64] {
    let insert: Query = """
      INSERT INTO ledger.events (kind, ticket_id, actor, after)
      SELECT
        'ticket.changed',
        number,
        'test',
        jsonb_build_object('text', repeat('x', \(Int32(size))))
      FROM generate_series(1, \(count)) AS number
      RETURNING id
      """
    let session = session ?? TestDatabase.current.owner
    return try await session.query(insert, as: Single<Int64>.self).map(\.value)
  }

  /// The sessions that the feed has.
  static func sessions() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE application_name = \(name)
        AND datname = current_database()
      """) ?? 0
  }

  func follow(_ path: String = "/events", lastEventID: String? = nil) throws -> EventReader {
    try EventReader(port: port, path, lastEventID: lastEventID)
  }

  /// Whether a reader gets so many events in time.
  func gets(_ count: Int, _ reader: EventReader) async -> Bool {
    await eventually(within: .seconds(20)) { reader.events.count >= count }
  }
}

extension EventReader {
  /// The numbers of the events, in the order in which they came.
  var numbers: [Int64] {
    events.compactMap { event in
      event.data.firstMatch(of: /"id":([0-9]+),/).flatMap { Int64($0.1) }
    }
  }
}
