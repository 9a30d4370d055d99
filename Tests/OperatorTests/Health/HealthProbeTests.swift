import ArgumentParser
import AsyncHTTPClient
import Operator
import Testing

@Suite(.timeLimit(.minutes(1))) struct HealthProbeTests {
  @Test(arguments: [200, 204, 299])
  func `an answer of 2xx is well`(status: Int) async throws {
    try await DeskStub.run { _ in
      .silence
    } body: { _, address, http in
      try await HealthProbe(http: http).check(address.url("/status/\(status)"))
    }
  }

  @Test(arguments: [(302, "Found"), (404, "Not Found"), (503, "Service Unavailable")])
  func `any other answer is unwell`(status: Int, reason: String) async throws {
    try await DeskStub.run { _ in
      .silence
    } body: { _, address, http in
      let url = address.url("/status/\(status)")
      let error = await #expect(throws: HealthProbe.Unwell.self) {
        try await HealthProbe(http: http).check(url)
      }
      #expect(error?.description == "\(url) answered \(status) \(reason)")
    }
  }

  @Test func `no answer in time is unwell`() async throws {
    try await DeskStub.run { _ in
      .silence
    } body: { _, address, http in
      let url = address.url("/silence")
      let error = await #expect(throws: ConnectionFault.self) {
        try await HealthProbe(http: http, timeout: .milliseconds(50)).check(url)
      }
      #expect(error?.description == "cannot reach \(url): no answer in time")
    }
  }

  @Test func `nobody at the address is unwell at once, as is no address`() async throws {
    let address = try await DeskStub.run { _ in
      .silence
    } body: { _, address, _ in
      address
    }
    let refused = await #expect(throws: ConnectionFault.self) {
      try await HealthCommand.parse([address.description]).run()
    }
    #expect(refused?.description == "cannot reach \(address): connection refused")
    let nonsense = await #expect(throws: ConnectionFault.self) {
      try await HealthCommand.parse(["nonsense"]).run()
    }
    #expect(nonsense?.description.hasPrefix("cannot reach nonsense: ") == true)
  }
}
