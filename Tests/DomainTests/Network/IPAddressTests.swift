import Testing

@testable import Domain

struct IPAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("::1", "::1"), ("2001:DB8:0:0::7", "2001:db8::7"), ("::ffff:192.0.2.1", "192.0.2.1"),
    ("::ffff:c000:201", "192.0.2.1"), ("::", "::"),
  ])
  func `an address has one spelling`(text: String, spelling: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == spelling)
    #expect(IPAddress(spelling) == address)
  }

  @Test(arguments: [
    "", "localhost", "1.2.3", "1.2.3.256", "1.2.3.4 ", "1.2.3.4/8", "::1%lo", "[::1]", "1.2.3.4\0",
  ])
  func `everything else is none`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.1.2.3/8", "10.9.9.9", true), ("192.0.2.1", "192.0.2.1", true),
    ("192.0.2.1", "192.0.2.2", false), ("192.0.2.0/31", "192.0.2.1", true),
    ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("::/0", "2001:db8::1", true), ("2001:db8::/32", "2001:db8:ffff::1", true),
    ("2001:db8::/32", "2001:db9::1", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
  ])
  func `a network has the addresses that begin like it`(
    network: String, address: String, isInside: Bool
  ) throws {
    let address = try #require(IPAddress(address))
    #expect(IPNetwork(network)?.contains(address) == isInside)
  }

  @Test(arguments: ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/-1", "a/8", ""])
  func `what is no network is refused`(text: String) {
    #expect(IPNetwork(text) == nil)
  }
}
