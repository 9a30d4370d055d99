import Foundation
import JWTKit

/// The public keys of a provider that may sign tokens: RSA of 2048 bits or more, elliptic curves.
struct KeySet: Sendable {
  /// By which algorithm each of them signs, by its name, `kid`.
  let algorithms: [String: String]
  /// Verifies by them.
  let keys: JWTKeyCollection

  private struct Document: Decodable {
    let keys: [Entry]
  }

  /// A key, or something that is none for us, which is passed over.
  private struct Entry: Decodable {
    let key: JWK?
    let use: String?

    private enum Member: CodingKey { case use }

    init(from decoder: any Decoder) throws {
      key = try? JWK(from: decoder)
      use = try decoder.container(keyedBy: Member.self).decodeIfPresent(String.self, forKey: .use)
    }
  }

  /// Reads a JSON Web Key Set (RFC 7517 section 5).
  init(json: Data) async throws {
    var algorithms: [String: String] = [:]
    let keys = JWTKeyCollection()
    for entry in try JSONDecoder().decode(Document.self, from: json).keys {
      guard var key = entry.key, let name = key.keyIdentifier?.string,
        entry.use ?? "sig" == "sig", Self.isStrong(key),
        let algorithm = key.algorithm ?? Self.algorithm(of: key)
      else { continue }
      do {
        // Left open, the first token that came would choose it for all others.
        key.algorithm = algorithm
        try await keys.add(jwk: key)
        algorithms[name] = algorithm.rawValue
      } catch is JWTError {
        continue
      }
    }
    self.algorithms = algorithms
    self.keys = keys
  }

  /// What a key signs by that does not say so itself.
  private static func algorithm(of key: JWK) -> JWK.Algorithm? {
    switch (key.keyType, key.curve?.rawValue) {
    case (.rsa, _): .rs256
    case (.ecdsa, "P-256"): .es256
    case (.ecdsa, "P-384"): .es384
    case (.ecdsa, "P-521"): .es512
    case (.octetKeyPair, _): .eddsa
    default: nil
    }
  }

  /// The modulus of an RSA key is in base64url, six bits a character.
  private static func isStrong(_ key: JWK) -> Bool {
    key.keyType != .rsa || (key.modulus?.utf8.count ?? 0) * 6 >= 2_048
  }
}
