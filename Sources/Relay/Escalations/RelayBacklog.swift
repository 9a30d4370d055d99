package import Postgres

/// How much waits in the relay.
package struct RelayBacklog: RowDecodable, Equatable {
  /// Rows that wait to be taken, those that are tried again later included.
  package let waiting: Int
  /// Rows that failed too often.
  package let dead: Int

  package init(row: inout Row) throws(ColumnMismatch) {
    waiting = try row.next()
    dead = try row.next()
  }
}
