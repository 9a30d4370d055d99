import CryptoExtras
import Foundation
import JWTKit
import ServiceTesting
import Synchronization
import Testing
import WebhookReceiver

@testable import Access

/// An OpenID provider: keys that it shows over HTTP, and tokens that it signs.
final class OpenIDDesk: Sendable {
  /// What a token says.
  struct Payload: JWTPayload {
    var iss: String? = OpenIDDesk.issuer
    var aud: [String]? = ["firstline"]
    var sub: String? = "ann"
    var exp: Double? = Date().timeIntervalSince1970 + 600
    var nbf: Double?
    var role: [String]? = ["agent", "offline_access"]
    var realm: Realm?

    struct Realm: Codable, Sendable {
      var roles: [String]
    }

    func verify(using algorithm: some JWTAlgorithm) {}
  }

  static let issuer = "https://id.example"

  /// What it shows, as JSON; nil: it is away.
  private let shown = Mutex<String?>(nil)
  private let signers = JWTKeyCollection()

  /// The texts of keys that are to be shown.
  func show(_ keys: String?...) {
    let keys = keys.compactMap(\.self)
    shown.withLock { $0 = #"{"keys":[\#(keys.joined(separator: ","))]}"# }
  }

  /// Answers nobody from now on.
  func goAway() { shown.withLock { $0 = nil } }

  /// Has a new key on the curve P-256, and returns it as it may be shown.
  func makeKey(_ name: String, more: String = "") async throws -> String {
    let key = ES256PrivateKey()
    await signers.add(ecdsa: key, kid: JWKIdentifier(string: name))
    let point = try #require(key.publicKey.parameters)
    return """
      {"kty":"EC","crv":"P-256","kid":"\(name)","x":"\(Self.url(point.x))",\
      "y":"\(Self.url(point.y))"\(more)}
      """
  }

  /// The same of RSA. It does not say by which algorithm it signs.
  func makeRSAKey(_ name: String) async throws -> String {
    let key = try Insecure.RSA.PrivateKey(
      backing: _RSA.Signing.PrivateKey(keySize: .bits2048))
    await signers.add(rsa: key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: name))
    let numbers = try key.publicKey.getKeyPrimitives()
    return """
      {"kty":"RSA","kid":"\(name)","n":"\(Self.url(numbers.modulus.base64EncodedString()))",\
      "e":"\(Self.url(numbers.publicExponent.base64EncodedString()))"}
      """
  }

  /// The same on the curve Ed25519.
  func makeEdwardsKey(_ name: String) async throws -> String {
    let key = try EdDSA.PrivateKey(curve: .ed25519)
    await signers.add(eddsa: key, kid: JWKIdentifier(string: name))
    let point = Self.url(key.publicKey.rawRepresentation.base64EncodedString())
    return #"{"kty":"OKP","crv":"Ed25519","kid":"\#(name)","x":"\#(point)"}"#
  }

  /// A token signed by a key that was made.
  func token(
    _ payload: Payload = Payload(), by key: String = "one", header: JWTHeader = JWTHeader()
  ) async throws -> String {
    try await signers.sign(payload, kid: JWKIdentifier(string: key), header: header)
  }

  /// Runs `body` while the provider is there, with who believes it.
  static func running(
    pause: Duration = .zero, role: String = "role", name: String = "sub",
    _ body: (OpenIDDesk, OpenIDProvider, Receiver) async throws -> Void
  ) async throws {
    let desk = OpenIDDesk()
    desk.show(try await desk.makeKey("one"))
    try await Receiver.run { _, _ in
      desk.shown.withLock { $0 }.map { .answer(200, body: $0) } ?? .answer(503)
    } body: { receiver in
      let settings = OpenIDSettings(
        issuer: issuer, audience: "firstline", keys: receiver.url("/keys"), roleClaim: role,
        nameClaim: name)
      try await body(desk, OpenIDProvider(settings, pause: pause), receiver)
    }
  }

  private static func url(_ base64: String) -> String {
    base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// A part of a token.
  static func part(_ json: String) -> String { url(Data(json.utf8).base64EncodedString()) }
}
