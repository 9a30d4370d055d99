import DatabaseTesting
import Domain
import Postgres
import Testing

/// Every metric, computed twice: by the SQL, and in Python from the definitions in
/// docs/reporting.md and the exported events.
@Suite(.database, .timeLimit(.minutes(3))) struct SecondOpinionTests {
  private let owner = TestDatabase.current.owner

  @Test(arguments: [1, 2, UInt64.random(in: 3...9_999_999)])
  func `SQL and an independent computation agree on every number`(seed: UInt64) async throws {
    var history = RandomHistory(seed: seed)
    let end = try await history.write(to: owner)
    let questions = Self.questions(end)
    let opinions = try await SecondOpinion.ask(questions, owner)
    #expect(opinions.count == questions.count)
    for (question, opinion) in zip(questions, opinions) {
      let said = try await metrics(question)
      #expect(said.count == opinion.count)
      let expected = Dictionary(uniqueKeysWithValues: opinion.map { ($0.key, $0) })
      for line in said {
        let other = try #require(expected[line.key], "\(line.key) of \(question)")
        let isSame =
          line.n == other.n && zip(line.figures, other.figures).allSatisfy(Self.agree)
        #expect(isSame, "seed \(seed), \(question): \(line), and in Python \(other)")
      }
    }
    // Every metric has something to say, or nothing was compared.
    let counted = opinions[0].filter { $0.n > 0 }
    #expect(counted.count == 29, "\(counted.map(\.key))")
  }

  private static func questions(_ end: Instant) -> [SecondOpinion.Question] {
    [
      ("2026-02-01T00:00:00Z", "2026-05-01T00:00:00Z", "UTC", "all", "\(end)"),
      ("2026-02-20T07:30:00Z", "2026-04-02T12:00:00Z", "UTC", "day", "\(end)"),
      ("2026-02-12T00:00:00Z", "2026-04-20T00:00:00Z", "Europe/London", "week", "\(end)"),
      ("2026-03-27T09:00:00Z", "2026-03-31T09:00:00Z", "Europe/London", "day", "\(end)"),
      (
        "2026-02-01T00:00:00Z", "2026-04-15T00:00:00Z", "America/New_York", "day",
        "2026-03-10T11:12:13.141516Z"
      ),
      ("2026-01-05T00:00:00Z", "2026-05-01T00:00:00Z", "America/New_York", "month", "\(end)"),
      (
        "2025-11-01T00:00:00Z", "2026-05-01T00:00:00Z", "Asia/Kolkata", "quarter",
        "2026-03-01T00:00:00Z"
      ),
      ("2025-07-01T00:00:00Z", "2026-05-01T00:00:00Z", "UTC", "year", "2026-02-25T00:00:00Z"),
    ].map { SecondOpinion.Question(from: $0, to: $1, tz: $2, bucket: $3, asOf: $4) }
  }

  private static func agree(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == other }
    return abs(one - other) < 1e-6
  }

  private func metrics(_ question: SecondOpinion.Question) async throws -> [SecondOpinion.Line] {
    try await owner.query(
      """
      SELECT metric || ' ' || unit || ' ' || (extract(epoch FROM bucket_start) * 1000000)::bigint,
        n, value, mean, median, p75, p90, p95, p99, max
      FROM reporting.metrics(
        \(question.from)::text::timestamptz, \(question.to)::text::timestamptz, \(question.tz),
        \(question.bucket), \(question.asOf)::text::timestamptz)
      """, as: SecondOpinion.Line.self)
  }
}

extension SecondOpinion.Line: RowDecodable {
  init(row: inout Row) throws(ColumnMismatch) {
    key = try row.next()
    n = try row.next()
    var figures: [Double?] = []
    for _ in 0..<8 { figures.append(try row.next()) }
    self.figures = figures
  }
}
