extension Rule {
  static let imports = [floors, pureDomain, webOnly, formatters]

  /// DESIGN's layout: which of our modules each may import.
  private static let mayImport: [String: Set<String>] = [
    "CLibPQ": [],
    "CZlib": [],
    "Postgres": ["CLibPQ"],
    "Domain": [],
    "Reports": ["Domain", "Postgres"],
    "Relay": ["Domain", "Postgres"],
    "Access": ["Domain", "Postgres", "Relay"],
    "Web": ["Domain", "Postgres", "Access"],
    "TicketService": ["Domain", "Postgres", "Access", "Web", "Relay"],
    "IncidentService": ["Domain", "Postgres", "Access", "Web", "Relay", "Reports"],
    "WebhookReceiver": [],
    "Operator": ["Domain", "Postgres", "Access", "Relay", "Reports", "WebhookReceiver", "CZlib"],
    "ticket-service": ["TicketService", "Web"],
    "incident-service": ["IncidentService", "Web"],
    "firstline": ["Operator"],
  ]

  private static let floors = Rule(
    "a module imports only what stands below it", advice: "see the layout in docs/architecture.md",
    forbidden: [
      SourceFile("Sources/Postgres/A.swift", "import Domain"),
      SourceFile("Sources/Web/A.swift", "package import Relay"),
      SourceFile("Sources/TicketService/A.swift", "import struct IncidentService.Desk"),
      SourceFile("Sources/Relay/A.swift", "@testable import CLibPQ"),
      SourceFile("Sources/Novelty/A.swift", "import Foundation"),
    ],
    allowed: [
      SourceFile("Sources/Web/A.swift", "import Domain\nimport Foundation"),
      SourceFile("Sources/Relay/A.swift", "// import Web\nlet a = \"import Web\""),
      SourceFile("Tests/WebTests/A.swift", "import Relay"),
    ]
  ) { file in
    guard file.isSource, let module = file.module else { return [] }
    guard let allowed = mayImport[module] else { return [1] }
    return file.imports.filter { mayImport[$0.module] != nil && !allowed.contains($0.module) }
      .map(\.line)
  }

  private static let pureDomain = Rule(
    "Domain needs nothing but Foundation", advice: "what does input or output belongs elsewhere",
    forbidden: [
      SourceFile("Sources/Domain/A.swift", "import Logging"),
      SourceFile("Sources/Domain/A.swift", "func a() async {}"),
    ],
    allowed: [
      SourceFile("Sources/Domain/A.swift", "package import Foundation"),
      SourceFile("Sources/Web/A.swift", "import Logging"),
    ]
  ) { file in
    guard file.isSource, file.module == "Domain" else { return [] }
    return file.imports.filter { $0.module != "Foundation" }.map(\.line)
      + file.linesOfCode(matching: /\b(async|await|Task)\b/)
  }

  private static let webOnly = Rule(
    "HTTP servers are known to Web, the services and the webhook receiver alone",
    advice: "a query, and the relay, know no HTTP",
    forbidden: [
      SourceFile("Sources/Relay/A.swift", "import Hummingbird"),
      SourceFile("Sources/TicketService/TicketQueries.swift", "import HTTPTypes"),
    ],
    allowed: [SourceFile("Sources/TicketService/TicketRoutes.swift", "import Hummingbird")]
  ) { file in
    guard file.isSource, let module = file.module else { return [] }
    let mayKnow =
      ["Web", "TicketService", "IncidentService", "WebhookReceiver"].contains(module)
    // How an answer is kept is a query about HTTP.
    guard !mayKnow || (file.isQueries && file.name != "IdempotencyQueries.swift") else { return [] }
    return file.imports.filter { ["Hummingbird", "HTTPTypes"].contains($0.module) }.map(\.line)
  }

  private static let formatters = Rule(
    "no time goes through Foundation's formatters", advice: "they drop microseconds; use Instant",
    forbidden: [
      SourceFile("Sources/Web/A.swift", "let a = ISO8601DateFormatter()"),
      SourceFile("Sources/Domain/A.swift", "date.formatted(.iso8601)"),
    ],
    allowed: [SourceFile("Sources/Domain/A.swift", "// No DateFormatter: milliseconds only.")]
  ) { file in
    guard file.isSource else { return [] }
    return file.linesOfCode(matching: /DateFormatter|FormatStyle|\.iso8601\b|\.formatted\(/)
  }
}

extension SourceFile {
  /// The modules that a Swift file imports, each with its line, from 1.
  var imports: [(line: Int, module: String)] {
    let pattern = /^\s*(?:@\w+\s+|[a-z]+\s+)*import\s+(?:[a-z]+\s+)?(\w+)/
    return swift.code.enumerated().compactMap { index, code in
      code.firstMatch(of: pattern).map { (index + 1, String($0.1)) }
    }
  }
}
