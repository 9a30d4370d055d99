/// Swift source taken apart, well enough for the rules: lines of code in which comments and the
/// contents of literals are blank, lines of comments, and the literals.
struct SwiftText: Sendable {
  struct Literal: Sendable {
    /// Where it begins, from 1.
    let line: Int
    /// Its contents; `\()` for each interpolation.
    let text: String
  }

  let code: [String]
  let comments: [String]
  let literals: [Literal]

  init(_ source: String) {
    var scanner = SwiftScanner(source)
    scanner.scan()
    code = Self.lines(scanner.code)
    comments = Self.lines(scanner.comments)
    literals = scanner.literals
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
