extension Rule {
  static let documentation = [documented]

  private static let documented = Rule(
    "every package declaration says what it is",
    advice: "write a /// comment: shapes, units, errors, sources",
    forbidden: [
      SourceFile("Sources/Web/A.swift", "package struct A {}"),
      SourceFile("Sources/Web/A.swift", "/// An A.\nstruct A {\n\n  package let count: Int\n}"),
      SourceFile("Sources/Web/A.swift", "/// Old.\n\n@discardableResult\npackage func a() {}"),
      SourceFile("Sources/Web/A.swift", "// Not for readers.\npackage func a() {}"),
      SourceFile("Sources/Web/A.swift", "package init(of count: Int) {}"),
    ],
    allowed: [
      SourceFile("Sources/Web/A.swift", "/// An A.\n@MainActor\npackage struct A {}"),
      SourceFile("Sources/Web/A.swift", "/// Both.\npackage let a: Int\npackage let b: Int"),
      SourceFile("Sources/Web/A.swift", "@Option(\n  help: \"x\")\npackage var a: Int"),
      SourceFile(
        "Sources/Web/A.swift",
        "/// A.\npackage let a: Int\n\npackage init(\n  a: Int\n) {\n  self.a = a\n}"),
      SourceFile("Sources/Web/A.swift", "package var description: String { a }\npackage init() {}"),
      SourceFile("Sources/Web/A.swift", "package import Domain\nstruct A {}"),
    ]
  ) { file in
    guard file.isSource || file.module == "DatabaseTesting" else { return [] }
    return file.swift.code.indices.filter { index in
      file.isDeclaration(index) && !file.isWitness(index)
        && !file.isMemberwise(index) && !file.isDocumented(index)
    }.map { $0 + 1 }
  }
}

extension SourceFile {
  fileprivate func isDeclaration(_ index: Int) -> Bool {
    let pattern = /^\s*(@\w+(\([^)]*\))?\s+)*([a-z]+\s+)*package\s+(?!import\b)/
      .wordBoundaryKind(.simple)
    return swift.code[index].contains(pattern)
  }

  /// Names that are declared by a protocol, which says there what they are.
  private static let witnesses: Set = [
    // Swift, Foundation and the logging and metrics packages
    "description:", "debugDescription:", "rawValue:", "init(rawValue", "hash(into", "encode(to",
    "init(from", "makeAsyncIterator(", "Element =", "AsyncIterator:", "unownedExecutor:",
    "enqueue(",
    "checkIsolated(", "init(stringLiteral", "init(integerLiteral", "init(booleanLiteral",
    "init(stringInterpolation", "init(literalCapacity", "appendLiteral(", "logLevel:", "metadata:",
    "metadataProvider:", "subscript(metadataKey", "log(event", "increment(by", "decrement(by",
    "reset(", "record(_", "makeCounter(", "makeFloatingPointCounter(", "makeMeter(",
    "makeRecorder(", "makeTimer(", "destroyCounter(", "destroyFloatingPointCounter(",
    "destroyMeter(", "destroyRecorder(", "destroyTimer(", "< (", "== (",
    // ArgumentParser, Hummingbird, ServiceLifecycle, Testing
    "configuration =", "validate(", "run(", "handle(", "Context =", "isRecursive:", "provideScope(",
    // our own
    "typeID:", "arrayTypeID:", "isNull:", "encode(into", "init(row", "init(_ column", "write(to",
    "query<", "execute(", "check(", "Value =", "finish() throws -> [ImportRow]", "response(",
    "init?(from",
  ]

  fileprivate func isWitness(_ index: Int) -> Bool {
    let name = /\b(?:(?:var|let|func|typealias|struct)\s+(?=\S)|(?=(?:init|subscript)\b))(.*)/
      .wordBoundaryKind(.simple)
    guard let rest = swift.code[index].firstMatch(of: name)?.1 else { return false }
    if rest.hasPrefix("init()") { return true }
    return Self.witnesses.contains { rest.hasPrefix($0) }
  }

  /// An initializer whose parameters are the properties, which have comments of their own.
  fileprivate func isMemberwise(_ index: Int) -> Bool {
    let head = swift.code[index...].prefix { !$0.contains("{") }
    let line = swift.code[index...].dropFirst(head.count).first ?? ""
    let text = (head + [line]).joined(separator: " ")
    guard let list = text.firstMatch(of: /\binit[?!]?(?:<[^>]*>)?\((.*)\)/)?.1 else { return false }
    let parameters = list.matches(of: /(\w+)\s*:\s/).map { String($0.1) }
    let code = swift.code.joined(separator: "\n")
    return !parameters.isEmpty
      && parameters.allSatisfy { name in
        (try? Regex("(let|var) \(name)[^\\w]")).map { code.contains($0) } ?? false
      }
  }

  /// True where a comment stands above the declaration, its attributes, or the run of declarations
  /// that it belongs to; or where the attribute itself has the words, as a command's help.
  fileprivate func isDocumented(_ index: Int) -> Bool {
    if lines[index].contains(/@(Option|Argument|Flag|OptionGroup)/) { return true }
    let run = /^[a-z]+:|^package (let|var|static let|struct|final class|enum)\s/
    for above in lines[..<index].reversed() {
      let above = above.drop(while: \.isWhitespace)
      if above.hasPrefix("///") { return true }
      if above.contains(/^@(Option|Argument|Flag)/) { return true }
      // An attribute, its continuation, or the declaration before in the same run.
      let isPart = above.hasPrefix("@") || above.contains(run)
      guard isPart else { return false }
    }
    return false
  }
}
