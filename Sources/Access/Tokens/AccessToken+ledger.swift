import Domain
import Foundation
import Postgres

extension AccessToken {
  /// What the ledger keeps of it.
  var ledgerText: JSONText {
    get throws {
      let members = Members(
        tokenID: id, name: name, role: role.rawValue, expiresAt: expiresAt?.description)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return JSONText(String(decoding: try encoder.encode(members), as: UTF8.self))
    }
  }

  private struct Members: Encodable {
    let tokenID: Int64
    let name: String
    let role: String
    let expiresAt: String?

    private enum CodingKeys: String, CodingKey {
      case tokenID = "token_id"
      case name
      case role
      case expiresAt = "expires_at"
    }
  }
}
