import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import ServiceTesting
import Testing

/// Instances share the limits of a caller, and know each other by the sessions that listen.
@Suite(.database, .timeLimit(.minutes(2))) struct SharedLimitTests {
  private func policy(of service: RunningProgram) async throws -> String? {
    var request = HTTPClientRequest(url: service.url + "/tickets?limit=1")
    request.headers.add(name: "Authorization", value: Caller.admin.authorization)
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    _ = try await response.body.collect(upTo: 1 << 20)
    return response.headers.first(name: "RateLimit-Policy")
  }

  private func start() async throws -> RunningProgram {
    try await Caller.admin.enrol(in: TestDatabase.current.owner)
    return try await RunningProgram.start(
      "ticket-service",
      [
        "DATABASE_URL": TestDatabase.current.url(role: "ticket_service"), "RATE_LIMIT_READS": "8",
      ])
  }

  @Test func `two services allow half of it each, and one that is alone all of it`() async throws {
    let one = try await start()
    #expect(
      try await eventually(within: .seconds(30)) {
        try await policy(of: one) == #""reads";q=80;w=10"#
      })
    let other = try await start()
    for service in [one, other] {
      #expect(
        try await eventually(within: .seconds(30)) {
          try await policy(of: service) == #""reads";q=40;w=10"#
        })
    }
    await other.end(by: SIGKILL)
    #expect(
      try await eventually(within: .seconds(30)) {
        try await policy(of: one) == #""reads";q=80;w=10"#
      })
    await one.end(by: SIGTERM)
  }
}
