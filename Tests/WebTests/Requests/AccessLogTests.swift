import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Web

struct AccessLogTests {
  @Test(
    arguments: [
      (.get, "/notes?flavour=secret", "/notes", "/notes", "200"),
      (.get, "/notes/7/", "/notes/7/", "/notes/{id}", "200"),
      (.head, "/notes/7", "/notes/7", "/notes/{id}", "200"),
      (.get, "/notes/secret", "/notes/{id}", "/notes/{id}", "422"),
      (.delete, "/notes/7", "/notes/7", "/notes/{id}", "405"),
      (.delete, "/notes/secret", "/notes/{id}", "/notes/{id}", "405"),
      (.get, "/secret", "(hidden)", "none", "404"),
      (.get, "/fault", "/fault", "/fault", "500"),
    ] as [(HTTPRequest.Method, String, String, String, String)])
  func `a request is one line, without what somebody made up`(
    method: HTTPRequest.Method, uri: String, path: String, route: String, status: String
  ) async throws {
    let recorder = LogRecorder()
    _ = try await Notebook.ask(method, uri, logger: recorder.logger)
    #expect(recorder.lines.count { $0.message == "request" } == 1)
    let line = try #require(recorder.line("request"))
    #expect(line.level == .info)
    #expect(line.metadata["method"] == method.rawValue)
    #expect(line.metadata["path"] == path)
    #expect(line.metadata["route"] == route)
    #expect(line.metadata["status"] == status)
    #expect(Double(line.metadata["duration_ms"] ?? "") != nil)
    #expect(!line.metadata.values.contains { $0.contains("secret") })
  }

  @Test func `what a client must not know is in the log`() async throws {
    let recorder = LogRecorder()
    let response = try await Notebook.ask(
      .get, "/fault", [.requestID: "r-2"], logger: recorder.logger)
    #expect(!String(buffer: response.body).contains("password"))
    let line = try #require(recorder.line("request failed"))
    #expect(line.level == .error)
    #expect(line.metadata["error"]?.contains("SELECT password") == true)
    #expect(line.metadata["request_id"] == "r-2")
  }

  @Test func `a refusal because there is too much to do is one line`() async throws {
    let recorder = LogRecorder()
    _ = try await Notebook.ask(.get, "/busy", logger: recorder.logger)
    #expect(recorder.lines.map(\.message) == ["request"])
    #expect(recorder.line("request")?.metadata["status"] == "503")
  }
}
