package import Domain
package import HTTPTypes
package import Hummingbird

/// The routes of a service, each registered together with its description, so that the router, the
/// document and the answer 405 say the same.
///
/// It builds the responder of an `Application`. Every route has, from outside in: identity, access
/// log, the given observers (such as metrics), problems, and the gate, which lets through who has
/// the right that its operation needs. HEAD is answered wherever GET is, and a path is the same
/// with and without a slash at its end.
package final class Routes: HTTPResponderBuilder {
  /// Every route with its description, in the order of registration.
  package private(set) var documented: [DocumentedRoute] = []

  private let gate: Gate
  private let router: Router<DeskContext>
  private let table = RouteTable()

  /// No routes yet. `observers` see every request and the answer that is sent; `trustedProxies` are
  /// believed where a request comes from.
  package init(
    _ gate: Gate, observers: [any MiddlewareProtocol<Request, Response, DeskContext>] = [],
    trustedProxies: [IPNetwork] = []
  ) {
    self.gate = gate
    router = Router(context: DeskContext.self)
    router.add(middleware: RequestIdentityMiddleware(trustedProxies: trustedProxies))
    router.add(middleware: AccessLogMiddleware())
    for observer in observers { router.add(middleware: observer) }
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: MethodNotAllowedMiddleware(table: table))
  }

  /// A handler of a route.
  package typealias Handler<Output: ResponseGenerator> =
    @Sendable (Request, DeskContext) async throws -> Output

  /// Registers a GET, and HEAD with it. `path` has its parameters in braces: `/tickets/{id}`.
  package func get<Output: ResponseGenerator>(
    _ path: String, _ operation: Operation, _ handler: @escaping Handler<Output>
  ) {
    on(.get, path, operation, handler)
  }

  /// Registers a POST.
  package func post<Output: ResponseGenerator>(
    _ path: String, _ operation: Operation, _ handler: @escaping Handler<Output>
  ) {
    on(.post, path, operation, handler)
  }

  /// Registers a PUT.
  package func put<Output: ResponseGenerator>(
    _ path: String, _ operation: Operation, _ handler: @escaping Handler<Output>
  ) {
    on(.put, path, operation, handler)
  }

  /// Registers a PATCH.
  package func patch<Output: ResponseGenerator>(
    _ path: String, _ operation: Operation, _ handler: @escaping Handler<Output>
  ) {
    on(.patch, path, operation, handler)
  }

  /// Registers a DELETE.
  package func delete<Output: ResponseGenerator>(
    _ path: String, _ operation: Operation, _ handler: @escaping Handler<Output>
  ) {
    on(.delete, path, operation, handler)
  }

  /// Registers a route. Two templates that differ only in the name of a parameter are one path for
  /// a client; they are refused here, because the router would find one of them only.
  package func on<Output: ResponseGenerator>(
    _ method: HTTPRequest.Method, _ path: String, _ operation: Operation,
    _ handler: @escaping Handler<Output>
  ) {
    table.add(method, path)
    documented.append(DocumentedRoute(method, path, operation))
    let handler = gate.guarding(operation.right, handler)
    router.on(RouterPath(path), method: method, use: handler)
    if method == .get {
      router.on(RouterPath(path), method: .head) { request, context in
        try await handler(request, context).withoutBody
      }
    }
  }

  /// What the router itself knows, as `GET /tickets/{id}`: for a test that compares it with the
  /// document. HEAD goes with GET and is not in either.
  package var registered: [String] {
    router.routes.filter { $0.method != .head }.map { "\($0.method.rawValue) \($0.path)" }
  }

  /// What an `Application` asks.
  package func buildResponder() -> RouterResponder<DeskContext> { router.buildResponder() }
}
