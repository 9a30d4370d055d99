import DatabaseTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Postgres
import ServiceTesting
import Web

@testable import IncidentService

/// The incident service, as the program composes it, on the database of the running test and in the
/// role of the program; asked without a network.
struct TestDesk: Sendable {
  let database: Database
  /// The routes that are asked.
  let registered: [String]

  private let application: Application<RouterResponder<DeskContext>>

  init(_ database: Database = TestDatabase.current.connect(as: "incident_service")) {
    self.database = database
    let routes = Routes()
    IncidentService.register(
      on: routes, database, registry: PrometheusRegistry(), checks: [], swaggerUI: "/nowhere")
    registered = routes.registered
    application = Application(
      responder: routes.buildResponder(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// A service whose database is nowhere: what it refuses is refused before the database is asked.
  static var withoutDatabase: TestDesk {
    TestDesk(
      Database(
        ConnectionSettings(url: "postgresql:///?host=/nowhere", applicationName: "test"),
        patience: .milliseconds(1)))
  }

  /// Sends a request.
  func ask(
    _ method: HTTPRequest.Method, _ uri: String, _ headers: HTTPFields = [:],
    body: ByteBuffer? = nil
  ) async throws -> ServiceAnswer {
    try await application.test(.router) { client in
      let response = try await client.execute(
        uri: uri, method: method, headers: headers, body: body)
      return try ServiceAnswer(response, to: method)
    }
  }

  func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> ServiceAnswer {
    try await ask(.get, uri, headers)
  }

  func post(_ uri: String, _ headers: HTTPFields = [:]) async throws -> ServiceAnswer {
    try await ask(.post, uri, headers)
  }
}
