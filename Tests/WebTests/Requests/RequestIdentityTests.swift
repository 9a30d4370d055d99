import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct RequestIdentityTests {
  /// What a route sees of a request with these fields, and the id in its answer.
  private struct Seen {
    let id: String
    let trace: String
    let answer: String
  }

  private func origin(_ headers: HTTPFields) async throws -> Seen {
    let response = try await Notebook.ask(.get, "/origin", headers)
    let body = Data(response.body.readableBytesView)
    let values = try JSONDecoder().decode([String].self, from: body)
    try #require(values.count == 2)
    return Seen(id: values[0], trace: values[1], answer: response.headers[.requestID] ?? "")
  }

  @Test(arguments: ["a", "A.b_c-9", String(repeating: "x", count: 128)])
  func `a good request id is taken in`(id: String) async throws {
    let origin = try await origin([.requestID: id])
    #expect([origin.id, origin.answer] == [id, id])
  }

  @Test(arguments: [
    nil, "", "a b", "ä", "x\"", "a/b", String(repeating: "x", count: 129), "fl_x", "eyJx.eyJx.x",
  ])
  func `otherwise a new one is made`(id: String?) async throws {
    let headers: HTTPFields = id.map { [.requestID: $0] } ?? [:]
    let first = try await origin(headers)
    let second = try await origin(headers)
    #expect(first.id != second.id && first.id != id)
    #expect(first.answer == first.id)
    #expect(first.id.wholeMatch(of: /[a-z0-9]{20,26}/) != nil)
  }

  @Test func `a good traceparent is taken in as it is`() async throws {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    #expect(try await origin([.traceParent: trace]).trace == trace)
  }

  @Test(arguments: [
    nil, "", "00-0-0-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
  ])
  func `otherwise a trace begins`(trace: String?) async throws {
    let started = try await origin(trace.map { [.traceParent: $0] } ?? [:]).trace
    #expect(TraceParent(header: started) != nil)
    #expect(started != trace)
  }

  @Test func `every line of a request has its id and its trace, also by the logger of the task`()
    async throws
  {
    let recorder = LogRecorder()
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    _ = try await Notebook.ask(
      .get, "/origin", [.requestID: "r-1", .traceParent: trace], logger: recorder.logger)
    for message in ["inside", "request"] {
      let line = try #require(recorder.line(message))
      #expect(line.metadata["request_id"] == "r-1")
      #expect(line.metadata["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
      #expect(line.metadata["hb.request.id"] == nil)
    }
  }
}
