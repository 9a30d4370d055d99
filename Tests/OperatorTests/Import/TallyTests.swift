import Operator
import Testing

@Suite struct TallyTests {
  @Test func `the report has every count, the reasons and the first failures`() {
    var tally = Tally()
    tally.rows = 5_898
    tally.made = 5_640
    tally.alreadyThere = 2
    for _ in 0..<254 { tally.refuse(refusal("#/title", "too_short")) }
    tally.refuse(refusal(nil, "ragged_row"))
    tally.fail(line: 7, reason: "503 Service Unavailable (10 attempts)")
    #expect(
      tally.report(elapsed: .milliseconds(1_500), refusedFile: "t.refused.ndjson") == """
        rows               5,898
        made               5,640
        already there          2
        refused              255  (see t.refused.ndjson)
            254 × #/title too_short
            1 × ragged_row
        failed                 1
            line 7: 503 Service Unavailable (10 attempts)
        seconds              1.5
        rows/s             3,932
        """)
  }

  @Test func `rows of an interrupted import are unfinished`() {
    var tally = Tally()
    tally.rows = 16
    tally.made = 10
    let report = tally.report(elapsed: .zero, refusedFile: nil)
    #expect(report.contains("\nunfinished             6\n"))
    #expect(report.hasSuffix("rows/s                 0"))
  }

  @Test func `what is kept of reasons and failures is bounded`() {
    var tally = Tally()
    for number in 0..<100 {
      tally.refuse(refusal(nil, "code-\(number)"))
      tally.fail(line: number, reason: "no")
    }
    tally.refuse(refusal(nil, "code-0"))
    #expect(tally.reasons.count == Tally.kept)
    #expect(tally.reasons["code-0"] == 2)
    #expect(tally.failures.count == Tally.kept)
    #expect(tally.refused == 101)
    #expect(tally.failed == 100)
  }

  @Test func `failures in a row end with any answer of the server, and with nothing else`() {
    var tally = Tally()
    tally.fail(line: 1, reason: "no")
    tally.fail(line: 2, reason: "no")
    tally.refuse(refusal(nil, "ragged_row", status: nil))
    #expect(tally.failuresInARow == 2)
    tally.refuse(refusal(nil, "too_short"))
    #expect(tally.failuresInARow == 0)
    tally.fail(line: 3, reason: "no")
    tally.succeed(\.alreadyThere)
    #expect(tally.failuresInARow == 0)
    #expect(tally.failed == 3)
  }

  private func refusal(_ pointer: String?, _ code: String, status: Int? = 422) -> Refusal {
    let row = ImportRow(line: 1, content: .failure(.invalidJSON), original: .line([]))
    let violation = Refusal.Violation(pointer: pointer, code: code)
    return Refusal(row: row, status: status, violations: [violation])
  }
}
