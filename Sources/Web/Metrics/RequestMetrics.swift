import HTTPTypes
package import Hummingbird
import Synchronization

/// Counts every request and how long it took, by the template of its path. It stands outside of
/// everything that changes an answer, so that it counts what the client gets.
///
/// What a client can make up has no label of its own: a path that matches no route is `unmatched`
/// and a method nobody knows is `other`, so that the number of series is bounded.
package final class RequestMetrics: RouterMiddleware {
  package typealias Context = DeskContext

  private struct Key: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  private struct Cells {
    let requests: NumberCell
    let duration: HistogramCell
  }

  private let registry: PrometheusRegistry
  /// Looking up a series writes its labels out; this is done once.
  private let cells = Mutex<[Key: Cells]>([:])

  package init(registry: PrometheusRegistry) {
    self.registry = registry
  }

  package func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    do {
      let response = try await next(request, context)
      count(request, context, response.status, since: start)
      return response
    } catch {
      let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
      count(request, context, status, since: start)
      throw error
    }
  }

  private func count(
    _ request: Request, _ context: DeskContext, _ status: HTTPResponse.Status,
    since start: ContinuousClock.Instant
  ) {
    let key = Key(
      method: Self.known[request.method] ?? "other", route: context.route ?? "unmatched",
      status: status.code)
    let cells = cells.withLock { all in
      if let cells = all[key] { return cells }
      let cells = makeCells(key)
      all[key] = cells
      return cells
    }
    cells.requests.add(1)
    cells.duration.observe(start.duration(to: .now) / .seconds(1))
  }

  private func makeCells(_ key: Key) -> Cells {
    let status = String(key.status)
    return Cells(
      requests: registry.number(
        .requests, ["method": key.method, "route": key.route, "status": status]),
      duration: registry.histogram(
        .requestDuration, ["method": key.method, "route": key.route]))
  }

  /// The methods that have a label of their own (RFC 9110 section 9, RFC 5789).
  private static let known: [HTTPRequest.Method: String] = Dictionary(
    uniqueKeysWithValues: [
      HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .options,
    ].map { ($0, $0.rawValue) })
}
