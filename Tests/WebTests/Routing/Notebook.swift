import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

@testable import Postgres
@testable import Web

/// A small service of one list of notes, to ask over HTTP what every service answers.
enum Notebook {
  static func routes(
    observers: [any MiddlewareProtocol<Request, Response, DeskContext>] = []
  ) -> Routes {
    let routes = Routes(observers: observers)
    routes.post("/notes", operation("create")) { request, _ in
      let draft = try await request.read(Draft.self)
      return Response.json(.created, draft, headers: [.location: "/notes/1"])
    }
    routes.get("/notes", operation("list")) { request, _ in
      let (filter, page) = try request.readPage(Filter.self)
      let ids = (filter.flavour == "none" ? [] : [5, 4, 3, 2, 1] as [Int64])
      let rows = ids.filter { $0 < page.cursor?.id ?? 99 }.prefix(page.rowsToFetch)
      return Page(Array(rows), page) { (Instant(microseconds: $0), $0) }
    }
    routes.get("/notes/{id}", operation("get")) { request, context in
      let id = try context.id()
      guard id < 100 else { throw Problem.notFound("note \(id)") }
      return try Response.json(.ok, id, etag: ETag(17), for: request)
    }
    routes.patch("/notes/{id}", operation("change")) { request, context in
      guard let expected = try request.ifMatch() else { throw Problem.preconditionRequired }
      guard expected.contains(ETag(17), comparison: .strong) else {
        throw Problem.preconditionFailed(now: ETag(17))
      }
      return Response.json(.ok, try context.id())
    }
    routes.post("/notes/{id}/close", operation("close")) { request, context in
      let reason = try await request.readIfPresent(Reason.self)?.text
      let key = try request.idempotencyKey()?.value
      if reason == "again" { throw Problem.conflict("It is closed.").with("status_now", "closed") }
      return Response.json(.ok, [context.origin.actor, reason ?? "no reason", key ?? "no key"])
    }
    routes.get("/fault", operation("fault")) { _, _ -> Response in throw Fault() }
    routes.get("/busy", operation("busy")) { _, _ -> Response in
      throw PoolExhausted(limit: 10, waiting: 3)
    }
    routes.get("/origin", operation("origin")) { _, context in
      Logger.current.info("inside")
      let trace = context.origin.traceParent?.description
      return Response.json(.ok, [context.origin.requestID ?? "", trace ?? ""])
    }
    return routes
  }

  /// Asks the service without a network.
  static func ask(
    _ method: HTTPRequest.Method, _ uri: String, _ headers: HTTPFields = [:],
    body: String? = nil, logger: Logger? = nil
  ) async throws -> TestResponse {
    let body = body.map { ByteBuffer(string: $0) }
    return try await Application(router: routes(), logger: logger).test(.router) { client in
      try await client.execute(uri: uri, method: method, headers: headers, body: body)
    }
  }

  private static func operation(_ id: String) -> Operation {
    Operation(id, id, needs: nil, tag: "notes", answers: [])
  }

  struct Fault: Error { let secret = "SELECT password" }
}

extension Notebook {
  struct Draft: JSONReadable, JSONWritable {
    let title: String
    let priority: Priority?

    init?(from fields: inout FieldReader) {
      let title = fields.required("title", .title)
      priority = fields.optional("priority", .oneOf(Priority.self))
      guard let title else { return nil }
      self.title = title
    }

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.field("title", title)
        json.field("priority", priority?.rawValue)
      }
    }
  }

  struct Reason: JSONReadable {
    let text: String?

    init?(from fields: inout FieldReader) { text = fields.optional("reason", .note) }
  }

  struct Filter: QueryReadable {
    let flavour: String?
    let priority: Priority?

    init?(from query: inout QueryReader) {
      flavour = query.optional("flavour", .searchText)
      priority = query.optional("priority", .oneOf(Priority.self))
    }
  }
}
