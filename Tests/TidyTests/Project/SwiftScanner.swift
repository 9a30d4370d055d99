/// Goes through Swift source once and tells code, comments and literals apart.
///
/// Regex literals count as code; a literal of one line ends with its line at the latest, so a quote
/// in one of them confuses no more than that line.
struct SwiftScanner {
  private enum Context {
    /// Code; inside an interpolation, with the parentheses that are open.
    case code(openParentheses: Int?)
    /// A literal with so many `#`, of one line or of several.
    case literal(hashes: Int, isMultiline: Bool, line: Int, text: [UInt8])
  }

  private let source: [UInt8]
  private var index = 0
  private var line = 1
  private var contexts: [Context] = [.code(openParentheses: nil)]

  private(set) var code: [UInt8] = []
  private(set) var comments: [UInt8] = []
  private(set) var literals: [SwiftText.Literal] = []

  init(_ text: String) {
    source = Array(text.utf8)
  }

  mutating func scan() {
    while index < source.count {
      switch contexts[contexts.count - 1] {
      case .code(let open): scanCode(open)
      case .literal(let hashes, let isMultiline, _, _): scanLiteral(hashes, isMultiline)
      }
    }
  }

  // MARK: Code

  private mutating func scanCode(_ open: Int?) {
    if starts("//") {
      while index < source.count, source[index] != UInt8(ascii: "\n") { take(.comment) }
    } else if starts("/*") {
      scanBlockComment()
    } else if let hashes = hashesOfOpeningQuote() {
      let isMultiline = starts("\"\"\"", at: index + hashes)
      contexts.append(
        .literal(hashes: hashes, isMultiline: isMultiline, line: line, text: []))
      for _ in 0..<(hashes + (isMultiline ? 3 : 1)) { take(.code) }
    } else {
      count(open)
      take(.code)
    }
  }

  /// Follows the parentheses of an interpolation, and leaves it at its end.
  private mutating func count(_ open: Int?) {
    guard let open else { return }
    if starts("(") { contexts[contexts.count - 1] = .code(openParentheses: open + 1) }
    guard starts(")") else { return }
    if open == 1 {
      contexts.removeLast()
    } else {
      contexts[contexts.count - 1] = .code(openParentheses: open - 1)
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        take(.comment)
      } else if starts("*/") {
        depth -= 1
        take(.comment)
      }
      take(.comment)
    } while depth > 0 && index < source.count
  }

  private func hashesOfOpeningQuote() -> Int? {
    var hashes = 0
    while starts("#", at: index + hashes) { hashes += 1 }
    return starts("\"", at: index + hashes) ? hashes : nil
  }

  // MARK: Literals

  private mutating func scanLiteral(_ hashes: Int, _ isMultiline: Bool) {
    let hash = String(repeating: "#", count: hashes)
    let quote = (isMultiline ? "\"\"\"" : "\"") + hash
    if starts(quote) {
      for _ in quote.utf8 { take(.code) }
      endLiteral()
    } else if !isMultiline, starts("\n") {
      endLiteral()
    } else if starts("\\" + hash + "(") {
      append("\\()")
      for _ in 0..<(hashes + 2) { take(.text) }
      contexts.append(.code(openParentheses: 1))
    } else if hashes == 0, starts("\\"), !starts("\n", at: index + 1) {
      takeContents()
      takeContents()
    } else {
      takeContents()
    }
  }

  private mutating func takeContents() {
    guard index < source.count else { return }
    if case .literal(let hashes, let isMultiline, let line, var text) = contexts.removeLast() {
      text.append(source[index])
      contexts.append(.literal(hashes: hashes, isMultiline: isMultiline, line: line, text: text))
    }
    take(.text)
  }

  private mutating func append(_ text: String) {
    if case .literal(let hashes, let isMultiline, let line, let before) = contexts.removeLast() {
      contexts.append(
        .literal(hashes: hashes, isMultiline: isMultiline, line: line, text: before + text.utf8))
    }
  }

  private mutating func endLiteral() {
    if case .literal(_, _, let line, let text) = contexts.removeLast() {
      literals.append(SwiftText.Literal(line: line, text: String(decoding: text, as: UTF8.self)))
    }
  }

  // MARK: Bytes

  private enum Kind {
    case code
    case comment
    case text
  }

  private func starts(_ text: String, at start: Int? = nil) -> Bool {
    source[min(start ?? index, source.count)...].starts(with: text.utf8)
  }

  /// Moves one byte on; where it is not of a kind, it leaves a blank.
  private mutating func take(_ kind: Kind) {
    guard index < source.count else { return }
    let byte = source[index]
    let isNewline = byte == UInt8(ascii: "\n")
    if isNewline { line += 1 }
    code.append(kind == .code || isNewline ? byte : UInt8(ascii: " "))
    comments.append(kind == .comment || isNewline ? byte : UInt8(ascii: " "))
    index += 1
  }
}
