package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Makes tickets by the HTTP API, and does not give up early.
package struct TicketClient: Sendable {
  private let http: HTTPClient
  private let server: ServerAddress
  private let token: String
  private let retry: RetryPolicy
  private let timeout: Duration
  private let clock: any Clock<Duration>

  /// A client of the ticket service at `server`, who shows `token`. `timeout` is for each attempt;
  /// pauses between attempts are measured by `clock`.
  package init(
    http: HTTPClient, server: ServerAddress, token: String, retry: RetryPolicy = RetryPolicy(),
    timeout: Duration = .seconds(30), clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.http = http
    self.server = server
    self.token = token
    self.retry = retry
    self.timeout = timeout
    self.clock = clock
  }

  /// How its `HTTPClient` is to be: as many connections as requests in flight, and errors at once,
  /// since attempts are ours to count.
  package static func configuration(connections: Int) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(5)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// Returns when the server answers at all, whatever it says. Throws ``ConnectionFault``.
  package func reach() async throws {
    do {
      let request = HTTPClientRequest(url: server.url("/health/live"))
      let response = try await http.execute(request, timeout: TimeAmount(.seconds(5)))
      _ = try? await response.body.collect(upTo: 64 * 1024)
    } catch {
      throw ConnectionFault(error, url: server.description)
    }
  }

  /// Sends a ticket until there is an answer that stands, or no attempt is left.
  ///
  /// Throws ``ImportStopped/turnedAway(status:url:)`` for an answer that no row would change, and
  /// `CancellationError`.
  package func post(_ ticket: TicketText, key: IdempotencyKey) async throws -> TicketAnswer {
    let request = try request(ticket, key: key)
    var attempt = 1
    while true {
      let setback: Setback
      switch try await send(request) {
      case .success(let answer): return answer
      case .failure(let reason): setback = reason
      }
      let pause = retry.pause(
        after: attempt, retryAfter: setback.retryAfter, jitter: .random(in: 0...1))
      guard let pause else {
        return .failed("\(setback.reason) (\(attempt) attempts)")
      }
      try await clock.sleep(for: pause)
      attempt += 1
    }
  }

  /// Why an attempt is to be repeated.
  private struct Setback: Error {
    let reason: String
    var retryAfter: Duration?
  }

  private func request(_ ticket: TicketText, key: IdempotencyKey) throws -> HTTPClientRequest {
    var request = HTTPClientRequest(url: server.url("/tickets"))
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "application/json, application/problem+json")
    request.headers.add(name: "Idempotency-Key", value: key.description)
    // Unsorted, the members change places from run to run, and a server that compares requests
    // would take the same row for another under a key that it knows.
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    request.body = .bytes(ByteBuffer(bytes: try encoder.encode(ticket)))
    return request
  }

  private func send(
    _ request: HTTPClientRequest
  ) async throws -> Result<TicketAnswer, Setback> {
    let head: HTTPClientResponse
    let body: ByteBuffer
    do {
      head = try await http.execute(request, timeout: TimeAmount(timeout))
      // Read to its end, or the connection could not be used again.
      body = try await head.body.collect(upTo: 1024 * 1024)
    } catch {
      try Task.checkCancellation()
      return .failure(Setback(reason: ConnectionFault(error, url: request.url).reason))
    }
    let status = Int(head.status.code)
    let retryAfter = head.headers.first(name: "Retry-After")
    if RetryPolicy.retries(status: status, hasRetryAfter: retryAfter != nil) {
      return .failure(
        Setback(
          reason: head.status.description, retryAfter: RetryPolicy.retryAfter(retryAfter)))
    }
    let isReplay = head.headers.first(name: "Idempotency-Replayed") == "true"
    guard
      let answer = TicketAnswer(
        status: status, isReplay: isReplay, body: Data(body.readableBytesView))
    else { throw ImportStopped.turnedAway(status: head.status.description, url: request.url) }
    return .success(answer)
  }
}
