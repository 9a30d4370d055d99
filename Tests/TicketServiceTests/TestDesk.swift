import Access
import DatabaseTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Postgres
import Relay
import ServiceTesting
import Web

@testable import TicketService

/// The ticket service, as the program composes it, on the database of the running test and in the
/// role of the program; asked without a network.
struct TestDesk: Sendable {
  let database: Database
  let rules: Rules
  /// The routes that are asked.
  let registered: [String]
  /// The same with what they need.
  let documented: [DocumentedRoute]
  let authenticator: Authenticator

  private let application: Application<RouterResponder<DeskContext>>

  /// A service that has not looked for rules yet.
  init(_ database: Database = TestDatabase.current.connect(as: "ticket_service")) {
    self.database = database
    rules = Rules(database)
    authenticator = Caller.authenticator(database)
    let routes = Routes(Gate(authenticator))
    TicketService.register(
      on: routes, database, rules, Feed(database), registry: PrometheusRegistry(), checks: [],
      swaggerUI: "/nowhere", open: OpenRoutes())
    registered = routes.registered
    documented = routes.documented
    application = Application(
      responder: routes.buildResponder(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// A service that has its rules.
  static func open() async -> TestDesk {
    let desk = TestDesk()
    await desk.rules.follow()
    return desk
  }

  /// A service whose database is nowhere: what it refuses is refused before the database is asked.
  static var withoutDatabase: TestDesk {
    TestDesk(
      Database(
        ConnectionSettings(url: "postgresql:///?host=/nowhere", applicationName: "test"),
        patience: .milliseconds(1)))
  }

  /// Sends a request, as an admin unless something else is said.
  func ask(
    _ method: HTTPRequest.Method, _ uri: String, _ headers: HTTPFields = [:],
    body: ByteBuffer? = nil, as caller: Caller? = .admin
  ) async throws -> ServiceAnswer {
    try await application.test(.router) { client in
      let response = try await client.execute(
        uri: uri, method: method, headers: caller?.fields(headers) ?? headers, body: body)
      return try ServiceAnswer(response, to: method)
    }
  }

  func get(_ uri: String, _ headers: HTTPFields = [:]) async throws -> ServiceAnswer {
    try await ask(.get, uri, headers)
  }

  func post(_ uri: String, _ json: String, _ headers: HTTPFields = [:]) async throws
    -> ServiceAnswer
  {
    try await ask(.post, uri, Self.json(headers), body: ByteBuffer(string: json))
  }

  func patch(_ uri: String, _ json: String, _ headers: HTTPFields = [:]) async throws
    -> ServiceAnswer
  {
    try await ask(.patch, uri, Self.json(headers), body: ByteBuffer(string: json))
  }

  private static func json(_ headers: HTTPFields) -> HTTPFields {
    var headers = headers
    headers[.contentType] = headers[.contentType] ?? "application/json"
    return headers
  }
}

extension TestDesk {
  /// Reports trouble, and reads what became of it.
  func report(
    _ title: String, _ description: String = "As the title says", _ headers: HTTPFields = [:]
  ) async throws -> TicketDocument {
    let draft = #"{"title":"\#(title)","description":"\#(description)"}"#
    return try await post("/tickets", draft, headers).read()
  }
}
