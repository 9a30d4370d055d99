import Postgres
import Relay
import Web

/// Reads and writes the tables of versions, of which nothing is ever changed.
enum VersionQueries {
  /// Versions, newest first, from behind the cursor on: one more than the page holds.
  static func list<Item: Version>(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [Item] {
    try await session.query(
      ListQueries.newestFirst(
        Item.columns, from: Item.table, key: "version", behind: page.place,
        limit: page.rowsToFetch),
      as: Item.self)
  }

  /// The version of this number.
  static func find<Item: Version>(_ version: Int64, _ session: some Session) async throws -> Item? {
    try await session.first(
      """
      SELECT \(Item.columns)
      FROM \(Item.table)
      WHERE version = \(version)
      """)
  }

  /// Publishes a version.
  static func insert<Item: Version>(
    _ draft: Item.Draft, _ transaction: Transaction
  ) async throws -> Item? {
    try await transaction.first(
      """
      INSERT INTO \(Item.table) \(Item.inserting(draft))
      RETURNING \(Item.columns)
      """)
  }
}
