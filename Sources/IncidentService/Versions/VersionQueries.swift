import Postgres
import Relay
import Web

/// Reads and writes the tables of versions, of which nothing is ever changed.
enum VersionQueries {
  /// Versions, newest first, from behind the cursor on: one more than the page holds.
  static func list<Item: Version>(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [Item] {
    var conditions: [Query] = []
    if let cursor = page.cursor {
      conditions.append("(created_at, version) < (\(cursor.at), \(cursor.id))")
    }
    let table = Item.table
    return try await session.query(
      """
      SELECT \(Item.columns)
      FROM \(unsafe: table)
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, version DESC
      LIMIT \(page.rowsToFetch)
      """, as: Item.self)
  }

  /// The version of this number.
  static func find<Item: Version>(_ version: Int64, _ session: some Session) async throws -> Item? {
    let table = Item.table
    return try await session.first(
      """
      SELECT \(Item.columns)
      FROM \(unsafe: table)
      WHERE version = \(version)
      """)
  }

  /// Publishes a version.
  static func insert<Item: Version>(
    _ draft: Item.Draft, _ transaction: Transaction
  ) async throws -> Item? {
    let table = Item.table
    return try await transaction.first(
      """
      INSERT INTO \(unsafe: table) \(Item.inserting(draft))
      RETURNING \(Item.columns)
      """)
  }
}
