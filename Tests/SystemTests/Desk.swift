import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import ServiceTesting

/// A ticket service and any number of incident services on the test's database, and what their
/// clients do.
struct Desk: Sendable {
  let tickets: RunningProgram
  var incidents: RunningProgram

  /// Starts both.
  static func start(_ more: [String: String] = [:]) async throws -> Desk {
    async let tickets = startTickets()
    async let incidents = startIncidents(more)
    return try await Desk(tickets: tickets, incidents: incidents)
  }

  static func startTickets() async throws -> RunningProgram {
    try await Caller.admin.enrol(in: TestDatabase.current.owner)
    return try await RunningProgram.start(
      "ticket-service", ["DATABASE_URL": TestDatabase.current.url(role: "ticket_service")])
  }

  static func startIncidents(_ more: [String: String] = [:]) async throws -> RunningProgram {
    try await Caller.admin.enrol(in: TestDatabase.current.owner)
    let url = TestDatabase.current.url(role: "incident_service")
    return try await RunningProgram.start(
      "incident-service", ["DATABASE_URL": url].merging(more) { $1 })
  }

  /// Ends both.
  func stop() async {
    await tickets.end(by: SIGTERM)
    await incidents.end(by: SIGTERM)
  }

  /// Posts a ticket that escalates, again where it was not acknowledged, and returns its id. A key
  /// makes sure that trying again makes no second one.
  @discardableResult
  func reportPhishing(
    _ number: Int, headers: HTTPHeaders = [:], to service: RunningProgram? = nil
  ) async throws -> Int {
    var request = HTTPClientRequest(url: (service ?? tickets).url + "/tickets")
    request.method = .POST
    request.headers = headers
    request.headers.add(name: "Authorization", value: Caller.admin.authorization)
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Idempotency-Key", value: "\"phishing-\(number)\"")
    request.body = .bytes(
      ByteBuffer(
        string: #"{"title": "Phishing \#(number)", "description": "A mail asks for a password"}"#))
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        if response.status == .created {
          return try JSONDecoder().decode(Made.self, from: Data(body.readableBytesView)).id
        }
        guard response.status == .serviceUnavailable, .now < deadline else {
          throw Unexpected(status: Int(response.status.code), body: String(buffer: body))
        }
      } catch let error as HTTPClientError {
        guard ContinuousClock.now < deadline else { throw error }
      }
      await Task.yield()
    }
  }

  /// Posts tickets that escalate, several at once.
  func reportPhishing(_ numbers: Range<Int>) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, number) in numbers.enumerated() {
        if index >= 8 { try await group.next() }
        group.addTask { _ = try await reportPhishing(number) }
      }
      try await group.waitForAll()
    }
  }

  /// Resolves an incident with its tickets.
  func resolveWithTickets(_ incident: Int) async throws {
    try await Self.post(
      "/incidents/\(incident)/resolve", #"{"resolve_tickets": true}"#, to: incidents)
  }

  /// POSTs JSON to a path of a service and returns the body. Throws ``Unexpected`` where the answer
  /// is an error.
  @discardableResult
  static func post(
    _ path: String, _ json: String = "{}", to service: RunningProgram
  ) async throws -> String {
    try await send(.POST, path, json, to: service)
  }

  /// As `post`, for a PATCH.
  @discardableResult
  static func patch(
    _ path: String, _ json: String, to service: RunningProgram
  ) async throws -> String {
    try await send(.PATCH, path, json, to: service)
  }

  private static func send(
    _ method: HTTPMethod, _ path: String, _ json: String, to service: RunningProgram
  ) async throws -> String {
    var request = HTTPClientRequest(url: service.url + path)
    request.method = method
    request.headers.add(name: "Authorization", value: Caller.admin.authorization)
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: json))
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
    guard response.status.code < 300 else {
      throw Unexpected(status: Int(response.status.code), body: body)
    }
    return body
  }

  /// GETs a path of a service and returns its body.
  static func get(_ path: String, from service: RunningProgram) async throws -> String {
    var request = HTTPClientRequest(url: service.url + path)
    request.headers.add(name: "Authorization", value: Caller.admin.authorization)
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    return String(buffer: try await response.body.collect(upTo: 1 << 20))
  }

  private struct Made: Decodable {
    let id: Int
  }

  /// An answer that no client expects.
  struct Unexpected: Error {
    let status: Int
    let body: String
  }
}
