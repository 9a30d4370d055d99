import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Has the keys of the provider at hand. They are fetched when the first token comes, again when
/// one was signed by a key that is not among them, and when they have become old; but not again
/// within a pause, so that nobody can have the provider asked by showing made-up tokens.
final class ProviderKeys: Sendable {
  private let url: String
  private let pause: Duration
  private let state = Mutex(State())

  /// How long keys are used without asking whether they still are the provider's.
  private static let age = Duration.seconds(600)
  private static let largest = 1 << 20

  private struct State {
    var keys: KeySet?
    /// When the last fetch began.
    var begun: ContinuousClock.Instant?
    var fetch: Task<KeySet, any Error>?
  }

  private enum Plan {
    case use(KeySet)
    case fetch(Task<KeySet, any Error>)
    case refuse
    case giveUp
  }

  init(url: String, pause: Duration) {
    self.url = url
    self.pause = pause
  }

  /// The keys, where one of this name is among them. Throws ``ProviderUnavailable`` where that
  /// cannot be found out.
  func keys(having name: String) async throws -> KeySet? {
    switch state.withLock({ plan(for: name, &$0) }) {
    case .use(let keys): return keys
    case .refuse: return nil
    case .giveUp: throw ProviderUnavailable()
    case .fetch(let task):
      do {
        let keys = try await task.value
        return keys.algorithms[name] == nil ? nil : keys
      } catch {
        // Those that are known are good for as long as the provider is away.
        let known = state.withLock { $0.keys }
        if let known, known.algorithms[name] != nil { return known }
        throw ProviderUnavailable()
      }
    }
  }

  private func plan(for name: String, _ state: inout State) -> Plan {
    let now = ContinuousClock.now
    let isKnown = state.keys?.algorithms[name] != nil
    let age = state.begun.map { now - $0 }
    if let keys = state.keys, isKnown, let age, age < Self.age { return .use(keys) }
    if let fetch = state.fetch { return .fetch(fetch) }
    if let age, age < pause {
      guard let keys = state.keys else { return .giveUp }
      return isKnown ? .use(keys) : .refuse
    }
    let task = Task { try await self.fetchAndKeep() }
    state.begun = now
    state.fetch = task
    return .fetch(task)
  }

  private func fetchAndKeep() async throws -> KeySet {
    do {
      let keys = try await fetch()
      state.withLock {
        $0.keys = keys
        $0.fetch = nil
      }
      Logger.current.info(
        "the OpenID provider has keys", metadata: ["keys": "\(keys.algorithms.count)"])
      return keys
    } catch {
      state.withLock { $0.fetch = nil }
      Logger.current.warning(
        "the keys of the OpenID provider cannot be fetched", metadata: ["error": "\(error)"])
      throw error
    }
  }

  private func fetch() async throws -> KeySet {
    let response = try await HTTPClient.shared.execute(
      HTTPClientRequest(url: url), timeout: .seconds(5))
    guard response.status == .ok else { throw ProviderUnavailable() }
    let body = try await response.body.collect(upTo: Self.largest)
    return try await KeySet(json: Data(body.readableBytesView))
  }
}
