import DatabaseTesting
import Foundation
import Postgres
import Testing

/// The queries of docs/reporting.md, as they stand there, with what is shown of their answers.
@Suite(.database, .timeLimit(.minutes(1))) struct QuestionTests {
  @Test func `there are ten questions, each with an answer`() {
    #expect(DocumentedQuestion.all.count == 10)
    #expect(DocumentedQuestion.all.allSatisfy { !$0.columns.isEmpty })
  }

  @Test(arguments: DocumentedQuestion.all)
  func `a question of the documentation has an answer like the one shown`(
    question: DocumentedQuestion
  ) async throws {
    try await History.week()
    try await History.promise(
      1, "resolution", from: "06-01 09:00", active: "{[2026-06-01 09:00Z,2026-06-03 12:00Z)}",
      due: "06-01 17:00")
    try await History.create(5, "high", "network", at: "06-20 09:00")
    try await History.open(5, of: 5, "high", at: "06-20 09:00:01.5", since: "06-20 09:00")
    try await History.say(2, "public", by: "ann", at: "07-02 09:00")
    try await History.stopClock(at: "07-10 12:00")
    // It asks what day it is, and the clock has stopped.
    let asked = question.sql.replacing("now()", with: "timestamptz '2026-07-10'")
    #expect(try await !Report.ask(asked).isEmpty)
    let columns = try await Report.ask(
      "SELECT string_agg(name, '|' ORDER BY position) AS names "
        + "FROM (SELECT to_json(line) AS line FROM (\(asked)) AS line LIMIT 1) AS first, "
        + "json_object_keys(line) WITH ORDINALITY AS key (name, position)")
    #expect(columns == ["(\(question.columns.joined(separator: "|")))"])
  }
}
