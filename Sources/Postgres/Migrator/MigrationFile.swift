import Foundation

/// A file `NNNN_verb_noun.sql`, or a repeatable one: `views.sql`, `views_1_events.sql`.
struct MigrationFile: Sendable {
  let number: Int
  let name: String
  let sql: String

  /// Reads the folder: numbered files in order, and the repeatable ones by their names.
  static func read(
    folder: String
  ) throws(MigrationError) -> (numbered: [MigrationFile], views: [MigrationFile]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .unreadable(folder: folder)
    }
    var numbered: [MigrationFile] = []
    var views: [MigrationFile] = []
    for name in names.sorted() where name.hasSuffix(".sql") && name != "schema.sql" {
      guard let sql = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
        throw .unreadable(folder: folder)
      }
      if name.wholeMatch(of: /views(_[0-9]_[a-z]+)?\.sql/) != nil {
        views.append(MigrationFile(number: 0, name: name, sql: sql))
      } else if let number = number(of: name) {
        numbered.append(MigrationFile(number: number, name: name, sql: sql))
      } else {
        throw .badName(file: name)
      }
    }
    guard !numbered.isEmpty else { throw .unreadable(folder: folder) }
    try checkNumbers(numbered)
    return (numbered, views)
  }

  private static func number(of name: String) -> Int? {
    guard let match = name.wholeMatch(of: /([0-9]{4})_[a-z0-9_]+\.sql/) else { return nil }
    return Int(match.1)
  }

  private static func checkNumbers(_ files: [MigrationFile]) throws(MigrationError) {
    for (index, file) in files.enumerated() {
      if index > 0, files[index - 1].number == file.number {
        throw .sameNumber(file.number, first: files[index - 1].name, second: file.name)
      }
      if file.number != index + 1 { throw .gap(before: file.number) }
    }
  }
}
