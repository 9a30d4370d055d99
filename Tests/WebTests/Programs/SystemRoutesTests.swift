import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

struct SystemRoutesTests {
  private func routes(
    _ checks: [HealthCheck] = [], _ registry: PrometheusRegistry = .init(),
    open: OpenRoutes = OpenRoutes()
  ) -> Routes {
    let routes = Routes()
    let thing = Operation("thing", "A thing", needs: nil, tag: "things", answers: [])
    routes.get("/things/{id}", thing) { _, _ in "thing" }
    SystemRoutes(
      title: "Desk", description: "A desk.", registry: registry, checks: checks,
      swaggerUI: "/nowhere", open: open
    ).add(to: routes)
    return routes
  }

  private func get(_ uri: String, of routes: Routes) async throws -> TestResponse {
    try await Application(router: routes).test(.router) { client in
      try await client.execute(uri: uri, method: .get)
    }
  }

  @Test func `a process that answers is live, even if nothing is well`() async throws {
    let response = try await get(
      "/health/live", of: routes([HealthCheck("database") { .failed("away") }]))
    #expect(response.status == .ok)
    #expect(String(buffer: response.body) == #"{"status":"live"}"#)
    #expect(response.headers[.cacheControl] == "no-store")
  }

  @Test func `a service that is ready shows what its checks found`() async throws {
    let checks = [
      HealthCheck("database") { .ok }, HealthCheck("listener") { .degraded("polling") },
    ]
    let response = try await get("/health/ready", of: routes(checks))
    #expect(response.status == .ok)
    #expect(response.headers[.contentType] == "application/json")
    #expect(response.headers[.cacheControl] == "no-store")
    #expect(
      String(buffer: response.body)
        == #"{"status":"ready","checks":{"database":{"status":"ok"},"#
        + #""listener":{"status":"degraded","detail":"polling"}}}"#)
  }

  @Test func `a service that is not ready answers a problem that has the checks`() async throws {
    let checks = [HealthCheck("database") { .failed("away") }, HealthCheck("migrations") { .ok }]
    let response = try await get("/health/ready", of: routes(checks))
    #expect(response.status == .serviceUnavailable)
    #expect(response.headers[.contentType] == "application/problem+json")
    #expect(response.headers[.retryAfter] == "2")
    let body = String(buffer: response.body)
    #expect(body.contains(#""detail":"Not ready: database.""#))
    #expect(
      body.contains(
        #""checks":{"database":{"status":"failed","detail":"away"},"migrations":{"status":"ok"}}"#))
  }

  @Test func `metrics and contract can be closed, and health cannot`() async throws {
    let closed = routes(open: OpenRoutes(metrics: false, contract: false))
    for uri in ["/metrics", "/openapi.json", "/docs", "/docs/swagger-ui.css"] {
      #expect(try await get(uri, of: closed).status == .unauthorized, "\(uri)")
    }
    for uri in ["/health/live", "/health/ready"] {
      #expect(try await get(uri, of: closed).status == .ok, "\(uri)")
    }
    #expect(try await get("/metrics", of: routes(open: OpenRoutes(contract: false))).status == .ok)
  }

  @Test func `metrics are of the registry and of the process`() async throws {
    let registry = PrometheusRegistry()
    registry.number(.rulesetVersion).set(Int64(3))
    let response = try await get("/metrics", of: routes([], registry))
    #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    let body = String(buffer: response.body)
    #expect(body.contains("\nfirstline_ruleset_version 3\n"))
    let lines = body.split(separator: "\n")
    for name in [
      "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_open_fds",
      "process_cpu_seconds_total",
    ] {
      let line = try #require(lines.first { $0.hasPrefix("\(name) ") })
      #expect(try #require(Double(line.dropFirst(name.count + 1))) > 0)
    }
    let start = try #require(lines.first { $0.hasPrefix("process_start_time_seconds ") })
    let since = Date().timeIntervalSince1970 - (Double(start.split(separator: " ")[1]) ?? 0)
    #expect((0...86_400).contains(since))
  }

  @Test func `the contract has every route of the router, and no other`() async throws {
    let routes = routes()
    let response = try await get("/openapi.json", of: routes)
    #expect(response.headers[.contentType] == "application/json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(buffer: response.body)) as? [String: Any])
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let documented = paths.flatMap { path, methods in
      methods.keys.map { "\($0.uppercased()) \(path)" }
    }
    let registered = routes.registered.filter { !$0.hasPrefix("HEAD ") }
    #expect(documented.sorted() == registered.sorted())
    #expect(documented.contains("GET /openapi.json"))
    #expect(documented.contains("GET /things/{id}"))
  }
}

extension Data {
  fileprivate init(buffer: ByteBuffer) { self = Data(buffer.readableBytesView) }
}
