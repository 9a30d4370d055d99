import Domain
import Postgres
import Relay

extension Webhook: RowDecodable {
  /// Reads ``columns``.
  init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), name: try row.next(), url: try row.next(), format: try row.next(),
      kinds: try row.next(Words?.self)?.words,
      severities: try row.next(Words?.self)?.words.compactMap { Priority(rawValue: $0) },
      enabled: try row.next(), rotatedAt: try row.next(), version: try row.next(),
      createdAt: try row.next(), updatedAt: try row.next())
  }

  /// What a query must select for a whole webhook, in this order.
  static let columns: Query = """
    id, name, url, format, array_to_string(kinds, ','), array_to_string(severities, ','),
      enabled, rotated_at, version, created_at, updated_at
    """
}

/// Words without commas, which come as one text.
private struct Words: ColumnDecodable {
  let words: [String]

  init(_ column: Column) throws(ColumnMismatch) {
    words = try String(column).split(separator: ",").map { String($0) }
  }
}
