import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct RequestBodyTests {
  private static let json: HTTPFields = [.contentType: "application/json"]

  @Test(arguments: [
    "application/json", "Application/JSON", "application/json;charset=utf-8",
    "application/json ; charset=\"UTF-8\"", "application/json; profile=x", "application/vnd.x+json",
  ])
  func `JSON in UTF-8 is read`(contentType: String) async throws {
    let response = try await Notebook.ask(
      .post, "/notes", [.contentType: contentType], body: #"{"title":" Hi ","priority":"low"}"#)
    #expect(response.status == .created)
    #expect(String(buffer: response.body) == #"{"title":"Hi","priority":"low"}"#)
    #expect(response.headers[.contentType] == "application/json")
    #expect(response.headers[.location] == "/notes/1")
  }

  @Test(
    arguments: [
      [:], [.contentType: "text/plain"], [.contentType: "application/jsonx"],
      [.contentType: "application/x-www-form-urlencoded"], [.contentType: ""],
      [.contentType: "application/json; charset=latin1"], [.contentType: "text/x+json"],
      [.contentType: "application/json", .contentEncoding: "gzip"],
    ] as [HTTPFields])
  func `any other content type is refused`(headers: HTTPFields) async throws {
    let response = try await Notebook.ask(.post, "/notes", headers, body: #"{"title":"Hi"}"#)
    #expect(response.status == .unsupportedMediaType)
    #expect(try Document(response).slug == "unsupported-media-type")
    #expect(response.headers[.accept] == "application/json")
  }

  @Test(arguments: [
    "", "{", #"{"title":"Hi",}"#, #"{"title":"\ud800"}"#, #"{"title":"a","title":"b"}"#,
  ])
  func `what is not JSON is a 400 that says where`(body: String) async throws {
    let document = try await Document(Notebook.ask(.post, "/notes", Self.json, body: body))
    #expect(document.slug == "malformed-json")
    #expect(document.detail?.contains(/at line 1, column \d+/) == true)
  }

  @Test(arguments: ["[]", "null", "3", "\"title\""])
  func `what is not an object is a violation of the whole`(body: String) async throws {
    let document = try await Document(Notebook.ask(.post, "/notes", Self.json, body: body))
    #expect(document.slug == "invalid-input")
    #expect(document.mistakes == ["# wrong_type"])
  }

  @Test func `all violations are in one answer`() async throws {
    let document = try await Document(
      Notebook.ask(.post, "/notes", Self.json, body: #"{"title":"","priority":1,"colour":"red"}"#))
    #expect(document.status == 422)
    #expect(document.detail == "There are 3 violations.")
    #expect(
      document.mistakes == ["#/title too_short", "#/priority wrong_type", "#/colour unknown_field"])
  }

  @Test func `a body of nothing but mistakes is not answered by a larger one`() async throws {
    let fields = (0..<5000).map { "\"f\($0)\":1" }.joined(separator: ",")
    let document = try await Document(
      Notebook.ask(.post, "/notes", Self.json, body: "{\(fields)}"))
    #expect(document.errors?.count == 100)
    #expect(document.detail == "There are 5001 violations.")
  }

  @Test(arguments: [(256 * 1024, 422), (256 * 1024 + 1, 413), (10_000_000, 413)])
  func `a body over the limit is a 413`(size: Int, status: Int) async throws {
    let frame = #"{"title":""}"#
    let text = String(repeating: "x", count: size - frame.utf8.count)
    let response = try await Notebook.ask(
      .post, "/notes", Self.json, body: #"{"title":"\#(text)"}"#)
    #expect(try Document(response).status == status)
  }

  @Test func `where no body is needed none has to be sent, nor a content type`() async throws {
    let response = try await Notebook.ask(.post, "/notes/1/close")
    #expect(String(buffer: response.body) == #"["anonymous","no reason","no key"]"#)
  }

  @Test func `a body that is not needed is still read by the rules`() async throws {
    let read = try await Notebook.ask(
      .post, "/notes/1/close", Self.json, body: #"{"reason":"done"}"#)
    #expect(String(buffer: read.body) == #"["anonymous","done","no key"]"#)
    let untyped = try await Notebook.ask(.post, "/notes/1/close", body: "{}")
    #expect(untyped.status == .unsupportedMediaType)
    let unknown = try await Notebook.ask(.post, "/notes/1/close", Self.json, body: #"{"x":1}"#)
    #expect(try Document(unknown).mistakes == ["#/x unknown_field"])
  }

  @Test func `a malformed idempotency key is a violation of its field`() async throws {
    let name = HTTPField.Name("Idempotency-Key")!
    let good = try await Notebook.ask(.post, "/notes/1/close", [name: #""k-1""#])
    #expect(String(buffer: good.body).contains("k-1"))
    let bad = try await Notebook.ask(.post, "/notes/1/close", [name: "a b"])
    #expect(try Document(bad).mistakes == ["Idempotency-Key invalid_format"])
    var twice = HTTPFields()
    twice.append(HTTPField(name: name, value: "a"))
    twice.append(HTTPField(name: name, value: "b"))
    let double = try await Notebook.ask(.post, "/notes/1/close", twice)
    #expect(try Document(double).mistakes == ["Idempotency-Key conflict"])
  }
}
