import Access
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@testable import IncidentService

/// The incident service, as the program composes it, on the database of the running test and in the
/// role of the program; asked without a network.
struct TestDesk: Sendable {
  let database: Database
  /// The routes that are asked.
  let registered: [String]
  /// The same with what they need.
  let documented: [DocumentedRoute]
  let authenticator: Authenticator

  private let application: Application<RouterResponder<DeskContext>>

  init(_ database: Database = TestDatabase.current.connect(as: "incident_service")) {
    self.database = database
    authenticator = Caller.authenticator(database)
    let routes = Routes(Gate(authenticator))
    IncidentService.register(
      on: routes, database, Feed(database), registry: PrometheusRegistry(), checks: [],
      swaggerUI: "/nowhere", open: OpenRoutes())
    registered = routes.registered
    documented = routes.documented
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

  func post(_ uri: String, _ headers: HTTPFields = [:]) async throws -> ServiceAnswer {
    try await ask(.post, uri, headers)
  }

  func post(
    _ uri: String, json: String, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await send(.post, uri, json, headers)
  }

  func patch(
    _ uri: String, json: String, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await send(.patch, uri, json, headers)
  }

  /// Stores tickets of these ids and escalates each of them by hand, in their order.
  func openIncidents(_ tickets: ClosedRange<Int64>) async throws {
    try await StoredTicket.insert(tickets)
    for ticket in tickets { _ = try await post("/incidents/\(ticket)") }
  }

  /// Leads an incident that is open to another status.
  func lead(_ id: Int64, to status: String) async throws {
    if status == "acknowledged" { _ = try await post("/incidents/\(id)/acknowledge") }
    if ["resolved", "closed"].contains(status) { _ = try await post("/incidents/\(id)/resolve") }
    if status == "closed" {
      _ = try await patch("/incidents/\(id)", json: #"{"status":"closed"}"#)
    }
  }

  /// Merges an incident into another one.
  func merge(
    _ id: Int64, into survivor: Int64, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await post("/incidents/\(id)/merge", json: #"{"into":\#(survivor)}"#, headers)
  }

  /// Takes what waits in the relay.
  func sweep() async throws {
    try await Sweeper(
      database: database, interval: .seconds(3600), open: IncidentQueries.open
    ).sweep()
  }

  /// The events of an incident as a client reads them, oldest first.
  func timeline(of id: Int64) async throws -> [EventDocument] {
    let items = try await get("/incidents/\(id)/timeline").json()["items"] as? [[String: Any]]
    return try #require(items).map { EventDocument($0) }
  }

  private func send(
    _ method: HTTPRequest.Method, _ uri: String, _ json: String, _ headers: HTTPFields
  ) async throws -> ServiceAnswer {
    var headers = headers
    headers[.contentType] = "application/json"
    return try await ask(method, uri, headers, body: ByteBuffer(string: json))
  }
}
