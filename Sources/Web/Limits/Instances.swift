import Logging
package import Postgres

/// How many instances of a service there are: each has one session that listens, under a name that
/// says so, and is gone from the server as soon as it is.
package struct Instances: Sendable {
  private let database: Database
  private let listener: String

  /// - Parameter listener: The name of the listening session, as `ticket-service-listener`.
  package init(_ database: Database, listener: String) {
    self.database = database
    self.listener = listener
  }

  /// How many there are now; nil where the database does not say.
  func count() async -> Int? {
    do {
      return try await InstanceQueries.count(listener, database)
    } catch {
      Logger.current.warning("cannot count instances", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
