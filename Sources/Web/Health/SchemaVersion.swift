package import Postgres

/// Which migrations the programs rely on.
package enum SchemaVersion {
  /// The number of the newest migration that this build knows. A test compares it with the folder.
  package static let required = 25

  /// A check that fails until the database has all of them. A newer one is welcome: that is how an
  /// update without a stop begins.
  package static func check(_ database: Database) -> HealthCheck {
    HealthCheck("migrations") {
      do {
        let version = try await Migrator.version(database)
        guard version >= required else {
          return .failed("\(version) of \(required) are applied; run firstline migrate")
        }
        return .ok("\(version)")
      } catch {
        return .failed("cannot be read")
      }
    }
  }
}
