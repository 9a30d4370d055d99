extension Rule {
  static let dangers = [
    forcedTry, uncheckedSendable, unsafeIsolation, sleepingTest, openEnds, machinePaths,
  ]

  private static let forcedTry = Rule(
    "nothing is tried by force", advice: "throw, or handle it",
    forbidden: [SourceFile("Tests/WebTests/A.swift", "let a = try! b()")],
    allowed: [SourceFile("Sources/Web/A.swift", "let a = try b() // never try! it")]
  ) { file in
    file.linesOfCode(matching: /\btry!/)
  }

  private static let uncheckedSendable = Rule(
    "the compiler checks what is sent", advice: "use an actor or a Mutex",
    forbidden: [SourceFile("Sources/Web/A.swift", "final class A: @unchecked Sendable {}")],
    allowed: [SourceFile("Sources/Web/A.swift", "final class A: Sendable {}")]
  ) { file in
    file.linesOfCode(matching: /@unchecked\s+Sendable/)
  }

  private static let unsafeIsolation = Rule(
    "nothing is nonisolated(unsafe) but libpq's cancel object", advice: "use an actor or a Mutex",
    forbidden: [SourceFile("Sources/Web/A.swift", "nonisolated(unsafe) let a: B")],
    allowed: [
      SourceFile(
        "Sources/Postgres/Connection/Canceller.swift",
        "nonisolated(unsafe) let pointer: OpaquePointer?")
    ]
  ) { file in
    let lines = file.linesOfCode(matching: /nonisolated\s*\(\s*unsafe\s*\)/)
    return file.path == "Sources/Postgres/Connection/Canceller.swift" && lines.count == 1
      ? [] : lines
  }

  private static let sleepingTest = Rule(
    "a test never sleeps", advice: "wait for a signal, or poll with a bound: `eventually`",
    forbidden: [
      SourceFile("Tests/WebTests/A.swift", "try await Task.sleep(for: .seconds(1))"),
      SourceFile("Tests/WebTests/A.swift", "Thread.sleep(forTimeInterval: 1)"),
      SourceFile("Tests/WebTests/A.swift", "usleep(10)"),
      SourceFile("Tests/WebTests/A.swift", "  sleep(1)"),
    ],
    allowed: [
      SourceFile("Tests/WebTests/A.swift", "func sleep(until deadline: Instant) {}"),
      SourceFile("Tests/PostgresTests/A.swift", "\"SELECT pg_sleep(200)\""),
      SourceFile("Sources/Web/A.swift", "try await Task.sleep(for: .seconds(1))"),
    ]
  ) { file in
    guard file.isTest else { return [] }
    return file.linesOfCode(matching: /(Task|Thread|[cC]lock)\.sleep|\b(u|nano)?sleep\(/).filter {
      !file.lines[$0 - 1].contains("func sleep(")
    }
  }

  private static let openEnds = Rule(
    "nothing is left for later in a comment", advice: "do it, or open an issue",
    forbidden: [
      SourceFile("Sources/Web/A.swift", "// TO" + "DO: more"),
      SourceFile("script/a.sh", "# FIX" + "ME"),
    ],
    allowed: [SourceFile("Sources/Web/A.swift", "// Nothing to do.")]
  ) { file in
    file.lines.indices.filter { file.lines[$0].contains(/\b(TODO|FIXME|XXX)\b/) }
      .filter { !file.isSwift || file.swift.comments[$0].contains(/\b(TODO|FIXME|XXX)\b/) }
      .map { $0 + 1 }
  }

  private static let machinePaths = Rule(
    "no file knows where it was written", advice: "find the path from the file or the variable",
    forbidden: [
      SourceFile("README.md", "cd /ho" + "me/me/firstline"),
      SourceFile("script/a", "x=\"/ro" + "ot/a\""),
      SourceFile("Sources/Web/A.swift", "let a = \"/wo" + "rk/main\""),
    ],
    allowed: [
      SourceFile("README.md", "https://example.org/ho" + "me/ and docs/wo" + "rk/"),
      SourceFile("Dockerfile", "WORKDIR /src"),
    ]
  ) { file in
    let pattern = /(^|[^\w.\/-])\/(work|home|root)\//
    return file.lines.indices.filter { file.lines[$0].contains(pattern) }.map { $0 + 1 }
  }
}
