import Domain

extension Operation {
  static let live = Operation(
    "get_liveness", "Whether the process serves", needs: nil, tag: "system",
    description: "Asks nothing and nobody: while this is answered, a restart would not help.",
    answers: [.json(200, "It does.", .liveness)]
  ).withoutDatabase

  static let ready = Operation(
    "get_readiness", "Whether the service can do its work", needs: nil, tag: "system",
    description: """
      Runs all checks at once, each for two seconds at most. With `degraded` requests are served, \
      but something is worth a look. The problem of a 503 has the same `checks`.
      """,
    answers: [.json(200, "It can.", .readiness)], refusals: [.unavailable])

  static func metrics(_ needed: Right?) -> Operation {
    Operation(
      "get_metrics", "Metrics for Prometheus", needs: needed, tag: "system",
      answers: [
        Answer(
          200, "The text format 0.0.4.", bodies: [Answer.Body("text/plain", .string())])
      ]
    ).withoutDatabase
  }

  static func contract(_ needed: Right?) -> Operation {
    Operation(
      "get_contract", "This document", needs: needed, tag: "system",
      answers: [.json(200, "OpenAPI 3.1.", .openObject())]
    ).withoutDatabase
  }

  static func docs(_ needed: Right?) -> Operation {
    Operation(
      "get_docs", "This document for people", needs: needed, tag: "system",
      answers: [Answer(200, "Swagger UI.", bodies: [Answer.Body("text/html", .string())])],
      refusals: [.unavailable]
    ).withoutDatabase
  }

  static func docsFile(_ needed: Right?) -> Operation {
    Operation(
      "get_docs_file", "What that page is made of", needs: needed, tag: "system",
      parameters: [
        .path(
          "file", .enumeration(SwaggerUI.Asset.self), "The name of the file; no other is served.")
      ],
      answers: [Answer(200, "The file.", bodies: SwaggerUI.Asset.bodies)], refusals: [.unavailable]
    ).withoutDatabase
  }
}

extension SwaggerUI.Asset {
  fileprivate static let bodies: [Answer.Body] = [
    Answer.Body("text/css", .string()), Answer.Body("text/javascript", .string()),
    Answer.Body("image/png", .anything),
  ]
}
