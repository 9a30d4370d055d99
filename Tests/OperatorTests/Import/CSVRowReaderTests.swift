import Operator
import Testing

@Suite struct CSVRowReaderTests {
  @Test func `rows become tickets by the names of the columns`() throws {
    let rows = try read("id,title,body\n1,No screen,It is dark\n2,,Empty\n")
    #expect(
      rows.map(\.content) == [
        .success(TicketText(title: "No screen", description: "It is dark")),
        .success(TicketText(title: "", description: "Empty")),
      ])
    #expect(rows.map(\.line) == [2, 3])
  }

  @Test func `nothing is trimmed or mended`() throws {
    let rows = try read("title,description\n\" a \",\"\tb\n\"\n")
    #expect(rows.map(\.content) == [.success(TicketText(title: " a ", description: "\tb\n"))])
  }

  @Test func `a row that is no row is a refusal with its line, and the next is read`() throws {
    var bytes = Array("title,description\na\nb,c,d\n".utf8)
    bytes += [0xFF] + Array(",x\n\"e\"e,f\ng,h\n".utf8)
    let rows = try read(bytes)
    #expect(
      rows.map(\.content) == [
        .failure(.ragged(expected: 2, found: 1)),
        .failure(.ragged(expected: 2, found: 3)),
        .failure(.invalidUTF8),
        .failure(.textAfterQuote),
        .success(TicketText(title: "g", description: "h")),
      ])
    #expect(rows.map(\.line) == [2, 3, 4, 5, 6])
  }

  @Test func `spaces around the names of columns do not count`() throws {
    let rows = try read("id, title ,description\n1,a,b\n")
    #expect(rows.map(\.content) == [.success(TicketText(title: "a", description: "b"))])
  }

  @Test func `a missing column is an error that names those there are`() throws {
    let error = #expect(throws: ImportColumns.Missing.self) {
      try read("id,text,label\n1,a,b\n")
    }
    #expect(
      error?.description
        == "there is no column \"description\" or \"body\": "
        + "choose one with --description among id, text, label")
  }

  @Test(arguments: [
    ("", "the file is empty"), ("\n\n", "the file is empty"),
    ("\"a\"b,c\n", RowFault.textAfterQuote.detail),
  ])
  func `a file without column names is an error`(text: String, reason: String) {
    let error = #expect(throws: CSVRowReader.NoHeader.self) { try read(text) }
    #expect(error?.description == "a CSV file begins with a row of column names: \(reason)")
  }

  @Test func `column names that are not UTF-8 are an error`() {
    #expect(throws: CSVRowReader.NoHeader.self) { try read([0xFF, 0x0A]) }
  }

  @Test func `a title is made where there is none and it is asked for`() throws {
    let columns = ImportColumns(titleFromDescription: true)
    let without = try read("body\nThe printer burns\n", columns: columns)
    #expect(
      without.map(\.content) == [
        .success(TicketText(title: "The printer burns", description: "The printer burns"))
      ])
    let blank = try read("title,body\n \t,Help\nMine,Help\n", columns: columns)
    #expect(
      blank.map(\.content) == [
        .success(TicketText(title: "Help", description: "Help")),
        .success(TicketText(title: "Mine", description: "Help")),
      ])
  }

  private func read(
    _ text: String, columns: ImportColumns = ImportColumns()
  ) throws -> [ImportRow] {
    try read(Array(text.utf8), columns: columns)
  }

  private func read(
    _ bytes: [UInt8], columns: ImportColumns = ImportColumns()
  ) throws -> [ImportRow] {
    var reader = CSVRowReader(columns: columns)
    return try bytes.pieces(of: 5).flatMap { try reader.read($0) } + reader.finish()
  }
}
