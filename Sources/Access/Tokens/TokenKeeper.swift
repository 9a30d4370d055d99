package import Domain
import Logging
package import Postgres
package import Relay
import ServiceLifecycle
import Synchronization

/// Knows whose the tokens are that are shown to a service, so that the database is asked about each
/// of them once.
///
/// It hears by NOTIFY that a token was made or revoked, and looks every few seconds in any case. A
/// token that it has not seen yet is looked for when it is shown; all that are shown at the same
/// time share one query, on a connection of its own: who tries tokens out takes none from others.
package final class TokenKeeper: Service {
  /// Rings when something about the tokens may be otherwise.
  package let wakeUp = WakeUp()

  /// How soon a revoked token is worth nothing where no announcement comes through.
  package static let interval = Duration.seconds(5)
  /// How many texts that are no tokens are remembered at most.
  private static let mostUnknown = 10_000

  private let database: Database
  private let lookups: SharedTrip<TokenDigest, LiveToken?>
  private let state = Mutex(State())

  /// What is known at this moment.
  private struct State {
    var known: [TokenDigest: KnownToken] = [:]
    var unknown: Set<TokenDigest> = []
    /// How often what is known was put to the proof. What was asked before that may be out of date,
    /// and is not kept.
    var generation = 0
  }

  private enum Finding {
    case known(Principal)
    case unknown
    case nothing(generation: Int)
  }

  /// A keeper that knows nothing yet.
  package init(_ database: Database) {
    self.database = database
    lookups = SharedTrip(
      lanes: database.lanes(1), crowd: 1, largestBatch: 100, longestLine: 2_000,
      go: Self.lookUp)
  }

  /// Whose token this is; nil where it is none, or worth nothing any more.
  ///
  /// Throws what a query throws, for a token that was not seen yet.
  package func principal(of text: Substring) async throws -> Principal? {
    guard TokenSecret.isWellFormed(text) else { return nil }
    let digest = TokenDigest(of: text)
    switch find(digest) {
    case .known(let principal): return principal
    case .unknown: return nil
    case .nothing(let generation):
      let token = try await lookups.submit(digest)
      keep(token, as: digest, if: generation)
      return token?.principal
    }
  }

  package func run() async throws {
    await wakeUp.run(every: Self.interval) { _ in
      await follow()
      await noteUses()
    }
    await noteUses()
  }

  /// Puts to the proof what is known, and forgets what was no token.
  package func follow() async {
    let digests = state.withLock { state in
      state.generation += 1
      state.unknown.removeAll(keepingCapacity: true)
      return Array(state.known.keys)
    }
    guard !digests.isEmpty else { return }
    do {
      let live = try await TokenQueries.live(digests, database)
      let tokens = Dictionary(uniqueKeysWithValues: live.map { ($0.digest, $0) })
      state.withLock { state in
        for digest in digests {
          state.known[digest] = tokens[digest].map { KnownToken($0, after: state.known[digest]) }
        }
      }
    } catch {
      // What is known stays; the timer looks again.
      Logger.current.warning("cannot look for tokens", metadata: ["error": "\(error)"])
    }
  }

  /// Writes down which tokens were used since the last time.
  func noteUses() async {
    let used = state.withLock { state in state.known.values.compactMap { $0.takeUse() } }
    guard !used.isEmpty else { return }
    do {
      try await TokenQueries.noteUses(of: used.sorted(), database)
    } catch {
      // It is known when they were used before; the next use tells more.
      Logger.current.warning("cannot note the use of tokens", metadata: ["error": "\(error)"])
    }
  }

  /// Takes a token as known, for a test that has no database.
  func learn(_ text: String, _ principal: Principal) {
    let token = KnownToken(principal)
    state.withLock { $0.known[TokenDigest(of: text[...])] = token }
  }

  private func find(_ digest: TokenDigest) -> Finding {
    state.withLock { state in
      if let token = state.known[digest] {
        // One that has just expired is looked for once more, and not found.
        return token.use().map { .known($0) } ?? .nothing(generation: state.generation)
      }
      if state.unknown.contains(digest) { return .unknown }
      return .nothing(generation: state.generation)
    }
  }

  private func keep(_ token: LiveToken?, as digest: TokenDigest, if generation: Int) {
    state.withLock { state in
      guard state.generation == generation else { return }
      state.known[digest] = token.map { KnownToken($0, after: nil) }
      guard token == nil else { return }
      if state.unknown.count >= Self.mostUnknown { state.unknown.removeAll() }
      state.unknown.insert(digest)
    }
  }

  @Sendable private static func lookUp(
    _ digests: [TokenDigest], _ lane: Connection
  ) async -> [Result<LiveToken?, any Error>] {
    do {
      let found = try await TokenQueries.live(digests, lane)
      let tokens = Dictionary(uniqueKeysWithValues: found.map { ($0.digest, $0) })
      return digests.map { .success(tokens[$0]) }
    } catch {
      return digests.map { _ in .failure(error) }
    }
  }
}
