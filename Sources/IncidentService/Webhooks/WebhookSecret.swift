import Crypto
import Foundation

/// What the messages of a webhook are signed with: `whsec_` and 24 to 64 bytes in base64, as
/// Standard Webhooks has it.
struct WebhookSecret: Sendable {
  /// As it is stored, and shown once.
  let text: String

  private static let prefix = "whsec_"

  /// A secret that was stored.
  init(_ text: String) { self.text = text }

  /// A new one of 32 random bytes.
  static func random() -> WebhookSecret {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    return WebhookSecret(prefix + bytes.base64EncodedString())
  }

  /// The signature of a message: `v1,` and the HMAC-SHA256 of id, time in seconds and body, joined
  /// by dots, in base64.
  func signature(of body: String, id: String, at seconds: Int64) -> String {
    let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))) ?? Data(text.utf8)
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(id).\(seconds).\(body)".utf8), using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
  }
}

/// It is nowhere to be seen where it is printed by mistake.
extension WebhookSecret: CustomStringConvertible, CustomReflectable {
  var description: String { "\(Self.prefix)***" }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
