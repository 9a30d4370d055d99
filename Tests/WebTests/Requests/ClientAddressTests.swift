import Domain
import Testing

@testable import Web

struct ClientAddressTests {
  private static let proxies = ["10.0.0.0/8", "2001:db8::1"].compactMap(IPNetwork.init(_:))

  @Test(arguments: [
    // Nobody is believed who is no proxy of ours.
    ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
    ("10.0.0.1", nil, "10.0.0.1"),
    ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
    // What the client itself has sent stands before what the proxy has appended.
    ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ("10.0.0.1", "198.51.100.1,203.0.113.9 , 10.0.0.2", "203.0.113.9"),
    ("2001:db8::1", "2001:db8::7", "2001:db8::7"),
    ("10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
    ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
    // Behind what is no address nothing is known.
    ("10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"),
    ("10.0.0.1", "203.0.113.9, unknown, 10.0.0.2", "10.0.0.2"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
  ])
  func `only trusted proxies say who the client is`(
    peer: String, forwardedFor: String?, client: String
  ) {
    let found = ClientAddress.find(
      peer: IPAddress(peer), forwardedFor: forwardedFor, trusting: Self.proxies)
    #expect(found?.description == client)
  }

  @Test func `without trusted proxies the field is not read`() {
    let found = ClientAddress.find(
      peer: IPAddress("10.0.0.1"), forwardedFor: "203.0.113.9", trusting: [])
    #expect(found?.description == "10.0.0.1")
  }
}
