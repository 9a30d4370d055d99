import Crypto
package import Foundation

/// A message that a receiver got.
package struct ReceivedPost: Sendable {
  /// Where it was sent to.
  package let path: String
  /// The host it was sent to.
  package let host: String?
  /// The fields of the header, by their names in lower case.
  package let headers: [String: String]
  /// The body as text.
  package let body: String

  /// The id of the message.
  package var id: String? { headers["webhook-id"] }

  /// The members of the body; none where it is no JSON object.
  package var json: NSDictionary {
    (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary) ?? [:]
  }

  /// The number of the event that the CloudEvent tells of.
  package var eventID: Int64? { (json["id"] as? String).flatMap { Int64($0) } }

  /// The `type` of the CloudEvent, without what all have in common.
  package var kind: String? {
    (json["type"] as? String)?.replacing("firstline.", with: "")
  }

  /// Which incident it tells of.
  package var subject: String? { json["subject"] as? String }

  /// Whether one of its signatures is that of this secret, as Standard Webhooks specifies it:
  /// `v1,` and the HMAC-SHA256 of id, time and body, joined by dots, in base64. The secret is
  /// `whsec_` and the key in base64.
  package func isSigned(by secret: String) -> Bool {
    guard let id, let time = headers["webhook-timestamp"],
      let key = Data(base64Encoded: secret.replacing("whsec_", with: ""))
    else { return false }
    return (headers["webhook-signature"] ?? "").split(separator: " ").contains { signature in
      guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: "\(signature.dropFirst(3))")
      else { return false }
      return HMAC<SHA256>.isValidAuthenticationCode(
        code, authenticating: Data("\(id).\(time).\(body)".utf8), using: SymmetricKey(data: key))
    }
  }
}
