package import Hummingbird
import Logging

/// Turns every error into a problem document, so that nothing leaves a service in another form.
package struct ProblemMiddleware: RouterMiddleware {
  package typealias Context = DeskContext

  package init() {}

  package func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let problem = Problem(error)
      if problem.isOurFault, !Problem.isRefusal(error) {
        context.logger.error(
          "request failed",
          metadata: ["error": "\(String(reflecting: error))", "type": "\(type(of: error))"])
      }
      return problem.response(for: request, in: context)
    }
  }
}
