import HTTPTypes
import NIOCore
import Postgres

/// Reads and writes a service's table of kept answers. Its name is part of our code.
struct IdempotencyQueries: Sendable {
  let table: String

  /// Reserves the key until the transaction ends; false where another request is using it.
  func reserve(_ key: String, _ transaction: Transaction) async throws -> Bool {
    try await transaction.value(
      "SELECT pg_try_advisory_xact_lock(hashtextextended(\(table) || \(key), 0))") ?? false
  }

  /// The answer that was given to this key, if there is one.
  func find(
    _ once: OnceOnly, _ transaction: Transaction
  ) async throws -> KeptReply? {
    try await transaction.first(
      """
      SELECT fingerprint = sha256(convert_to(\(once.fingerprint), 'UTF8')), status, headers, body
      FROM \(unsafe: table)
      WHERE key = \(once.key)
      """)
  }

  /// Keeps an answer, in the transaction whose effect it reports.
  func keep(
    _ reply: Reply, _ once: OnceOnly, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      INSERT INTO \(unsafe: table) (key, fingerprint, status, headers, body)
      VALUES (
        \(once.key),
        sha256(convert_to(\(once.fingerprint), 'UTF8')),
        \(reply.status.code),
        \(KeptHeaders(reply.headers)),
        \(String(buffer: reply.body))
      )
      """)
  }

  /// Forgets answers that are older than a day.
  func removeOld(_ session: some Session) async throws -> Int {
    try await session.execute(
      """
      DELETE FROM \(unsafe: table)
      WHERE created_at < public.clock_now() - interval '24 hours'
      """)
  }
}
