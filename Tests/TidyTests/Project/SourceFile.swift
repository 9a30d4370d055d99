import Foundation

/// A text file of the repository, or a sample that is made up to try a rule.
struct SourceFile: Sendable {
  /// Relative to the repository.
  let path: String
  let lines: [String]
  /// What is code, what is a comment and what is text; empty where the file is not Swift.
  let swift: SwiftText

  init(path: String, text: String) {
    self.path = path
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    swift = path.hasSuffix(".swift") ? SwiftText(text) : SwiftText("")
  }

  /// The path's last component.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The folders that the file is in, from the outermost.
  var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }

  /// The module under `Sources/` or `Tests/` that a Swift file belongs to.
  var module: String? {
    guard isSwift, folders.count >= 2, ["Sources", "Tests"].contains(folders[0]) else { return nil }
    return folders[1]
  }

  var isSwift: Bool { name.hasSuffix(".swift") }
  var isSource: Bool { isSwift && folders.first == "Sources" }
  var isTest: Bool { isSwift && folders.first == "Tests" }
  var isQueries: Bool { name.hasSuffix("Queries.swift") }
  var isSQL: Bool { name.hasSuffix(".sql") }

  var isShell: Bool {
    name.hasSuffix(".sh") || lines.first?.hasPrefix("#!/usr/bin/env bash") == true
  }

  /// Written by a program, for people to read.
  var isGenerated: Bool { path == "migrations/schema.sql" }

  /// The lines of code that contain `pattern`, by number, from 1.
  func linesOfCode(matching pattern: Regex<some Any>) -> [Int] {
    // By Unicode's rules, which are the default, `A.b` is one word.
    let pattern = pattern.wordBoundaryKind(.simple)
    return swift.code.indices.filter { swift.code[$0].contains(pattern) }.map { $0 + 1 }
  }
}
