/// The five characters by which PostgreSQL names a condition: appendix A of its manual.
package struct SQLState: RawRepresentable, Hashable, Sendable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The first two characters: the class of the condition.
  var kind: Substring { rawValue.prefix(2) }

  /// The conditions that our code tells apart, by the names that the manual has for them.
  package static let notNullViolation = SQLState(rawValue: "23502")
  package static let foreignKeyViolation = SQLState(rawValue: "23503")
  package static let uniqueViolation = SQLState(rawValue: "23505")
  package static let checkViolation = SQLState(rawValue: "23514")
  package static let serializationFailure = SQLState(rawValue: "40001")
  package static let deadlockDetected = SQLState(rawValue: "40P01")
  package static let insufficientPrivilege = SQLState(rawValue: "42501")
  package static let undefinedTable = SQLState(rawValue: "42P01")
  package static let lockNotAvailable = SQLState(rawValue: "55P03")
  package static let invalidStatementName = SQLState(rawValue: "26000")
  package static let characterNotInRepertoire = SQLState(rawValue: "22021")
  package static let queryCancelled = SQLState(rawValue: "57014")
  package static let readOnlyTransaction = SQLState(rawValue: "25006")
  package static let internalError = SQLState(rawValue: "XX000")
}
