package import Domain
package import HTTPTypes
package import Postgres

@testable package import Access

/// Somebody who asks a service in a test: one of each role.
package struct Caller: Sendable, CustomStringConvertible {
  /// Who it is for the service.
  package let principal: Principal
  /// The token.
  package let token: String

  /// The one of this role.
  package init(_ role: Role) {
    principal = Principal(.token(0), name: role.rawValue, role: role)
    let name = role.rawValue
    token = "fl_" + name + String(repeating: "A", count: 43 - name.utf8.count)
  }

  /// Who may do everything.
  package static let admin = Caller(.admin)

  /// The name in the ledger.
  package var name: String { principal.name }

  package var description: String { "the \(name)" }

  /// What it sends.
  package var authorization: String { "Bearer \(token)" }

  /// These fields with the caller's own; one that is there already stays.
  package func fields(_ fields: HTTPFields = [:]) -> HTTPFields {
    var fields = fields
    fields[.authorization] = fields[.authorization] ?? authorization
    return fields
  }

  /// A database that is not there.
  package static let nowhere = Database(
    ConnectionSettings(url: "postgresql:///?host=/nowhere", applicationName: "test"),
    patience: .milliseconds(1))

  /// Knows the one of each role without asking, and looks for all others in the database.
  package static func authenticator(_ database: Database = nowhere) -> Authenticator {
    let tokens = TokenKeeper(database)
    for caller in Role.allCases.map(Caller.init) {
      tokens.learn(caller.token, caller.principal)
    }
    return Authenticator(tokens: tokens)
  }
}
