package import Domain
import Logging
import Metrics
package import Postgres

/// Has the newest valid ruleset at hand.
///
/// A version that cannot be read is logged and passed over: the one before stays in force.
package typealias RulesetFollower = Follower<Triager>

extension RulesetFollower {
  /// A follower that has nothing yet.
  package init(_ database: Database) {
    let gauge = Gauge(label: "firstline_ruleset_version")
    self.init(database, of: "triage rules") { database in
      try await RulesetQueries.newestVersion(database).map { [$0] } ?? []
    } load: { database in
      try await Self.newestValid(database).map(Triager.init)
    } announce: { triager in
      let version = triager.ruleset.version
      gauge.record(version)
      Logger.current.info("a ruleset is in force", metadata: ["ruleset": "\(version)"])
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
