import Domain
import Postgres
import Web

/// A row that nobody changes, so that it stays clear what was decided by it: a change is a new one.
protocol Version: RowDecodable, JSONWritable, Sendable {
  /// What is posted to publish one.
  associatedtype Draft: JSONReadable & Sendable

  /// What it is a version of: the end of a sentence.
  static var noun: String { get }
  /// The table of the versions.
  static var table: Query { get }
  /// What a query must select for a whole version.
  static var columns: Query { get }
  /// The columns that a draft fills, and their values: what stands behind the table's name in an
  /// INSERT.
  static func inserting(_ draft: Draft) -> Query
  /// What the database knows to be wrong with a draft that was checked; nil where the error says
  /// something else.
  static func violation(of error: DatabaseError) -> Violation?
  /// What is wrong with a draft of which the database made no row; nil where that cannot be.
  static var refusal: Violation? { get }

  /// Its number, which no other version in the table has.
  var version: Int64 { get }
  var createdAt: Instant { get }
}

extension Version {
  static func violation(of error: DatabaseError) -> Violation? { nil }
  static var refusal: Violation? { nil }
}
