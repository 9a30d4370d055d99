package import Domain
import Logging
import Metrics
package import Postgres
import ServiceLifecycle
import Synchronization

/// Has the newest valid ruleset at hand, and follows when a newer one is published.
///
/// A version that cannot be read is logged and passed over: the one before stays in force.
package struct RulesetFollower: Service {
  /// Rings when there may be a newer version.
  package let wakeUp = WakeUp()

  private let database: Database
  private let state = SharedTriager()
  private let gauge = Gauge(label: "firstline_ruleset_version")

  /// A follower that has nothing yet: it loads when it runs, or when it is told to ``follow()``.
  package init(_ database: Database) {
    self.database = database
  }

  /// The rules in force; nil before the first could be loaded.
  package var triager: Triager? { state.value.withLock { $0.triager } }

  package func run() async throws {
    // A published version is announced; the timer is for an announcement that was lost, and for a
    // database that was away at the start.
    await wakeUp.run(every: .seconds(5)) { _ in await follow() }
  }

  /// Looks once for a newer version.
  package func follow() async {
    do {
      let newest = try await RulesetQueries.newestVersion(database)
      guard newest != state.value.withLock({ $0.newestSeen }) else { return }
      if let ruleset = try await Self.newestValid(database) {
        let triager = Triager(ruleset)
        state.value.withLock { $0.triager = triager }
        gauge.record(ruleset.version)
        Logger.current.info(
          "a ruleset is in force", metadata: ["ruleset": "\(ruleset.version)"])
      }
      state.value.withLock { $0.newestSeen = newest }
    } catch {
      // The rules in force stay; the timer looks again.
      Logger.current.warning("cannot look for a ruleset", metadata: ["error": "\(error)"])
    }
  }

  private static func newestValid(_ database: Database) async throws -> Ruleset? {
    for row in try await RulesetQueries.all(database) {
      do {
        return try Ruleset(version: row.first, json: row.second.text)
      } catch {
        Logger.current.error(
          "a ruleset cannot be used and is passed over",
          metadata: ["ruleset": "\(row.first)", "error": "\(error)"])
      }
    }
    return nil
  }
}

/// The rules in force, behind a reference, because the follower itself is a value.
private final class SharedTriager: Sendable {
  struct State {
    var triager: Triager?
    /// The newest version there was when we last looked, valid or not.
    var newestSeen: Int?
  }

  let value = Mutex(State())
}
