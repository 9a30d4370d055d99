import Foundation

/// A query of docs/reporting.md, as it stands there, and what is shown of its answer.
package struct DocumentedQuestion: Sendable {
  /// Without a semicolon at the end.
  package let sql: String
  /// The columns of the answer below it.
  package let columns: [String]

  /// All of them, in their order.
  package static let all: [DocumentedQuestion] = {
    let file = URL(filePath: MigrationsFolder.path).deletingLastPathComponent()
      .appending(path: "docs/reporting.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```sql\n").dropFirst().compactMap { part in
      let blocks = part.components(separatedBy: "```text\n")
      let header = blocks.dropFirst().first?.split(separator: "\n").first ?? ""
      let columns: [String] = header.split(separator: "|")
        .map { $0.trimmingCharacters(in: .whitespaces) }
      return blocks[0].components(separatedBy: ";\n```").first.map {
        DocumentedQuestion(sql: $0, columns: columns)
      }
    }
  }()
}
