import DatabaseTesting
import Domain
import Operator
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct ChaosQueriesTests {
  /// The instant so many seconds after one in 2026.
  private func at(_ seconds: Double) -> Instant {
    Instant(microseconds: 1_780_000_000_000_000) + .seconds(seconds)
  }

  private func incident(_ id: Int, escalatable: Double, opened: Double) async throws {
    try await ChaosScene.incident(id, ticket: id)
    try await ChaosScene.owner.execute(
      """
      UPDATE response.incidents
      SET escalatable_at = \(Timestamp(at(escalatable))), created_at = \(Timestamp(at(opened)))
      WHERE id = \(id)
      """)
  }

  @Test func `a lag belongs to the round in which the incident was opened`() async throws {
    try await incident(1, escalatable: 10, opened: 10.25)
    // It had to wait for what the second round did.
    try await incident(2, escalatable: 19.9, opened: 24.9)
    try await incident(3, escalatable: 20, opened: 20)
    try await incident(4, escalatable: 29, opened: 30)
    try await incident(5, escalatable: 9, opened: 9.5)
    let lags = try await ChaosQueries.lags(
      from: [at(10), at(20)], to: [at(20), at(30)], ChaosScene.owner)
    let found = lags.map { [$0.first, $0.second] }.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(found == [[1, 250_000], [2, 0], [2, 5_000_000]])
  }
}

extension Timestamp {
  fileprivate init(_ instant: Instant) {
    self.init(microseconds: instant.microseconds)
  }
}
