import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// A folder that looks like a build of Swagger UI, gone after the test.
private func withBuild<Result>(
  _ files: [String: String], _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
  return try await body(folder.path)
}

private let build = [
  "swagger-ui.css": "body {}", "swagger-ui-bundle.js": "SwaggerUIBundle = 1",
  "favicon-32x32.png": "png", "secret.txt": "secret",
]

struct SwaggerUITests {
  private func get(_ uri: String, folder: String) async throws -> TestResponse {
    let routes = Routes()
    SystemRoutes(
      title: "Tickets <&>", description: "", registry: PrometheusRegistry(), checks: [],
      swaggerUI: folder, open: OpenRoutes()
    ).add(to: routes)
    return try await Application(router: routes).test(.router) { client in
      try await client.execute(uri: uri, method: .get)
    }
  }

  @Test(arguments: ["/docs", "/docs/"])
  func `the page loads what it needs from here and has nothing inline`(uri: String) async throws {
    let response = try await withBuild(build) { try await get(uri, folder: $0) }
    #expect(response.status == .ok)
    #expect(response.headers[.contentType] == "text/html; charset=utf-8")
    let page = String(buffer: response.body)
    let references = page.matches(of: /(?:src|href)="([^"]+)"/).map { String($0.1) }
    #expect(references.allSatisfy { $0.hasPrefix("/docs/") || $0 == "/openapi.json" })
    #expect(Set(references).count == 5)
    #expect(page.contains("<title>Tickets &lt;&amp;></title>"))
    #expect(!page.contains("<style") && !page.contains("style=") && !page.contains("<script>"))
  }

  @Test func `nothing but our own files may be loaded`() async throws {
    let response = try await withBuild(build) { try await get("/docs", folder: $0) }
    let name = try #require(HTTPField.Name("Content-Security-Policy"))
    let policy = try #require(response.headers[name])
    #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self';"))
    #expect(policy.hasSuffix("frame-ancestors 'none'"))
    #expect(!policy.contains("unsafe") && !policy.contains("http"))
    #expect(response.headers[.xContentTypeOptions] == "nosniff")
    #expect(response.headers[.xFrameOptions] == "DENY")
    #expect(response.headers[.referrerPolicy] == "no-referrer")
    #expect(response.headers[.crossOriginResourcePolicy] == "same-origin")
  }

  @Test(arguments: [
    ("swagger-ui.css", "text/css; charset=utf-8", "body {}"),
    ("swagger-ui-bundle.js", "text/javascript; charset=utf-8", "SwaggerUIBundle = 1"),
    ("favicon-32x32.png", "image/png", "png"),
  ])
  func `a file of the build is served as it is`(name: String, type: String, text: String)
    async throws
  {
    let response = try await withBuild(build) { try await get("/docs/\(name)", folder: $0) }
    #expect(response.status == .ok)
    #expect(response.headers[.contentType] == type)
    #expect(response.headers[.cacheControl] == "public, max-age=3600")
    #expect(response.headers[.contentLength] == String(text.utf8.count))
    #expect(String(buffer: response.body) == text)
  }

  @Test func `the page's script starts Swagger UI with our contract and no validator of others`()
    async throws
  {
    let response = try await get("/docs/start.js", folder: "/nowhere")
    #expect(response.headers[.contentType] == "text/javascript; charset=utf-8")
    let script = String(buffer: response.body)
    #expect(script.contains(#"url: "/openapi.json""#))
    #expect(script.contains("validatorUrl: null"))
  }

  @Test(arguments: [
    "/docs/secret.txt", "/docs/..%2Fsecret.txt", "/docs/%2e%2e/secret.txt",
    "/docs/swagger-ui.css%00", "/docs/SWAGGER-UI.CSS",
  ])
  func `no other file of the folder can be had`(uri: String) async throws {
    let response = try await withBuild(build) { try await get(uri, folder: $0) }
    #expect(response.status == .notFound)
    #expect(response.headers[.contentType] == "application/problem+json")
  }

  @Test(arguments: ["/docs", "/docs/swagger-ui.css", "/docs/favicon-32x32.png"])
  func `without a build the variable is named that has to be set`(uri: String) async throws {
    let missing = try await get(uri, folder: "/nowhere")
    let empty = try await withBuild([:]) { try await get(uri, folder: $0) }
    for response in [missing, empty] {
      #expect(response.status == .serviceUnavailable)
      #expect(response.headers[.retryAfter] == "60")
      #expect(String(buffer: response.body).contains("SWAGGER_UI"))
      #expect(!String(buffer: response.body).contains("/nowhere"))
    }
  }

  @Test func `a build that lacks a file has no page`() async throws {
    var files = build
    files["swagger-ui-bundle.js"] = nil
    let response = try await withBuild(files) { try await get("/docs", folder: $0) }
    #expect(response.status == .serviceUnavailable)
  }
}
