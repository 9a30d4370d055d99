import DatabaseTesting
import NIOCore
import NIOSSL
import ServiceTesting
import Synchronization
import Testing
import WebhookReceiver

@testable import IncidentService

/// Endpoints over HTTPS, whose address is the one that was checked.
@Suite(.database, .timeLimit(.minutes(2))) struct TLSTests {
  private static let names = "DNS:receiver.invalid,IP:127.0.0.1"

  /// Sends one message to a server with a certificate for `names`, at the address of this machine
  /// whatever the host is. Returns the delivery, and what the server saw: the name that it was
  /// asked for, and the message.
  private func deliver(
    to host: String, of names: String = TLSTests.names, trusting isTrusted: Bool = true
  ) async throws -> (delivery: DeliveryDocument?, name: String?, posts: [ReceivedPost]) {
    let asked = Mutex<String?>(nil)
    return try await TestCertificate.with(names) { certificate in
      let tls = try certificate.server { name in asked.withLock { $0 = name } }
      return try await Receiver.run(tls: tls) { receiver in
        let hooks = HookDesk()
        try await hooks.add("ops", "https://\(host):\(receiver.port)/hook")
        try await hooks.desk.openIncidents(1...1)
        let courier = HookDesk.makeCourier(
          tls: isTrusted ? certificate.client : .makeClientConfiguration()
        ) { _, port in
          try SocketAddress(ipAddress: "127.0.0.1", port: port)
        }
        try await hooks.round(courier)
        return (
          delivery: try await hooks.deliveries().first, name: asked.withLock { $0 },
          posts: receiver.posts
        )
      }
    }
  }

  @Test func `the pinned address is asked for the name, and must have its certificate`()
    async throws
  {
    let (delivery, name, posts) = try await deliver(to: "receiver.invalid")
    #expect(delivery?.status == "delivered", "\(delivery?.lastError ?? "")")
    #expect(name == "receiver.invalid")
    #expect(posts.map { $0.host?.hasPrefix("receiver.invalid:") } == [true])
  }

  @Test func `an address in the URL must stand in the certificate`() async throws {
    let (delivery, name, posts) = try await deliver(to: "127.0.0.1")
    #expect(delivery?.status == "delivered", "\(delivery?.lastError ?? "")")
    #expect(name == nil)
    #expect(posts.count == 1)
  }

  @Test(arguments: [
    ("other.invalid", "DNS:receiver.invalid", true), ("127.0.0.1", "DNS:receiver.invalid", true),
    ("receiver.invalid", TLSTests.names, false),
  ])
  func `a certificate of another name, or of nobody who is trusted, gets nothing`(
    host: String, names: String, isTrusted: Bool
  ) async throws {
    let (delivery, _, posts) = try await deliver(to: host, of: names, trusting: isTrusted)
    #expect(delivery?.status == "waiting")
    #expect(delivery?.lastError == "the endpoint's certificate is not one to trust for its name")
    #expect(posts.isEmpty)
  }
}
