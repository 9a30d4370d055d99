import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import Postgres
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct TLSTests {
  private static let live = "/health/live"

  /// Asks by a client that trusts `authority` and nobody else; returns the status.
  private func ask(_ url: String, trusting authority: TestCertificate) async throws -> UInt {
    var configuration = HTTPClient.Configuration()
    configuration.tlsConfiguration = authority.client
    let client = HTTPClient(configuration: configuration)
    do {
      let answer = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
      try await client.shutdown()
      return answer.status.code
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  @Test(arguments: ["ticket-service", "incident-service"])
  func `a service with certificate and key speaks HTTPS and nothing else`(
    program: String
  ) async throws {
    try await TestCertificate.with("IP:127.0.0.1") { own in
      let role = program.replacing("-", with: "_")
      let service = try await RunningProgram.start(
        program,
        [
          "DATABASE_URL": TestDatabase.current.url(role: role),
          "TLS_CERTIFICATE": own.certificate.path(), "TLS_KEY": own.key.path(),
        ])
      let url = "https://127.0.0.1:\(try service.port)" + Self.live
      #expect(try await ask(url, trusting: own) == 200)
      try await TestCertificate.with("IP:127.0.0.1") { other in
        await #expect(throws: (any Error).self) { try await ask(url, trusting: other) }
      }
      await #expect(throws: (any Error).self) {
        try await ask(service.url + Self.live, trusting: own)
      }
      await service.end(by: SIGTERM)
    }
  }

  @Test func `a certificate without its key ends the program before it listens`() async throws {
    try await TestCertificate.with("DNS:a") { own in
      try await TestCertificate.with("DNS:b") { other in
        let (status, _, errors) = try await RunningProgram.run(
          "ticket-service", [],
          [
            "DATABASE_URL": "host=nowhere", "TLS_CERTIFICATE": own.certificate.path(),
            "TLS_KEY": other.key.path(),
          ])
        #expect(status == 78)
        #expect(errors.contains("TLS_CERTIFICATE and TLS_KEY must name a certificate and its key"))
      }
    }
  }

  @Test func `PostgreSQL is trusted by its certificate and its name, or not at all`() async throws {
    try await PostgresWithTLS.with { server in
      try await TestCertificate.with("DNS:localhost") { stranger in
        let right = server.certificate.certificate
        let service = try await RunningProgram.start(
          "ticket-service", ["DATABASE_URL": server.url(role: "ticket_service", trusting: right)])
        #expect(
          try await eventually(within: .seconds(30)) {
            try await Desk.get("/health/ready", from: service).contains("\"ready\"")
          })
        await service.end(by: SIGTERM)
        for url in [
          server.url(role: "ticket_service", trusting: stranger.certificate),
          server.url(role: "ticket_service", host: "127.0.0.1", trusting: right),
        ] {
          let connection = Connection(
            ConnectionSettings(url: url, applicationName: "test"), patience: .zero)
          await #expect(throws: DatabaseUnavailable.self) {
            try await connection.execute("SELECT 1")
          }
        }
      }
    }
  }
}
