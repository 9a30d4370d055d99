import Dispatch
import Foundation
import ServiceTesting

/// Many clients, each on a connection of its own, who post tickets one after the other as fast as
/// they are answered. Plain sockets and one thread: a client library has enough to do with itself.
final class Flood: Sendable {
  /// What they were answered.
  struct Answers: Sendable {
    var stored = 0
    var refused = 0
    /// Answers that are neither 201 nor 503 with a Retry-After.
    var others: [String] = []
  }

  private let port: Int
  private let connections: Int

  init(port: Int, connections: Int) {
    self.port = port
    self.connections = connections
  }

  /// Posts until `isEnough`, which is asked after each round of answers, and returns what the
  /// requests were answered until then, and all of them in the end.
  func post(
    until isEnough: @escaping @Sendable (Answers) throws -> Bool
  ) async throws -> (flood: Answers, all: Answers) {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try self.flow(until: isEnough) })
      }
    }
  }

  private func flow(
    until isEnough: (Answers) throws -> Bool
  ) throws -> (flood: Answers, all: Answers) {
    var answers = Answers()
    var flood: Answers?
    let sockets = try (0..<connections).map { _ in
      try PlainSocket(port: port, request: Self.request)
    }
    defer { withExtendedLifetime(sockets) {} }
    var polls = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    var outstanding = connections
    while outstanding > 0 {
      guard poll(&polls, nfds_t(polls.count), 60_000) > 0 else { throw POSIXError(.ETIMEDOUT) }
      for poll in polls where poll.revents != 0 {
        count(try receive(on: poll.fd), &answers)
        if flood == nil { try send(on: poll.fd) } else { outstanding -= 1 }
      }
      if try flood == nil && isEnough(answers) { flood = answers }
    }
    return (flood ?? answers, answers)
  }

  private func count(_ answer: String, _ answers: inout Answers) {
    if answer.hasPrefix("HTTP/1.1 201 ") {
      answers.stored += 1
    } else if answer.hasPrefix("HTTP/1.1 503 "), answer.contains("Retry-After: 1\r\n") {
      answers.refused += 1
    } else {
      answers.others.append(answer)
    }
  }

  private static let request = """
    POST /tickets HTTP/1.1\r\nHost: x\r\nAuthorization: \(Caller.admin.authorization)\r\n\
    Content-Type: application/json\r\nContent-Length: 34\r\n\r\n{"title": "a", "description": "d"}
    """

  private func send(on connection: Int32) throws {
    let bytes = Array(Self.request.utf8)
    let sent = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    guard sent == bytes.count else { throw POSIXError(.EPIPE) }
  }

  /// An answer is short and its header and body are sent by one call, so it is read by one.
  private func receive(on connection: Int32) throws -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &bytes, bytes.count, 0)
    guard count > 0 else { throw POSIXError(.ECONNRESET) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
