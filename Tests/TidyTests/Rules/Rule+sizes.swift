extension Rule {
  static let sizes = [fileLength, functionLength, lineLength]

  private static let fileLength = Rule(
    "a file has at most 300 lines", advice: "two ideas are two files",
    forbidden: [SourceFile("Sources/Web/A.swift", String(repeating: "\n", count: 301))],
    allowed: [SourceFile("Sources/Web/A.swift", String(repeating: "\n", count: 300))]
  ) { file in
    guard file.isSwift || file.isShell || file.isSQL, !file.isGenerated else { return [] }
    return file.lines.count > 300 ? [file.lines.count] : []
  }

  private static let functionLength = Rule(
    "a function has at most 60 lines", advice: "the parent branches, the leaf computes",
    forbidden: [
      SourceFile("Sources/Web/A.swift", function(of: 61)),
      SourceFile("Tests/WebTests/A.swift", function(of: 61)),
    ],
    allowed: [
      SourceFile("Sources/Web/A.swift", function(of: 60) + function(of: 60)),
      SourceFile(
        "Sources/Web/A.swift",
        "protocol A {\n  func a()\n" + String(repeating: "\n", count: 70) + "}"),
    ]
  ) { file in
    file.functions.filter { $0.count > 60 }.map(\.lowerBound)
  }

  private static func function(of lines: Int) -> String {
    "func a(b: Int = { 1 }()) {\n  let s = \"}\"  // }\n"
      + String(repeating: "\n", count: lines - 3) + "}\n"
  }

  private static let lineLength = Rule(
    "a line has at most 100 columns", advice: "break it where a reader would breathe",
    forbidden: [
      SourceFile("Sources/Web/A.swift", "/// " + String(repeating: "x", count: 97)),
      SourceFile("migrations/0001_a_b.sql", "-- " + String(repeating: "ü", count: 98)),
      SourceFile("script/a", "#!/usr/bin/env bash\n" + String(repeating: "x", count: 101)),
    ],
    allowed: [
      SourceFile("Sources/Web/A.swift", String(repeating: "ü", count: 100)),
      SourceFile("README.md", String(repeating: "x", count: 101)),
      SourceFile("migrations/schema.sql", String(repeating: "x", count: 101)),
    ]
  ) { file in
    guard file.isSwift || file.isShell || file.isSQL, !file.isGenerated else { return [] }
    return file.lines.indices.filter { file.lines[$0].count > 100 }.map { $0 + 1 }
  }
}

extension SourceFile {
  /// The lines of each function and initializer that has a body, from 1.
  fileprivate var functions: [ClosedRange<Int>] {
    let code = swift.code
    let head = /^\s*(@\w+(\([^)]*\))?\s+|[a-z]+(\([a-z]+\))?\s+)*(func\s+[^\s(]|init[?!]?[(<])/
    return code.indices.compactMap { start in
      guard code[start].contains(head) else { return nil }
      return Self.endOfBody(code, from: start).map { start + 1...$0 + 1 }
    }
  }

  /// The line on which the body that begins on or after line `start` ends; nil where there is none.
  private static func endOfBody(_ code: [String], from start: Int) -> Int? {
    var (parentheses, braces) = (0, 0)
    for index in code.indices[start...] {
      let isNext = index > start && parentheses == 0 && braces == 0
      let next = /^\s*(}|$|[^{]*\b(func|init|var|let)\b)/.wordBoundaryKind(.simple)
      if isNext, code[index].contains(next) { return nil }
      for character in code[index] {
        switch character {
        case "(": parentheses += 1
        case ")": parentheses -= 1
        case "{" where parentheses == 0: braces += 1
        case "}" where parentheses == 0:
          braces -= 1
          if braces == 0 { return index }
        default: break
        }
      }
    }
    return nil
  }
}
