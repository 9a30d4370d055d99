package import Domain
import Foundation
import Testing

/// The table of README that says which role may do what on which route.
package struct AccessTable: Sendable {
  /// What stands in a column of a route.
  package enum Word: String, Sendable {
    case yes
    /// Of tickets of one's own.
    case own
    /// Not at all.
    case no = "–"
  }

  /// For each route, as `GET /tickets/{id}`, what each role may do.
  package let rows: [String: [Role: Word]]

  /// Reads the table under the heading of a service.
  package init(under heading: String) throws {
    let readme = try String(contentsOf: Self.readme, encoding: .utf8)
    let parts = readme.components(separatedBy: "\n### \(heading)\n")
    try #require(parts.count == 2, "README has no heading \(heading), or two")
    let lines = parts[1].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.map(Self.cells)
    let roles = try #require(lines.first).dropFirst().map { Role(rawValue: String($0)) }
    try #require(roles == Role.allCases.map { $0 })
    var rows: [String: [Role: Word]] = [:]
    for line in lines.dropFirst(2) {
      let words = try line.dropFirst().map { try #require(Word(rawValue: $0), "\($0)") }
      try #require(words.count == roles.count)
      for route in line[0].split(separator: "`").filter({ $0.contains("/") }) {
        try #require(rows[String(route)] == nil, "README names \(route) twice")
        rows[String(route)] = Dictionary(uniqueKeysWithValues: zip(Role.allCases, words))
      }
    }
    self.rows = rows
  }

  /// The texts between the bars.
  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static var readme: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "README.md")
  }
}
