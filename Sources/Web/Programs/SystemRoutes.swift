import Domain
import HTTPTypes
import Hummingbird

/// What every service answers besides its own work: health, metrics, its contract and the page that
/// shows it.
package struct SystemRoutes: Sendable {
  /// The name of the service for readers, as `Firstline tickets`.
  package let title: String
  /// What the service is for, in Markdown.
  package let description: String
  package let registry: PrometheusRegistry
  /// What must be well for the service to be ready.
  package let checks: [HealthCheck]
  /// The folder of the Swagger UI build.
  package let swaggerUI: String
  /// Which of them are open to everybody, besides health, which always is.
  package let open: OpenRoutes

  package init(
    title: String, description: String, registry: PrometheusRegistry, checks: [HealthCheck],
    swaggerUI: String, open: OpenRoutes
  ) {
    self.title = title
    self.description = description
    self.registry = registry
    self.checks = checks
    self.swaggerUI = swaggerUI
    self.open = open
  }

  /// Registers the routes. The contract has what `routes` has at that moment: call it last.
  package func add(to routes: Routes) {
    addHealth(to: routes)
    addMetrics(to: routes)
    addDocs(to: routes)
    addContract(to: routes)
  }

  private var contractRight: Right? { open.contract ? nil : .readContract }

  private func addHealth(to routes: Routes) {
    routes.get("/health/live", .live) { _, _ in
      var response = Response.json(.ok, Liveness())
      response.headers[.cacheControl] = "no-store"
      return response
    }
    routes.get("/health/ready", .ready) { [checks] _, _ in
      try await Readiness.of(checks).response()
    }
  }

  private func addMetrics(to routes: Routes) {
    registry.beforeExposition(ProcessMetrics.collect(into:))
    routes.get("/metrics", .metrics(open.metrics ? nil : .readMetrics)) { [registry] _, _ in
      let text = await registry.exposition()
      return Response(
        status: .ok, headers: [.contentType: PrometheusText.contentType],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
  }

  private func addDocs(to routes: Routes) {
    let swaggerUI = SwaggerUI(folder: swaggerUI)
    routes.get("/docs", .docs(contractRight)) { [title] _, _ in try swaggerUI.page(title: title) }
    routes.get("/docs/{file}", .docsFile(contractRight)) { _, context in
      guard let asset = SwaggerUI.Asset(rawValue: context.parameters.get("file") ?? "") else {
        throw Problem.notFound("such file")
      }
      return try await swaggerUI.file(asset, context: context)
    }
  }

  private func addContract(to routes: Routes) {
    let contract = DocumentedRoute(.get, "/openapi.json", .contract(contractRight))
    let document = OpenAPIDocument(
      title: title, version: Program.version, description: description,
      routes: routes.documented + [contract])
    let text = ByteBuffer(string: document.text)
    routes.get(contract.path, contract.operation) { _, _ in
      Response(
        status: .ok,
        headers: [.contentType: "application/json", .cacheControl: "no-cache"],
        body: ResponseBody(byteBuffer: text))
    }
  }

  private struct Liveness: JSONWritable {
    func write(to json: inout JSONWriter) {
      json.object { $0.field("status", "live") }
    }
  }
}
