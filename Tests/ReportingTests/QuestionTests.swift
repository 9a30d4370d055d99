import DatabaseTesting
import Foundation
import Postgres
import Testing

/// The queries of docs/reporting.md, as they stand there.
@Suite(.database, .timeLimit(.minutes(1))) struct QuestionTests {
  private static let questions: [String] = {
    let file = URL(filePath: MigrationsFolder.path).deletingLastPathComponent()
      .appending(path: "docs/reporting.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```sql\n").dropFirst().compactMap {
      $0.components(separatedBy: ";\n```").first
    }
  }()

  @Test func `there are ten questions`() {
    #expect(Self.questions.count == 10)
  }

  @Test(arguments: questions)
  func `a question of the documentation has an answer`(question: String) async throws {
    try await History.week()
    try await History.promise(
      1, "resolution", from: "06-01 09:00", active: "{[2026-06-01 09:00Z,2026-06-03 12:00Z)}",
      due: "06-01 17:00")
    try await History.create(5, "high", "network", at: "06-20 09:00")
    try await History.open(5, of: 5, "high", at: "06-20 09:00:01.5", since: "06-20 09:00")
    try await History.say(2, "public", by: "ann", at: "07-02 09:00")
    try await History.stopClock(at: "07-10 12:00")
    // It asks what day it is, and the clock has stopped.
    let asked = question.replacing("now())", with: "'2026-07-10'::timestamptz)")
    #expect(try await !Report.ask(asked).isEmpty)
  }
}
