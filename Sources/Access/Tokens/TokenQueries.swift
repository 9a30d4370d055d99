package import Domain
package import Postgres
import Relay

/// Reads and writes `access.tokens`.
package enum TokenQueries {
  /// The channel on which a change of the tokens is announced.
  package static let channel = "tokens"

  private static let isLive: Query = """
    revoked_at IS NULL AND (expires_at IS NULL OR expires_at > public.clock_now())
    """

  /// Those of the tokens with these hashes that are worth something now.
  static func live(
    _ digests: [TokenDigest], _ session: some Session
  ) async throws -> [LiveToken] {
    try await session.query(
      """
      SELECT \(LiveToken.columns)
      FROM access.tokens
      WHERE hash = ANY (\(digests))
        AND \(isLive)
      """, as: LiveToken.self)
  }

  /// Writes down that these were used, to the minute: who comes a second time within one changes
  /// nothing. One that somebody else is writing to at this moment is left to the next time.
  static func noteUses(of ids: [Int64], _ session: some Session) async throws {
    try await session.execute(
      """
      WITH stale AS (
        SELECT id
        FROM access.tokens
        WHERE id = ANY (\(ids))
          AND coalesce(last_used_at, '-infinity') < public.clock_now() - interval '1 minute'
        ORDER BY id
        FOR UPDATE SKIP LOCKED
      )
      UPDATE access.tokens
      SET last_used_at = public.clock_now()
      WHERE id = ANY (ARRAY(SELECT id FROM stale))
      """)
  }

  /// Stores a token with its event.
  package static func create(
    _ draft: TokenDraft, _ digest: TokenDigest, _ origin: Origin, _ transaction: Transaction
  ) async throws -> AccessToken? {
    let seconds = draft.lifetime.map { $0 / .seconds(1) }
    let token: AccessToken? = try await transaction.first(
      """
      INSERT INTO access.tokens (hash, name, role, expires_at)
      VALUES (
        \(digest),
        \(draft.name),
        \(draft.role),
        public.clock_now() + make_interval(secs => \(seconds))
      )
      RETURNING \(AccessToken.columns)
      """)
    if let token { try await record(.tokenCreated, token, origin, transaction) }
    return token
  }

  /// Makes a token worthless, with its event; one that is already stays as it is. Nil where there
  /// is none of this number.
  package static func revoke(
    _ id: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws -> AccessToken? {
    let token: AccessToken? = try await transaction.first(
      """
      UPDATE access.tokens
      SET revoked_at = public.clock_now()
      WHERE id = \(id)
        AND revoked_at IS NULL
      RETURNING \(AccessToken.columns)
      """)
    guard let token else { return try await find(id, transaction) }
    try await record(.tokenRevoked, token, origin, transaction)
    return token
  }

  /// The token of this number.
  package static func find(_ id: Int64, _ session: some Session) async throws -> AccessToken? {
    try await session.first(
      """
      SELECT \(AccessToken.columns)
      FROM access.tokens
      WHERE id = \(id)
      """)
  }

  /// Tokens, newest first, from behind a place on; at most `limit`.
  package static func list(
    behind place: (at: Instant, id: Int64)?, limit: Int, _ session: some Session
  ) async throws -> [AccessToken] {
    try await session.query(
      ListQueries.newestFirst(
        AccessToken.columns, from: "access.tokens", behind: place, limit: limit),
      as: AccessToken.self)
  }

  private static func record(
    _ kind: LedgerKind, _ token: AccessToken, _ origin: Origin, _ transaction: Transaction
  ) async throws {
    let entry = LedgerEntry(kind, origin: origin, after: try token.ledgerText)
    try await LedgerQueries.append([entry], transaction)
  }
}
