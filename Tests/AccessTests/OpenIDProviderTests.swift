import Domain
import Foundation
import JWTKit
import ServiceTesting
import Testing
import WebhookReceiver

@testable import Access

@Suite(.timeLimit(.minutes(1))) struct OpenIDProviderTests {
  typealias Payload = OpenIDDesk.Payload

  private func name(_ provider: OpenIDProvider, _ token: String) async throws -> String? {
    try await provider.principal(of: token[...])?.name
  }

  @Test func `a token of the provider says who asks, and the keys are fetched once`() async throws {
    try await OpenIDDesk.running { desk, provider, receiver async throws in
      let ann = Principal(.subject("ann"), name: "ann", role: .agent)
      for number in 0..<20 {
        var payload = Payload()
        payload.exp = payload.exp.map { $0 + Double(number) }
        let token = try await desk.token(payload)
        #expect(try await provider.principal(of: token[...]) == ann)
        #expect(try await provider.principal(of: token[...]) == ann)
      }
      #expect(receiver.posts.count == 1)
    }
  }

  static let faulty: [(String, Payload)] = [
    ("another issuer", Payload(iss: "https://other.example")), ("no issuer", Payload(iss: nil)),
    ("another audience", Payload(aud: ["other"])), ("no audience", Payload(aud: nil)),
    ("no subject", Payload(sub: nil)), ("an empty subject", Payload(sub: "")),
    ("a long subject", Payload(sub: String(repeating: "a", count: 201))),
    ("no end", Payload(exp: nil)), ("it has ended", Payload(exp: 1_000_000_000)),
    ("it has not begun", Payload(nbf: 9_999_999_999)), ("no role", Payload(role: nil)),
    ("another role", Payload(role: ["boss"])),
  ]

  @Test(arguments: faulty)
  func `a token that does not say what it must is nobody's`(
    fault: String, payload: Payload
  ) async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      #expect(try await name(provider, desk.token()) == "ann")
      #expect(try await name(provider, desk.token(payload)) == nil, "\(fault)")
    }
  }

  @Test func `a role and a name are read where the settings say`() async throws {
    try await OpenIDDesk.running(role: "realm.roles", name: "iss") {
      desk, provider, _ async throws in
      let payload = Payload(role: nil, realm: .init(roles: ["requester", "auditor"]))
      let token = try await desk.token(payload)
      let principal = Principal(.subject("ann"), name: OpenIDDesk.issuer, role: .auditor)
      #expect(try await provider.principal(of: token[...]) == principal)
    }
  }

  @Test func `a signature is good by the key that is named, and by no other`() async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      let other = OpenIDDesk()
      _ = try await other.makeKey("one")
      #expect(try await name(provider, other.token()) == nil)
      let parts = try await desk.token().split(separator: ".")
      let admin = OpenIDDesk.part(
        #"{"iss":"https://id.example","aud":"firstline","sub":"ann","exp":9e9,"role":"admin"}"#)
      for forged in [
        "\(parts[0]).\(admin).\(parts[2])", "\(parts[0]).\(parts[1]).",
        "\(parts[0]).\(parts[1])", "\(parts[0]).\(parts[1]).AAAA", "a.b.c", "..", ".",
      ] {
        #expect(try await name(provider, forged) == nil, "\(forged)")
      }
    }
  }

  @Test func `what anybody can sign is nobody's`() async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      let claims = try await desk.token().split(separator: ".")[1]
      for algorithm in ["none", "None", "HS256", "HS512", "", "RS256", "ES384"] {
        let header = OpenIDDesk.part(#"{"alg":"\#(algorithm)","typ":"JWT","kid":"one"}"#)
        for signature in ["", "AAAA"] {
          let token = "\(header).\(claims).\(signature)"
          #expect(try await name(provider, token) == nil, "\(algorithm)")
        }
      }
      // By HMAC with what the provider shows, which anybody has.
      let hmac = JWTKeyCollection()
      await hmac.add(
        hmac: "what the provider shows, which anybody has", digestAlgorithm: .sha256, kid: "one")
      #expect(try await name(provider, hmac.sign(Payload(), kid: "one")) == nil)
      // Nobody has spoilt the key for the tokens that are good.
      #expect(try await name(provider, desk.token()) == "ann")
    }
  }

  @Test func `a token that asks for what is not understood is nobody's`() async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      let token = try await desk.token(header: ["crit": .array([.string("b64")])])
      #expect(try await name(provider, token) == nil)
    }
  }

  @Test func `a new key of the provider is found when it is first used`() async throws {
    try await OpenIDDesk.running { desk, provider, receiver async throws in
      #expect(try await name(provider, desk.token()) == "ann")
      desk.show(try await desk.makeKey("two"))
      #expect(try await name(provider, desk.token(by: "two")) == "ann")
      #expect(receiver.posts.count == 2)
      // The old one is the provider's no more. What it has signed and was seen is remembered.
      var late = Payload()
      late.nbf = 1
      #expect(try await name(provider, desk.token(late)) == nil)
    }
  }

  @Test func `keys that are not there are not asked for again and again`() async throws {
    try await OpenIDDesk.running(pause: .seconds(3_600)) { desk, provider, receiver async throws in
      _ = try await desk.makeKey("made-up")
      for number in 0..<50 {
        var payload = Payload()
        payload.nbf = Double(number)
        #expect(try await name(provider, desk.token(payload, by: "made-up")) == nil)
      }
      #expect(receiver.posts.count == 1)
      #expect(try await name(provider, desk.token()) == "ann")
    }
  }

  @Test func `while the provider is away its known keys are good, others nobody can tell`()
    async throws
  {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      #expect(try await name(provider, desk.token()) == "ann")
      _ = try await desk.makeKey("two")
      desk.goAway()
      var other = Payload()
      other.nbf = 1
      #expect(try await name(provider, desk.token(other)) == "ann")
      await #expect(throws: ProviderUnavailable.self) {
        try await name(provider, desk.token(by: "two"))
      }
    }
  }

  @Test func `a key that is not for signatures, or too weak, is passed over`() async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      desk.show(
        try await desk.makeKey("cipher", more: #","use":"enc""#),
        #"{"kty":"RSA","kid":"weak","n":"\#(String(repeating: "A", count: 171))","e":"AQAB"}"#,
        #"{"kty":"oct","kid":"shared","k":"AAAA"}"#, #"{"no":"key"}"#,
        try await desk.makeKey("two", more: #","use":"sig","alg":"ES256""#))
      #expect(try await name(provider, desk.token(by: "two")) == "ann")
      #expect(try await name(provider, desk.token(by: "cipher")) == nil)
    }
  }

  @Test func `RSA and Ed25519 sign as well`() async throws {
    try await OpenIDDesk.running { desk, provider, _ async throws in
      desk.show(try await desk.makeRSAKey("rsa"), try await desk.makeEdwardsKey("edwards"))
      for key in ["rsa", "edwards"] {
        #expect(try await name(provider, desk.token(by: key)) == "ann", "\(key)")
      }
    }
  }
}
