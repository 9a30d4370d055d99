import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

struct RequestMetricsTests {
  /// The lines about requests after these were answered, without those of durations.
  private func counted(_ requests: [(HTTPRequest.Method, String)]) async throws -> [String] {
    try await lines(of: "http_server_requests_total{", requests)
  }

  private func lines(
    of prefix: String, _ requests: [(HTTPRequest.Method, String)]
  ) async throws -> [String] {
    let registry = PrometheusRegistry()
    let routes = Routes(observers: [RequestMetrics(registry: registry)])
    let operation = { Operation($0, "x", needs: nil, tag: "x", answers: []) }
    routes.get("/things/{id}", operation("get")) { _, context in "\(try context.id())" }
    routes.post("/things", operation("post")) { _, _ -> Response in throw Problem.notFound("x") }
    routes.get("/broken", operation("broken")) { _, _ -> Response in throw Problem.internalError }
    try await Application(router: routes).test(.router) { client in
      for (method, uri) in requests { try await client.execute(uri: uri, method: method) { _ in } }
    }
    return registry.text.split(separator: "\n").filter { $0.hasPrefix(prefix) }.map(String.init)
  }

  @Test func `requests are counted by the template of their path, not by the path`() async throws {
    let counted = try await counted([
      (.get, "/things/1"), (.get, "/things/2"), (.get, "/things/3/"), (.get, "/things/x"),
    ])
    #expect(
      counted == [
        #"http_server_requests_total{method="GET",route="/things/{id}",status="200"} 3"#,
        #"http_server_requests_total{method="GET",route="/things/{id}",status="422"} 1"#,
      ])
  }

  @Test func `problems are counted by the status that the client gets`() async throws {
    let counted = try await counted([(.post, "/things"), (.get, "/broken"), (.put, "/things/1")])
    #expect(
      counted == [
        #"http_server_requests_total{method="GET",route="/broken",status="500"} 1"#,
        #"http_server_requests_total{method="POST",route="/things",status="404"} 1"#,
        #"http_server_requests_total{method="PUT",route="/things/{id}",status="405"} 1"#,
      ])
  }

  @Test func `what a client makes up has no label of its own`() async throws {
    let invented = try #require(HTTPRequest.Method("BREW"))
    let counted = try await counted([
      (.get, "/a"), (.get, "/b/c"), (invented, "/a"), (invented, "/things/1"),
    ])
    #expect(
      counted == [
        #"http_server_requests_total{method="GET",route="unmatched",status="404"} 2"#,
        #"http_server_requests_total{method="other",route="/things/{id}",status="405"} 1"#,
        #"http_server_requests_total{method="other",route="unmatched",status="404"} 1"#,
      ])
  }

  @Test func `the duration of every request is observed`() async throws {
    let requests: [(HTTPRequest.Method, String)] = [(.get, "/things/1"), (.get, "/things/x")]
    let name = "http_server_request_duration_seconds"
    let labels = #"method="GET",route="/things/{id}""#
    #expect(
      try await lines(of: "\(name)_count", requests) == ["\(name)_count{\(labels)} 2"])
    #expect(
      try await lines(of: "\(name)_bucket{\(labels),le=\"+Inf\"", requests).count == 1)
    #expect(
      try await lines(of: "\(name)_sum", requests).allSatisfy { !$0.hasSuffix(" 0") })
  }
}
