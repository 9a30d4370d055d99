import Foundation
import Postgres
import Testing

struct VariableFilesTests {
  @Test(arguments: [
    ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n\n", "secret"), (" s p \n", " s p "),
    ("\n", ""), ("", ""),
  ])
  func `the text of a file is the value, without the line breaks at its end`(
    text: String, value: String
  ) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var environment = ["A": "", "A_FILE": file.path(), "B": "b", "B_FILE": "", "C_FILE": "/c"]
    #expect(VariableFiles.read(into: &environment, names: ["A", "B"]) == [])
    #expect(environment["A"] == value)
    #expect(environment["B"] == "b")
    #expect(environment["C"] == nil)
  }
}
