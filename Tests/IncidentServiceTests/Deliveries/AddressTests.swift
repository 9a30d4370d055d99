import DatabaseTesting
import NIOCore
import ServiceTesting
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.timeLimit(.minutes(2))) struct AddressTests {
  @Test(arguments: [
    "127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "0.0.0.0", "100.64.0.1", "100.127.255.255", "224.0.0.1", "239.1.1.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.5", "::1", "::",
    "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::7f00:1", "64:ff9b::7f00:1", "2001:db8::1", "2002:7f00:1::", "2001::1", "fec0::1",
  ])
  func `an address that is not of the public internet is refused`(address: String) throws {
    #expect(!PublicAddress.includes(try SocketAddress(ipAddress: address, port: 80)))
  }

  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.0.1",
    "169.253.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888",
  ])
  func `an address of the public internet is allowed`(address: String) throws {
    #expect(PublicAddress.includes(try SocketAddress(ipAddress: address, port: 80)))
  }

  @Test(.database, arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::1]"])
  func `a private address is refused, however it is written`(host: String) async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", "http://\(host):\(receiver.port)/hook")
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round(HookDesk.makeCourier(allowsPrivate: false))
      #expect(receiver.posts.isEmpty)
      let delivery = try #require(try await hooks.deliveries().first)
      #expect(delivery.status == "waiting")
      #expect(delivery.lastError == "the address is not public, and so not allowed")
    }
  }

  @Test(.database)
  func `the address that was checked is the one that is connected to, under the name`()
    async throws
  {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      let url = "http://receiver.invalid:\(receiver.port)/hook"
      try await hooks.add("ops", url)
      try await hooks.desk.openIncidents(1...2)
      // The name leads to a public address first; what it leads to later is checked again.
      let moved = HookDesk.makeCourier(allowsPrivate: false) { _, port in
        try SocketAddress(ipAddress: "127.0.0.1", port: port)
      }
      try await hooks.round(moved)
      #expect(receiver.posts.isEmpty)
      try await TestDatabase.current.fastForward(seconds: 60)
      let allowed = HookDesk.makeCourier { host, port in
        #expect(host == "receiver.invalid")
        return try SocketAddress(ipAddress: "127.0.0.1", port: port)
      }
      try await hooks.round(allowed)
      #expect(receiver.posts.count == 2)
      #expect(receiver.posts.allSatisfy { $0.host == "receiver.invalid:\(receiver.port)" })
    }
  }

  @Test(.database) func `a redirect is a failure, and nobody goes where it leads`() async throws {
    let headers = ["Location": "/inner"]
    try await Receiver.run { _, _ in
      .answer(307, headers: headers)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round()
      #expect(receiver.posts.map(\.path) == ["/hook"])
      let delivery = try #require(try await hooks.deliveries().first)
      #expect(delivery.status == "waiting")
      #expect(delivery.lastStatus == 307)
    }
  }
}
