import DatabaseTesting
import Postgres

/// What a superuser does to the roles of the programs.
enum RoleTestQueries {
  /// What a role can own.
  enum Property: String, Sendable {
    case schema = "SCHEMA ledger"
    case table = "TABLE response.incidents"
  }

  static func give(_ property: Property, to role: String) async throws {
    try await TestDatabase.current.owner.execute(
      "ALTER \(unsafe: property.rawValue) OWNER TO \(unsafe: role)")
  }

  static func createDatabase(_ name: String) async throws {
    try await TestDatabase.current.owner.execute("CREATE DATABASE \(unsafe: name)")
  }

  static func dropDatabase(_ name: String) async throws {
    try await TestDatabase.current.owner.execute("DROP DATABASE \(unsafe: name) WITH (FORCE)")
  }
}
