import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct ConditionalRequestTests {
  @Test(arguments: [HTTPRequest.Method.get, .head])
  func `a version that the client has is not sent again`(method: HTTPRequest.Method) async throws {
    let response = try await Notebook.ask(method, "/notes/7", [.ifNoneMatch: #"W/"17""#])
    #expect(response.status == .notModified)
    #expect(response.headers[.eTag] == #""17""#)
    #expect(response.headers[.contentLength] == nil)
    #expect(response.body.readableBytes == 0)
  }

  @Test func `another version is sent`() async throws {
    let response = try await Notebook.ask(.get, "/notes/7", [.ifNoneMatch: #""16""#])
    #expect(response.status == .ok)
    #expect(response.headers[.eTag] == #""17""#)
    #expect(String(buffer: response.body) == "7")
  }

  @Test(
    arguments: [
      (nil, 428, "precondition-required"), (#""16""#, 412, "precondition-failed"),
      (#"W/"17""#, 412, "precondition-failed"), ("17", 422, "invalid-input"),
    ] as [(String?, Int, String)])
  func `a change needs the present version`(
    field: String?, status: Int, slug: String
  ) async throws {
    let headers: HTTPFields = field.map { [.ifMatch: $0] } ?? [:]
    let response = try await Notebook.ask(.patch, "/notes/7", headers)
    let document = try Document(response)
    #expect(document.status == status)
    #expect(document.slug == slug)
    #expect(response.headers[.eTag] == (status == 412 ? #""17""# : nil))
    #expect(document.mistakes == (status == 422 ? ["If-Match invalid_format"] : []))
  }

  @Test(arguments: [#""17""#, "*", #""16", "17""#])
  func `with the present version it is made`(field: String) async throws {
    #expect(try await Notebook.ask(.patch, "/notes/7", [.ifMatch: field]).status == .ok)
  }
}
