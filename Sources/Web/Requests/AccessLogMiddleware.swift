package import Hummingbird
import Logging

/// Writes one line for every request, at level info. Of the URI only the path is written, and of it
/// nothing that somebody made up: a query holds what somebody searched for, and a path may hold a
/// token that was put in the wrong place.
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
        "path": "\(Self.shown(request.uri.path, of: context.route))",
        "route": "\(context.route ?? "none")",
        "status": "\(response.status.code)",
        "duration_ms": "\((milliseconds * 1000).rounded() / 1000)",
      ])
    return response
  }

  /// The path, where it differs from the template of its route in numbers alone; else the template.
  private static func shown(_ path: String, of route: String?) -> String {
    guard let route else { return "(hidden)" }
    let (parts, words) = (path.split(separator: "/"), route.split(separator: "/"))
    let isPlain =
      parts.count == words.count
      && zip(parts, words).allSatisfy { part, word in
        part == word || part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      }
    return isPlain ? path : route
  }
}
