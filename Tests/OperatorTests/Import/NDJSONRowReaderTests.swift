import Operator
import Testing

@Suite struct NDJSONRowReaderTests {
  private let ok = #"{"title":"a","body":"b"}"#

  @Test func `objects become tickets by the names of their fields, wherever pieces are cut`() throws
  {
    let text = """
      {"title":"No screen","description":"It is \\"dark\\"\\nhere","id":1}\r
      \u{20}\t
      { "description": "é", "title": "" }
      """
    for size in 1...text.utf8.count {
      let rows = try read(text, pieces: size)
      #expect(
        rows.map(\.content) == [
          .success(TicketText(title: "No screen", description: "It is \"dark\"\nhere")),
          .success(TicketText(title: "", description: "é")),
        ])
      #expect(rows.map(\.line) == [1, 3])
    }
  }

  @Test(arguments: [
    (#"{"title":"a","body":"#, RowFault.invalidJSON), ("nonsense", .invalidJSON),
    (#"{"title":"a","body":"b"} x"#, .invalidJSON),
    // As UTF-16, or at the beginning of a file, these would be JSON.
    ("{\0}\0", .invalidJSON), ("\u{FEFF}[]", .invalidJSON),
    ("[1]", .notAnObject), ("\"text\"", .notAnObject), ("null", .notAnObject),
    (#"{"body":"b"}"#, .missingField("title")), (#"{"title":"a"}"#, .missingField("body")),
    (#"{"title":5,"body":"b"}"#, .notAString("title")),
    (#"{"title":"a","body":null}"#, .notAString("body")),
    (#"{"title":"\#(String(repeating: "a", count: 200))","body":"b"}"#, .tooLong(limit: 100)),
  ])
  func `a line that is no ticket is a refusal and the next is read`(
    line: String, fault: RowFault
  ) throws {
    let rows = try read("\(ok)\n\(line)\n\(ok)\n", pieces: 7)
    let good = Result<TicketText, RowFault>.success(TicketText(title: "a", description: "b"))
    #expect(rows.map(\.content) == [good, .failure(fault), good])
    #expect(rows.map(\.line) == [1, 2, 3])
  }

  @Test func `a line that is not UTF-8 is a refusal`() throws {
    var reader = NDJSONRowReader(columns: ImportColumns())
    let rows = try reader.read(Array("{\"title\":\"".utf8) + [0xFF, 0x0A])
    #expect(rows.map(\.content) == [.failure(.invalidUTF8)])
  }

  @Test func `a byte order mark is skipped, and no line is no row`() throws {
    #expect(try read("\u{FEFF}\(ok)", pieces: 1).count == 1)
    #expect(try read("", pieces: 1).isEmpty)
    #expect(try read("\n\r\n", pieces: 1).isEmpty)
  }

  @Test func `a field that the first object lacks is an error that names those there are`() throws {
    let error = #expect(throws: ImportColumns.Missing.self) {
      try read(#"{"subject":"a","body":"b"}"#, pieces: 100)
    }
    #expect(
      error?.description
        == "there is no column \"title\": choose one with --title among body, subject")
  }

  @Test(arguments: [#"{"body":"b"}"#, #"{"body":"b","title":null}"#, #"{"body":"b","title":" "}"#])
  func `a title is made where there is none and it is asked for`(line: String) throws {
    var reader = NDJSONRowReader(columns: ImportColumns(titleFromDescription: true))
    let rows = try reader.read(Array("\(line)\n\(ok)\n".utf8))
    #expect(
      rows.map(\.content) == [
        .success(TicketText(title: "b", description: "b")),
        .success(TicketText(title: "a", description: "b")),
      ])
  }

  private func read(_ text: String, pieces size: Int) throws -> [ImportRow] {
    var reader = NDJSONRowReader(columns: ImportColumns(), limit: 100)
    return try Array(text.utf8).pieces(of: size).flatMap { try reader.read($0) } + reader.finish()
  }
}
