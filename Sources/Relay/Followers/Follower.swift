import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// Has at hand what stands in versions in the database, and follows when others take effect.
package struct Follower<Value: Sendable>: Service {
  /// Rings when there may be something newer.
  package let wakeUp = WakeUp()
  /// What it follows: the beginning of a sentence.
  package let noun: String

  private let database: Database
  private let state = SharedState<Value>()
  private let look: @Sendable (Database) async throws -> [Int]
  private let load: @Sendable (Database) async throws -> Value?
  private let announce: @Sendable (Value) -> Void

  /// A follower that has nothing yet: it loads when it runs, or when it is told to ``follow()``.
  /// - Parameters:
  ///   - look: The versions that matter now; cheap, because it is asked every few seconds.
  ///   - load: What they say; asked when they have changed. Nil: nothing that can be used.
  ///   - announce: Says in the log and in the metrics what is in force, once it is.
  init(
    _ database: Database, of noun: String,
    look: @escaping @Sendable (Database) async throws -> [Int],
    load: @escaping @Sendable (Database) async throws -> Value?,
    announce: @escaping @Sendable (Value) -> Void
  ) {
    self.database = database
    self.noun = noun
    self.look = look
    self.load = load
    self.announce = announce
  }

  /// What is in force; nil before the first could be loaded.
  package var newest: Value? { state.value.withLock { $0.newest } }

  package func run() async throws {
    // What is published is announced; the timer is for an announcement that was lost, for a
    // database that was away at the start, and for what takes effect later.
    await wakeUp.run(every: .seconds(5)) { _ in await follow() }
  }

  /// Looks once for something newer.
  package func follow() async {
    do {
      let versions = try await look(database)
      guard versions != state.value.withLock({ $0.seen }) else { return }
      let value = try await load(database)
      state.value.withLock {
        $0.seen = versions
        if let value { $0.newest = value }
      }
      if let value { announce(value) }
    } catch {
      // What is in force stays; the timer looks again.
      Logger.current.warning("cannot look for \(noun)", metadata: ["error": "\(error)"])
    }
  }
}

/// What a follower has, behind a reference, because the follower itself is a value.
private final class SharedState<Value: Sendable>: Sendable {
  struct State {
    var newest: Value?
    /// The versions that there were when we last looked, usable or not.
    var seen: [Int]?
  }

  let value = Mutex(State())
}
