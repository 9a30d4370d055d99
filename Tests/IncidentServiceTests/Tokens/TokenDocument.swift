/// A token as a client reads it.
struct TokenDocument: Decodable, Equatable {
  let id: Int64
  let name: String
  let role: String
  let createdAt: String
  let expiresAt: String?
  let revokedAt: String?
  let lastUsedAt: String?
  /// In the answer that made it, and in no other.
  let token: String?
}
