import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import Web

/// What only a real connection shows: chunks, early answers, no body after HEAD.
struct LiveServerTests {
  private let log = LogRecorder()

  private func ask(
    _ request: String, _ limits: ConnectionLimits = ConnectionLimits()
  ) async throws -> String {
    try await Application(
      router: Notebook.routes(), server: .desk(logger: log.logger, limits: limits),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      logger: log.logger
    ).test(.live) { client in
      try await Socket.exchange(request, port: try #require(client.port))
    }
  }

  private static let head =
    "POST /notes HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"

  @Test func `chunks are put together`() async throws {
    let answer = try await ask(
      Self.head + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"title\":\r\n5\r\n\"ok\"}\r\n0\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 201 "))
    #expect(answer.hasSuffix(#"{"title":"ok","priority":null}"#))
  }

  @Test func `chunks that are too much are a 413, without their length being known`() async throws {
    let chunk = "8000\r\n" + String(repeating: " ", count: 0x8000) + "\r\n"
    let answer = try await ask(
      Self.head + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 20)
        + "0\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.contains("urn:firstline:problem:too-large"))
  }

  @Test func `a length that is too much is a 413 before anything is sent`() async throws {
    let answer = try await ask(Self.head + "Content-Length: 10000000\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 413 "))
  }

  @Test(arguments: ["Z\r\n{}\r\n0\r\n\r\n", "2\r\n{}junk\r\n"])
  func `broken chunks are a 400`(chunks: String) async throws {
    let answer = try await ask(Self.head + "Transfer-Encoding: chunked\r\n\r\n" + chunks)
    #expect(answer.hasPrefix("HTTP/1.1 400 "))
    #expect(answer.contains("urn:firstline:problem:malformed-request"))
  }

  @Test(arguments: ["/notes/7", "/nothing"])
  func `nothing follows the header of HEAD`(path: String) async throws {
    let answer = try await ask("HEAD \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(answer.hasSuffix("\r\n\r\n"))
    #expect(answer.lowercased().contains("content-length: "))
    #expect(!answer.lowercased().contains("content-length: 0"))
  }

  @Test func `a request after one with a refused body is answered on the same connection`()
    async throws
  {
    let refused = "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n"
    let answer = try await ask(
      refused + String(repeating: "x", count: 300_000)
        + "GET /notes/7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 415 "))
    #expect(answer.contains("HTTP/1.1 200 OK"))
  }

  @Test(arguments: [
    "GARBAGE\r\n\r\n", "GET / HTTP/9.7\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
  ])
  func `what is not HTTP is a problem, too`(request: String) async throws {
    let answer = try await ask(request)
    #expect(answer.hasPrefix("HTTP/1.1 400 "))
    #expect(answer.contains("Content-Type: application/problem+json\r\n"))
    #expect(answer.contains("urn:firstline:problem:malformed-request"))
    #expect(answer.contains(#""detail":"What was sent cannot be read as HTTP/1.1: "#))
    let id = try #require(log.line("request unreadable")?.metadata["request_id"])
    #expect(answer.contains("X-Request-Id: \(id)\r\n"))
    #expect(answer.contains(#""instance":"urn:firstline:request:\#(id)""#))
  }

  @Test func `a header that is too large is a problem that says so`() async throws {
    let answer = try await ask(
      "GET /notes/7 HTTP/1.1\r\nHost: x\r\nCookie: " + String(repeating: "x", count: 200_000)
        + "\r\n\r\n")
    #expect(answer.contains("urn:firstline:problem:malformed-request"))
    #expect(answer.contains("The header of the request is too large."))
  }

  @Test func `what comes after a good request on the same connection takes nothing from it`()
    async throws
  {
    let answer = try await ask("GET /notes/7 HTTP/1.1\r\nHost: x\r\n\r\nGARBAGE\r\n\r\n")
    let answers = answer.components(separatedBy: "HTTP/1.1 ").dropFirst()
    #expect(answers.map { $0.prefix(3) } == ["200", "400"])
    #expect(answers.last?.contains("urn:firstline:problem:malformed-request") == true)
  }

  @Test(arguments: ["", "GET /notes/7 HT", "GET /notes/7 HTTP/1.1\r\nHost: x\r\n"])
  func `a header that does not come closes the connection`(start: String) async throws {
    var limits = ConnectionLimits()
    limits.header = .milliseconds(100)
    #expect(try await ask(start, limits) == "")
  }

  @Test func `a body that does not come is a problem, and closes the connection`() async throws {
    var limits = ConnectionLimits()
    limits.body = .milliseconds(100)
    let head = "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    let answer = try await ask(head + "Content-Length: 100\r\n\r\n{", limits)
    #expect(answer.hasPrefix("HTTP/1.1 408 "))
    #expect(answer.contains("urn:firstline:problem:request-timeout"))
  }
}
