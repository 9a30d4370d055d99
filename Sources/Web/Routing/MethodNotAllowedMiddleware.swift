import HTTPTypes
import Hummingbird

/// Answers 405 with Allow where the router has the path, but not with this method; Hummingbird
/// calls that "not found".
struct MethodNotAllowedMiddleware: RouterMiddleware {
  typealias Context = DeskContext

  let table: RouteTable

  func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound && context.route == nil {
      guard let match = table.match(request.uri.path) else {
        throw Problem(.notFound, detail: "There is nothing at this path.")
      }
      // The request is counted and logged under the route that it meant.
      context.coreContext.endpointPath.value = match.template
      throw Problem.methodNotAllowed(match.methods)
    }
  }
}
