import Operator
import Testing

@Suite struct ImportColumnsTests {
  typealias Chosen = ImportColumns.Chosen

  @Test(arguments: [
    (ImportColumns(), ["title", "description"], "title", "description"),
    (ImportColumns(), ["body", "title"], "title", "body"),
    (ImportColumns(), ["body", "title", "description"], "title", "description"),
    (ImportColumns(title: "subject"), ["subject", "title", "body"], "subject", "body"),
    (ImportColumns(description: "text"), ["title", "body", "text"], "title", "text"),
    (ImportColumns(title: "text", description: "text"), ["text"], "text", "text"),
    (ImportColumns(titleFromDescription: true), ["body"], nil, "body"),
    (ImportColumns(titleFromDescription: true), ["body", "title"], "title", "body"),
  ])
  func `columns are found by their names`(
    columns: ImportColumns, names: [String], title: String?, description: String
  ) throws {
    let chosen = try columns.choose(from: names)
    #expect(chosen.title == title)
    #expect(chosen.description == description)
  }

  @Test(arguments: [
    (
      ImportColumns(title: "Subject"), ["subject", "body"],
      "there is no column \"Subject\": choose one with --title among subject, body"
    ),
    (
      ImportColumns(description: "body"), ["title", "text"],
      "there is no column \"body\": choose one with --description among title, text"
    ),
    (
      ImportColumns(), ["title", "body", "body"],
      "the column \"body\" is there more than once (title, body, body)"
    ),
    (
      ImportColumns(title: "subject", titleFromDescription: true), ["body"],
      "there is no column \"subject\": choose one with --title among body"
    ),
  ])
  func `a column that is not there, or is there twice, is one clear error`(
    columns: ImportColumns, names: [String], message: String
  ) {
    let error = #expect(throws: ImportColumns.Missing.self) { try columns.choose(from: names) }
    #expect(error?.description == message)
  }
}
