package import Postgres

extension SharedLookup {
  /// The row of this id. Throws the problem 404 where there is none; `noun` is what a client calls
  /// it.
  package func find(_ id: Int64, orNo noun: String) async throws -> Row {
    guard let row = try await find(id) else { throw Problem.notFound("\(noun) \(id)") }
    return row
  }
}
