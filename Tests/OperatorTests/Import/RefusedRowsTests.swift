import Foundation
import Operator
import Testing

@Suite struct RefusedRowsTests {
  @Test func `a refused CSV row is an object with its columns in order`() throws {
    let rows = try rows("title,description,b/c\n\"say \"\"no\"\"\",\"x\ny\",é\n")
    let violation = Refusal.Violation(pointer: "#/title", code: "too_short", detail: "Say more.")
    let refusal = Refusal(row: rows[0], status: 422, violations: [violation])
    #expect(
      try refusal.json() == #"""
        {"line":2,"status":422,\#
        "errors":[{"code":"too_short","detail":"Say more.","pointer":"#/title"}],\#
        "row":{"title":"say \"no\"","description":"x\ny","b/c":"é"}}
        """#)
  }

  @Test func `a ragged row is an array, and one that is not UTF-8 is repaired`() throws {
    var reader = CSVRowReader(columns: ImportColumns())
    let rows = try reader.read(Array("title,description\na\nb,".utf8) + [0xFF, 0x0A])
    let lines = try rows.map { try Refusal(row: $0, status: nil, violations: []).json() }
    #expect(
      lines == [
        #"{"line":2,"status":null,"errors":[],"row":["a"]}"#,
        #"{"line":3,"status":null,"errors":[],"row":{"title":"b","description":"\#u{FFFD}"}}"#,
      ])
  }

  @Test(arguments: [
    (#"{ "title": 5 }"#, #"{ "title": 5 }"#), ("[1,", #""[1,""#), ("", #""""#),
    ("3\0", #""3\u0000""#), ("\u{FEFF}3", "\"\u{FEFF}3\""),
  ])
  func `a refused line is itself, or a string when it is not JSON`(line: String, row: String) throws
  {
    let original = ImportRow(
      line: 9, content: .failure(.invalidJSON), original: .line(Array(line.utf8)))
    let json = try Refusal(row: original, status: nil, violations: []).json()
    #expect(json == #"{"line":9,"status":null,"errors":[],"row":\#(row)}"#)
  }

  @Test func `the file is there from the first refusal on, and replaces an older one`() async throws
  {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "refused.ndjson")
      try Data("old\n".utf8).write(to: url)
      let refused = RefusedRows(path: url.path())
      #expect(!refused.isThere)
      #expect(try String(contentsOf: url, encoding: .utf8) == "old\n")
      let row = try #require(try rows("title,description\na,b\n").first)
      let refusal = Refusal(row: row, status: 422, violations: [])
      try refused.append(refusal)
      try refused.append(refusal)
      #expect(refused.isThere)
      let line = try refusal.json() + "\n"
      #expect(try String(contentsOf: url, encoding: .utf8) == line + line)
    }
  }

  @Test func `a file that cannot be made is an error that names it`() throws {
    let refused = RefusedRows(path: "/nowhere/refused.ndjson")
    let row = ImportRow(line: 1, content: .failure(.invalidJSON), original: .line([]))
    let error = #expect(throws: RefusedRows.Unwritable.self) {
      try refused.append(Refusal(row: row, status: nil, violations: []))
    }
    #expect(error?.description.hasPrefix("cannot write the refused rows to /nowhere/") == true)
  }

  private func rows(_ text: String) throws -> [ImportRow] {
    var reader = CSVRowReader(columns: ImportColumns())
    return try reader.read(Array(text.utf8))
  }
}
