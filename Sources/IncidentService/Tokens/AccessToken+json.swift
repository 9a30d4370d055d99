import Access
package import Domain
package import Web

extension AccessToken: JSONObjectWritable {
  /// Writes the members without the braces.
  package func writeMembers(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("name", name)
    json.field("role", role)
    json.field("created_at", createdAt)
    json.field("expires_at", expiresAt)
    json.field("revoked_at", revokedAt)
    json.field("last_used_at", lastUsedAt)
  }
}

/// A token that was made just now, as its one answer shows it.
struct ShownToken: JSONWritable {
  let issued: IssuedToken

  func write(to json: inout JSONWriter) {
    json.object { json in
      issued.token.writeMembers(to: &json)
      json.field("token", issued.secret.text)
    }
  }
}
