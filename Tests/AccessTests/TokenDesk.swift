import DatabaseTesting
import Domain
import Postgres

@testable import Access

/// Tokens in the database of the running test, and what a service knows of them.
struct TokenDesk: Sendable {
  let owner = TestDatabase.current.owner
  let keeper = TokenKeeper(TestDatabase.current.connect(as: "ticket_service"))

  /// Makes a token, and returns its number and its text.
  func make(
    _ name: String = "ann", _ role: Role = .agent, lifetime: Duration? = nil
  ) async throws -> (id: Int64, text: String) {
    let secret = TokenSecret.random()
    let draft = TokenDraft(name: name, role: role, lifetime: lifetime)
    let token = try await owner.transaction { transaction in
      try await TokenQueries.create(draft, secret.digest, Origin(actor: "test"), transaction)
    }
    return (token?.id ?? 0, secret.text)
  }

  @discardableResult
  func revoke(_ id: Int64) async throws -> AccessToken? {
    try await owner.transaction { transaction in
      try await TokenQueries.revoke(id, Origin(actor: "test"), transaction)
    }
  }

  /// Who somebody is who shows this.
  func name(_ text: String) async throws -> String? {
    try await keeper.principal(of: text[...])?.name
  }

  func lastUse(of id: Int64) async throws -> Instant? {
    try await TokenQueries.find(id, owner)?.lastUsedAt
  }
}
