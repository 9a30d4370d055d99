import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct RoutesTests {
  @Test func `the router and the document have the same routes`() {
    let routes = Notebook.routes()
    let documented = routes.documented.map { "\($0.method.rawValue) \($0.path)" }
    #expect(documented.count == 8)
    #expect(documented.sorted() == routes.registered.sorted())
  }

  @Test(
    arguments: [
      (.delete, "/notes/7", "GET, HEAD, PATCH"),
      (.delete, "/notes/7/", "GET, HEAD, PATCH"),
      (.put, "/notes?x=1", "POST, GET, HEAD"),
      (.options, "/notes", "POST, GET, HEAD"),
      (.get, "/notes/7/close", "POST"),
      (.head, "/notes/7/close", "POST"),
      (HTTPRequest.Method("PURGE")!, "/notes", "POST, GET, HEAD"),
    ] as [(HTTPRequest.Method, String, String)])
  func `a known path says which methods it has`(
    method: HTTPRequest.Method, uri: String, allow: String
  ) async throws {
    let response = try await Notebook.ask(method, uri)
    #expect(response.status == .methodNotAllowed)
    #expect(response.headers[.allow] == allow)
    if method == .head {
      #expect(response.body.readableBytes == 0)
    } else {
      #expect(try Document(response).slug == "method-not-allowed")
    }
  }

  @Test(arguments: ["/", "/nothing", "/notes/7/close/now", "/Notes", "//"])
  func `an unknown path is a 404, whatever the method`(uri: String) async throws {
    for method in [HTTPRequest.Method.get, .post, .options] {
      #expect(try await Document(Notebook.ask(method, uri)).slug == "not-found")
    }
  }

  @Test func `an unknown resource is a 404 that names it`() async throws {
    let document = try await Document(Notebook.ask(.get, "/notes/100"))
    #expect(document.slug == "not-found")
    #expect(document.detail == "There is no note 100.")
  }

  @Test(arguments: [
    ("abc", "wrong_type"), ("1.0", "wrong_type"), ("+1", "wrong_type"), ("%31", "wrong_type"),
    ("0", "out_of_range"), ("-1", "out_of_range"), ("99999999999999999999", "out_of_range"),
  ])
  func `what is no id is a violation of the path`(id: String, code: String) async throws {
    #expect(try await Document(Notebook.ask(.get, "/notes/\(id)")).mistakes == ["/id \(code)"])
  }

  @Test(arguments: ["/notes/7", "/notes/7/", "/notes/x", "/nothing"])
  func `HEAD is GET without a body`(uri: String) async throws {
    let get = try await Notebook.ask(.get, uri)
    let head = try await Notebook.ask(.head, uri, [.requestID: get.headers[.requestID] ?? ""])
    #expect(head.status == get.status)
    #expect(head.body.readableBytes == 0)
    #expect(head.headers[.contentLength] == String(get.body.readableBytes))
    #expect(head.headers[.contentType] == get.headers[.contentType])
  }

  @Test func `a fault is a 500 that says nothing`() async throws {
    let document = try await Document(Notebook.ask(.get, "/fault"))
    #expect(document.slug == "internal-error")
    #expect(document.detail == "The log has more, under the id of this request.")
  }

  @Test func `a conflict says the present state`() async throws {
    let document = try await Document(
      Notebook.ask(
        .post, "/notes/7/close", [.contentType: "application/json"], body: #"{"reason":"again"}"#))
    #expect(document.slug == "conflict")
    #expect(document.statusNow == "closed")
  }
}
