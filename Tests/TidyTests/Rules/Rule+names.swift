extension Rule {
  static let names = [folderNames, fileNames, postgresName, migrationNames]

  private static let vagueFolders: Set = [
    "Core", "Utils", "Helpers", "Extensions", "Common", "Shared", "Models",
  ]

  private static let folderNames = Rule(
    "folders are the user's nouns", advice: "name it after what is in it",
    forbidden: [SourceFile("Sources/Web/Helpers/A.swift", "struct A {}")],
    allowed: [SourceFile("Sources/Web/Pages/A.swift", "struct A {}")]
  ) { file in
    file.folders.contains(where: vagueFolders.contains) ? [1] : []
  }

  private static let fileNames = Rule(
    "a file is named after a type or a function that it declares, or Type+topic",
    advice: "rename the file, or move what it declares",
    forbidden: [
      SourceFile("Sources/Web/Pages.swift", "struct Page {}"),
      SourceFile("Sources/Web/Page+text.swift", "extension Paging {}"),
    ],
    allowed: [
      SourceFile("Sources/Web/Page.swift", "package struct Page<Item> {}"),
      SourceFile("Sources/Web/page.swift", "package func page() {}"),
      SourceFile("Sources/Web/Page+text.swift", "extension Web.Page {}"),
      SourceFile("Sources/Web/Writable+values.swift", "extension Int: Writable {}"),
      SourceFile("Sources/Relay/Domain+columns.swift", "import Domain\nextension Category {}"),
      SourceFile("Sources/firstline/main.swift", "run()"),
    ]
  ) { file in
    guard file.isSource || file.isTest, file.name != "main.swift" else { return [] }
    let parts = file.name.dropLast(".swift".count).split(separator: "+", maxSplits: 1)
    let subject = parts[0].replacing(".", with: "\\.")
    let declared = "\\b(struct|enum|class|actor|protocol|typealias|func) \(subject)\\b"
    let extended = "\\b(extension\\b.*\\b\(subject)\\b|import \(subject)$)"
    let pattern = parts.count == 1 ? declared : "\(declared)|\(extended)"
    guard let regex = try? Regex(pattern) else { return [1] }
    return file.linesOfCode(matching: regex).isEmpty ? [1] : []
  }

  private static let postgresName = Rule(
    "no type is called Postgres", advice: "it would hide the module of that name",
    forbidden: [SourceFile("Sources/Web/Postgres.swift", "enum Postgres {}")],
    allowed: [SourceFile("Sources/Web/A.swift", "struct PostgresLog {}")]
  ) { file in
    file.linesOfCode(matching: /\b(struct|enum|class|actor|protocol|typealias) Postgres\b/)
  }

  private static let migrationNames = Rule(
    "a migration is named NNNN_verb_noun.sql", advice: "the migrator refuses it otherwise",
    forbidden: [
      SourceFile("migrations/7_add_sla.sql", ""), SourceFile("migrations/0007_sla.sql", ""),
      SourceFile("migrations/0007_Add_sla.sql", ""), SourceFile("migrations/old/0007_a_b.sql", ""),
      SourceFile("migrations/views_events.sql", ""),
    ],
    allowed: [
      SourceFile("migrations/0007_add_sla_clocks.sql", ""), SourceFile("migrations/views.sql", ""),
      SourceFile("migrations/views_1_events.sql", ""), SourceFile("migrations/schema.sql", ""),
    ]
  ) { file in
    guard file.folders.first == "migrations", file.isSQL else { return [] }
    let name = /migrations\/([0-9]{4}(_[a-z0-9]+){2,}|views(_[0-9]_[a-z]+)?|schema)\.sql/
    return file.path.wholeMatch(of: name) == nil ? [1] : []
  }
}
