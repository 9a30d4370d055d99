import Crypto
import Foundation

/// The text of a token: `fl_` and 32 random bytes in base64url. Shown once, to who made it.
package struct TokenSecret: Sendable {
  /// As its bearer sends it.
  package let text: String

  private static let prefix = "fl_"
  /// 32 bytes are 43 digits of base64url without padding (RFC 4648 section 5).
  private static let length = prefix.utf8.count + 43

  /// A new one.
  package static func random() -> TokenSecret {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let digits = bytes.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return TokenSecret(text: prefix + digits)
  }

  /// What is stored of it.
  package var digest: TokenDigest { TokenDigest(of: text[...]) }

  /// Whether a text may be one. What cannot be is not looked for.
  static func isWellFormed(_ text: Substring) -> Bool {
    text.utf8.count == length && text.hasPrefix(prefix)
  }
}

/// It is nowhere to be seen where it is printed by mistake.
extension TokenSecret: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(Self.prefix)***" }
  /// Nothing of it.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
