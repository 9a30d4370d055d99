/// Runs queries one by one on a few lanes, for reads that are many and short.
///
/// A pool hands a connection to whoever is next in line, which changes threads twice between two
/// queries; here a connection takes the next query. What may take long does not belong here: it
/// would hold up the line.
package struct LaneReads<Row: RowDecodable>: Sendable {
  private let trip: SharedTrip<Query, [Row]>

  /// With four lanes beside the pool of `database`.
  package init(_ database: Database) {
    trip = SharedTrip(
      lanes: database.lanes(4), crowd: 1, largestBatch: 1, longestLine: 2_000
    ) { queries, lane in
      var outcomes: [Result<[Row], any Error>] = []
      for query in queries {
        do {
          outcomes.append(.success(try await lane.query(query, as: Row.self)))
        } catch {
          outcomes.append(.failure(error))
        }
      }
      return outcomes
    }
  }

  /// The rows of a query. Throws what a query throws, and ``LineIsFull``.
  package func query(_ query: Query) async throws -> [Row] {
    try await trip.submit(query)
  }
}
