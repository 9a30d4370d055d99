import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks the services in the name of everybody in a demo.
struct DemoClient: Sendable {
  let http: HTTPClient
  /// Where the services are.
  let tickets: String
  let incidents: String
  /// What each shows, by name.
  let tokens: [String: String]

  /// What a new thing is called by: a ticket by its id, a version by its number.
  private struct Made: Decodable {
    var id: Int64?
    var version: Int64?
  }

  /// Does a step. Returns the id of what it is about.
  @discardableResult
  func perform(_ step: DemoStep, _ book: DemoBook) async throws -> Int64? {
    let request = try request(step, book)
    return try await send(request).id
  }

  /// Publishes what is not published yet, in JSON, at a path of the incident service. Returns its
  /// version.
  func publish(_ path: String, _ text: String, as actor: String) async throws -> Int64 {
    let request = HTTPClientRequest.json(
      .POST, incidents + path, token: tokens[actor] ?? "", text: Data(text.utf8))
    return try await send(request).version ?? 0
  }

  private func send(_ request: HTTPClientRequest) async throws -> Made {
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await http.execute(request, timeout: .seconds(20))
      body = try await response.body.collect(upTo: 1 << 20)
    } catch {
      throw ConnectionFault(error, url: request.url)
    }
    guard 200..<300 ~= response.status.code else {
      throw OneLine(
        "\(request.method.rawValue) \(request.url) was answered \(response.status): "
          + String(buffer: body).prefix(400), status: 1)
    }
    return try JSONDecoder().decode(Made.self, from: Data(body.readableBytesView))
  }
}

// MARK: - Requests

extension DemoClient {
  private struct Comment: Encodable {
    let visibility: String
    let text: String
  }

  private func request(_ step: DemoStep, _ book: DemoBook) throws -> HTTPClientRequest {
    let token = tokens[step.actor] ?? ""
    func ask(
      _ method: HTTPMethod, _ url: String, _ body: some Encodable = [String: String]()
    ) throws -> HTTPClientRequest {
      try .json(method, url, token: token, body)
    }
    func move(_ verb: String, _ body: some Encodable = [String: String]()) throws
      -> HTTPClientRequest
    {
      try ask(.POST, try incident(step.ticket, book) + "/" + verb, body)
    }
    switch step.deed {
    case .report(let report): return try ask(.POST, tickets + "/tickets", report)
    case .say(let text, let isPublic):
      return try ask(
        .POST, try ticket(step.ticket, book) + "/comments",
        Comment(visibility: isPublic ? "public" : "internal", text: text))
    case .change(let change): return try ask(.PATCH, try ticket(step.ticket, book), change)
    case .escalate:
      let id = try found(book.ticket(step.ticket), step.ticket, "reported")
      return try ask(.POST, incidents + "/incidents/\(id)")
    case .acknowledge: return try move("acknowledge")
    case .assign(let name): return try move("assign", ["assignee": name])
    case .note(let text): return try move("notes", ["note": text])
    case .resolve(let all): return try move("resolve", ["resolve_tickets": all])
    case .reopen: return try move("reopen")
    case .closeIncident:
      return try ask(.PATCH, try incident(step.ticket, book), ["status": "closed"])
    case .merge(let other):
      return try move("merge", ["into": try found(book.incident(other), other, "escalated")])
    }
  }

  private func ticket(_ number: Int, _ book: DemoBook) throws -> String {
    tickets + "/tickets/\(try found(book.ticket(number), number, "reported"))"
  }

  private func incident(_ number: Int, _ book: DemoBook) throws -> String {
    incidents + "/incidents/\(try found(book.incident(number), number, "escalated"))"
  }

  private func found(_ id: Int64?, _ number: Int, _ participle: String) throws -> Int64 {
    guard let id else {
      throw OneLine("ticket \(number) of the plan is not \(participle)", status: 1)
    }
    return id
  }
}
