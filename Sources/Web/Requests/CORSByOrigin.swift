package import Hummingbird
import NIOCore

/// Cross-origin requests of browsers (the Fetch standard) for the given origins; for every other
/// origin an answer has nothing by which a browser would show it to a page.
package struct CORSByOrigin: RouterMiddleware {
  package typealias Context = DeskContext

  /// Hummingbird's middleware takes a list only at compile time, so there is one for each origin.
  private let known: [String: CORSMiddleware<DeskContext>]

  /// Lets pages of `origins` ask; each as a browser sends it, without a slash at its end.
  package init(_ origins: [String]) {
    let each = origins.map { origin in
      (
        origin,
        CORSMiddleware<DeskContext>(
          allowOrigin: .custom(origin),
          allowHeaders: [
            .authorization, .contentType, .idempotencyKey, .ifMatch, .ifNoneMatch, .lastEventID,
            .requestID, .traceParent,
          ],
          allowMethods: [.get, .head, .post, .put, .patch, .delete],
          maxAge: .hours(1))
      )
    }
    known = Dictionary(each) { first, _ in first }
  }

  @concurrent package func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    guard let origin = request.headers[.origin], let rule = known[origin] else {
      return try await next(request, context)
    }
    var response = try await rule.handle(request, context: context, next: next)
    // Hummingbird would say it in the answer before the request, where no browser looks for it.
    response.headers[.accessControlExposeHeaders] = Self.exposed
    return response
  }

  /// What a page may read besides the few fields that every page may.
  private static let exposed = "ETag, Link, Location, Retry-After, X-Request-Id"
}
