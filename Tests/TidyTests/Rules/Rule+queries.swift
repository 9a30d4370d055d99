extension Rule {
  static let queries = [homeOfSQL, explicitColumns, uniqueOrder, neverUnsafe]

  /// Words that make a text SQL that is run. A mere condition has none of them.
  private static func isStatement(_ text: String) -> Bool {
    // What stands between backticks is shown to a person.
    let text = text.replacing(/`[^`]*`/, with: "")
    let pattern = /\b(SELECT|INSERT INTO|DELETE FROM|TRUNCATE|UPDATE \S|(CREATE|ALTER|DROP) [A-Z])/
    return text.contains(pattern.wordBoundaryKind(.simple))
  }

  private static let homeOfSQL = Rule(
    "SQL stands in *Queries.swift alone", advice: "move it there, and say what it guarantees",
    forbidden: [
      SourceFile(
        "Sources/Web/A.swift", "import Postgres\nlet a = try await s.execute(\"DELETE FROM x.y\")"),
      SourceFile(
        "Sources/Web/A.swift",
        "package import Postgres\nlet a: Query = \"\"\"\n  UPDATE x.y\n  SET a = \\(b)\n  \"\"\""),
      SourceFile(
        "Sources/Web/A.swift",
        "import Postgres\nlet a: Query = \"EXISTS (SELECT FROM x WHERE y = \\(z))\""),
    ],
    allowed: [
      SourceFile(
        "Sources/Web/XQueries.swift", "import Postgres\nlet a: Query = \"SELECT b FROM c\""),
      SourceFile("Sources/Web/A.swift", "import Postgres\nlet a: Query = \"status = \\(status)\""),
      SourceFile("Sources/Web/A.swift", "import Postgres\nlet a = \"`SELECT b` shows them\""),
      SourceFile("Sources/Web/A.swift", "import Postgres\n// SELECT b FROM c"),
    ]
  ) { file in
    guard file.isSource, !file.isQueries, file.imports.contains(where: { $0.module == "Postgres" })
    else { return [] }
    return file.swift.literals.filter { isStatement($0.text) }.map(\.line)
  }

  private static let explicitColumns = Rule(
    "a query names its columns", advice: "a star changes its meaning with every migration",
    forbidden: [
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"SELECT * FROM b\""),
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"SELECT b.*, c FROM b\""),
      SourceFile("migrations/views.sql", "CREATE VIEW a AS\nSELECT\n  *\nFROM b;"),
    ],
    allowed: [
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"SELECT count(*), 2 * b FROM c\""),
      SourceFile("migrations/views.sql", "-- SELECT * is for people.\nSELECT a\nFROM b;"),
    ]
  ) { file in
    let star = /\b(SELECT|RETURNING)\b\s+([^()]*,\s*)?(\w+\.)?\*/.wordBoundaryKind(.simple)
    if file.isSQL, !file.isGenerated {
      let code = file.lines.map { $0.replacing(/--.*/, with: "") }.joined(separator: "\n")
      return code.contains(star) ? [1] : []
    }
    guard file.isSource, file.isQueries else { return [] }
    return file.swift.literals.filter { $0.text.contains(star) }.map(\.line)
  }

  /// Names of columns, and of positions, that are unique where they stand; and what the scanner
  /// leaves of a name that is passed in.
  private static let uniqueKeys: Set = [
    "id", "version", "number", "position", "key", "pid", #"\()"#,
  ]

  private static let uniqueOrder = Rule(
    "an ORDER BY ends in a unique key", advice: "else equal rows change places between two pages",
    forbidden: [
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"SELECT b FROM c ORDER BY at\""),
      SourceFile(
        "Sources/Web/XQueries.swift",
        "let a: Query = \"\"\"\n  SELECT b\n  ORDER BY id, created_at DESC\n  LIMIT 3\n  \"\"\""),
    ],
    allowed: [
      SourceFile(
        "Sources/Web/XQueries.swift",
        "let a: Query = \"\"\"\n  SELECT b\n  ORDER BY at DESC, t.id DESC\n  LIMIT 3\n  \"\"\""),
      SourceFile(
        "Sources/Web/XQueries.swift",
        "let a: Query = \"SELECT day FROM b GROUP BY day ORDER BY day\""),
      SourceFile(
        "Sources/Web/XQueries.swift", "let a: Query = \"SELECT b FROM c ORDER BY at, \\(key)\""),
    ]
  ) { file in
    guard file.isQueries else { return [] }
    return file.swift.literals.filter { literal in
      let words = literal.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let order = /ORDER BY ((?:\\\(\)|.)*?)( LIMIT| FOR| RETURNING| ON CONFLICT| OFFSET|\)|$)/
      return words.matches(of: order).contains { match in
        let last = match.1.split(separator: ",").last ?? ""
        let column = last.split(separator: " ").first?.split(separator: ".").last.map(String.init)
        let isGrouped = words.contains("GROUP BY \(column ?? "?")")
        return !(uniqueKeys.contains(column ?? "?") || isGrouped)
      }
    }.map(\.line)
  }

  private static let neverUnsafe = Rule(
    "SQL text is spliced in only where a table's name is ours", advice: "bind the value",
    forbidden: [
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"WHERE a = \\(unsafe: b)\"")
    ],
    allowed: [
      SourceFile("Sources/Web/XQueries.swift", "let a: Query = \"FROM \\(unsafe: table)\""),
      SourceFile("Sources/Postgres/A.swift", "try await run(unsafe: script)"),
    ]
  ) { file in
    guard file.isSource, file.module != "Postgres" else { return [] }
    return file.linesOfCode(matching: /\bunsafe:(?! table\))/)
  }
}
