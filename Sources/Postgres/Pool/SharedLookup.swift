/// Finds rows by their ids: callers that come at the same time share one query.
package struct SharedLookup<Row: RowDecodable & Identifiable<Int64>>: Sendable {
  private let trip: SharedTrip<Int64, Row?>

  /// - Parameter find: The query for the rows of some ids, each once, in any order.
  package init(_ database: Database, find: @escaping @Sendable ([Int64]) -> Query) {
    // The second is for the case that the first is stuck, and for rows by the hundred: few and full
    // trips cost least.
    trip = SharedTrip(
      lanes: database.lanes(2), crowd: 32, largestBatch: 100, longestLine: 2_000
    ) { ids, lane in
      do {
        let rows = try await lane.query(find(ids), as: Row.self)
        let byID = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
        return ids.map { .success(byID[$0]) }
      } catch {
        return ids.map { _ in .failure(error) }
      }
    }
  }

  /// The row of this id, as it is now; nil where there is none.
  ///
  /// Throws what a query throws, and ``LineIsFull``.
  package func find(_ id: Int64) async throws -> Row? {
    try await trip.submit(id)
  }
}
