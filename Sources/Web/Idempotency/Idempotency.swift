import Domain
package import Hummingbird
import NIOCore
package import Postgres
import ServiceLifecycle

/// Gives every POST at most one effect for each `Idempotency-Key`
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// The answer is kept in the transaction that has the effect, so neither exists without the other.
/// Only answers of success are kept: a refused request had no effect that could be doubled. As a
/// service of its program it forgets answers after a day.
package struct Idempotency: Service {
  private let database: Database
  private let queries: IdempotencyQueries

  /// - Parameter table: `intake.idempotency_keys` or the like; a name of our own code.
  package init(_ database: Database, table: String) {
    self.database = database
    queries = IdempotencyQueries(table: table)
  }

  /// Runs `work` in a transaction, or gives the answer that the same request, by method, path and
  /// body, got before under the same key. Without a key it just runs.
  ///
  /// Throws the problems 409 while a request with the key is being worked on, and 422 where the key
  /// belongs to another request; and what `work` throws.
  package func once(
    _ request: Request, _ key: IdempotencyKey?, _ body: JSONBody,
    _ work: @escaping @Sendable (Transaction) async throws -> Reply
  ) async throws -> Reply {
    guard let key else { return try await database.transaction(work) }
    let once = OnceOnly(request, key, body)
    return try await database.transaction { transaction in
      guard try await queries.reserve(once.key, transaction) else { throw Problem.keyIsBusy }
      guard let kept = try await queries.find(once, transaction) else {
        let reply = try await work(transaction)
        try await queries.keep(reply, once, transaction)
        return reply
      }
      guard kept.isSameRequest else { throw Problem.keyOfAnotherRequest }
      return kept.reply.replayed
    }
  }

  package func run() async throws {
    await Upkeep("forget old answers") { _ = try await queries.removeOld(database) }.run()
  }
}
