package import Domain
package import Postgres

/// How every list is read whose order is the time of creation.
package enum ListQueries {
  /// Rows that meet all conditions, newest first, at most `limit`, from behind a place on; of those
  /// made at one time, by `key`, which no two rows share.
  package static func newestFirst(
    _ columns: Query, from table: Query, key: Query = "id", where conditions: [Query] = [],
    behind place: (at: Instant, id: Int64)?, limit: Int
  ) -> Query {
    var conditions = conditions
    if let place { conditions.append("(created_at, \(key)) < (\(place.at), \(place.id))") }
    return """
      SELECT \(columns)
      FROM \(table)
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, \(key) DESC
      LIMIT \(limit)
      """
  }
}
