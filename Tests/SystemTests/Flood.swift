import Dispatch
import Foundation

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

  private let port: in_port_t
  private let connections: Int

  init(url: String, connections: Int) {
    port = url.split(separator: ":").last.flatMap { in_port_t($0) } ?? 0
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
    var polls = try (0..<connections).map { _ in
      let connection = try connect()
      try send(on: connection)
      return pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
    }
    defer { for poll in polls { close(poll.fd) } }
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

  private func connect() throws -> Int32 {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw POSIXError(.ECONNREFUSED) }
    return connection
  }

  private static let request = Array(
    """
    POST /tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
    Content-Length: 34\r\n\r\n{"title": "a", "description": "d"}
    """.utf8)

  private func send(on connection: Int32) throws {
    let sent = Foundation.send(connection, Self.request, Self.request.count, Int32(MSG_NOSIGNAL))
    guard sent == Self.request.count else { throw POSIXError(.EPIPE) }
  }

  /// An answer is short and its header and body are sent by one call, so it is read by one.
  private func receive(on connection: Int32) throws -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &bytes, bytes.count, 0)
    guard count > 0 else { throw POSIXError(.ECONNRESET) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
