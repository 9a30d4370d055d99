import Access
import Domain
import Postgres

/// The tokens of everybody in a demo.
enum DemoTokens {
  private static let origin = Origin(actor: "firstline demo")

  /// Makes one for each. Returns their ids, and what each person is to show, by name.
  static func make(
    _ connection: Connection
  ) async throws -> (ids: [Int64], secrets: [String: String]) {
    try await connection.transaction { transaction in
      var ids: [Int64] = []
      var secrets: [String: String] = [:]
      for (name, role) in DemoPeople.all {
        let draft = TokenDraft(name: name, role: role)
        guard let issued = try await IssuedToken.issue(draft, origin, transaction) else { continue }
        ids.append(issued.token.id)
        secrets[name] = issued.secret.text
      }
      return (ids, secrets)
    }
  }

  /// Makes them worthless.
  static func revoke(_ ids: [Int64], _ connection: Connection) async throws {
    try await connection.transaction { transaction in
      for id in ids { _ = try await TokenQueries.revoke(id, origin, transaction) }
    }
  }
}
