/// Something that runs queries: a ``Database`` (each on any connection of its pool), a
/// ``Transaction`` or a single ``Connection``.
package protocol Session: Sendable {
  /// Runs a query and reads its rows.
  ///
  /// Throws ``DatabaseError``, ``ColumnMismatch``, ``PoolExhausted``, ``DatabaseUnavailable``, or
  /// ``TransactionError``. A cancelled task cancels the statement.
  func query<Value: RowDecodable>(_ query: Query, as type: Value.Type) async throws -> [Value]

  /// Runs a query for its effect and returns how many rows it touched.
  @discardableResult
  func execute(_ query: Query) async throws -> Int
}

extension Session {
  /// The first row, or nil where there is none.
  package func first<Value: RowDecodable>(
    _ query: Query, as type: Value.Type = Value.self
  ) async throws -> Value? {
    try await self.query(query, as: type).first
  }

  /// The only column of the first row, or nil where there is no row.
  package func value<Value: ColumnDecodable>(
    _ query: Query, as type: Value.Type = Value.self
  ) async throws -> Value? {
    try await self.query(query, as: Single<Value>.self).first?.value
  }

  /// The only column of every row.
  package func values<Value: ColumnDecodable>(
    _ query: Query, as type: Value.Type = Value.self
  ) async throws -> [Value] {
    try await self.query(query, as: Single<Value>.self).map(\.value)
  }
}
