import DatabaseTesting
import Domain
import Foundation
import NIOHTTP1
import ServiceTesting
import Testing

/// Two programs that log all they can, and what they refuse.
struct LeakDesk: Sendable {
  let tickets: RunningProgram
  let incidents: RunningProgram
  /// Every answer that was an error.
  private(set) var refusals: [Answer] = []
  /// What nobody but the right one may see.
  private(set) var canaries = Canary.all(
    tokens: [Caller.admin.token, Caller(.requester).token])

  /// Starts both, with an OpenID provider whose keys are at `keys`.
  static func start(keys: String) async throws -> LeakDesk {
    for caller in [Caller.admin, Caller(.requester)] {
      try await caller.enrol(in: TestDatabase.current.owner)
    }
    func start(_ program: String, _ role: String) async throws -> RunningProgram {
      let url = TestDatabase.current.url(role: role) + "&password=\(Canary.password.text)"
      return try await RunningProgram.start(
        program,
        [
          "DATABASE_URL": url, "LOG_LEVEL": "trace", "RATE_LIMIT_WRITES": "5",
          "WEBHOOK_ALLOW_PRIVATE": "true", "OIDC_ISSUER": "https://id.example.org",
          "OIDC_AUDIENCE": "desk", "OIDC_JWKS_URL": keys,
        ])
    }
    async let tickets = start("ticket-service", "ticket_service")
    async let incidents = start("incident-service", "incident_service")
    let desk = try await LeakDesk(tickets: tickets, incidents: incidents)
    for service in [desk.tickets, desk.incidents] {
      let isReady = try await eventually {
        try await Answer.to(.GET, "/health/ready", at: service).status == 200
      }
      #expect(isReady)
    }
    return desk
  }

  /// Asks, expects an answer of this status, and keeps it where it is an error.
  @discardableResult
  mutating func expect(
    _ status: Int, _ method: HTTPMethod, _ path: String, _ json: String? = nil,
    key: String? = nil, headers: HTTPHeaders = [:], at service: RunningProgram
  ) async throws -> Answer {
    let answer = try await Answer.to(
      method, path, json: json, key: key, headers: headers, at: service)
    #expect(answer.status == status, "\(method) \(path): \(answer)")
    if answer.status >= 400 { refusals.append(answer) }
    return answer
  }

  /// Sends bytes that are no HTTP, and keeps what is said to them.
  mutating func expectUnreadable(_ bytes: String, at service: RunningProgram) async throws {
    let socket = try PlainSocket(port: service.port, request: bytes)
    var received: [UInt8] = []
    let isAnswered = await eventually {
      received += socket.receive() ?? []
      return received.last == UInt8(ascii: "}")
    }
    let answer = String(decoding: received, as: UTF8.self)
    #expect(isAnswered && answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
    refusals.append(Answer(status: 400, body: answer))
  }

  /// Makes a webhook, whose secret is a canary from now on.
  mutating func addWebhook(_ name: String, _ url: String, _ more: String = "") async throws {
    struct Made: Decodable {
      let secret: String
    }
    let answer = try await expect(
      201, .POST, "/webhooks", #"{"name": "\#(name)", "url": "\#(url)"\#(more)}"#, at: incidents)
    let secret = try JSONDecoder().decode(Made.self, from: Data(answer.body.utf8)).secret
    canaries.append(Canary("webhook secret", String(secret.dropFirst("whsec_".count))))
  }

  /// Where one of the canaries is that should not be: in what the programs wrote, in their metrics
  /// or in an error.
  func sightings() async throws -> [String] {
    var texts = refusals.map { "\($0.status) \($0.body)" }
    for service in [tickets, incidents] {
      texts.append(try await Desk.get("/metrics", from: service))
      texts.append(try service.logged)
    }
    return texts.flatMap { Canary.sightings(of: canaries, in: $0) }
  }

  func stop() async {
    await tickets.end(by: SIGTERM)
    await incidents.end(by: SIGTERM)
  }
}
