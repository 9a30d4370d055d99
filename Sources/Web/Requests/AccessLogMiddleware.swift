package import Hummingbird
import Logging

/// Writes one line for every request, at level info. Of the URI only the path is written: a query
/// holds what somebody searched for.
package struct AccessLogMiddleware: RouterMiddleware {
  package typealias Context = DeskContext

  package init() {}

  package func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)",
        "path": "\(request.uri.path)",
        "route": "\(context.route ?? "none")",
        "status": "\(response.status.code)",
        "duration_ms": "\((milliseconds * 1000).rounded() / 1000)",
      ])
    return response
  }
}
