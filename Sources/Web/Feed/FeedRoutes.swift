import Hummingbird
package import Postgres

/// Everything that happens, as pages and as a stream.
package struct FeedRoutes: Sendable {
  private let database: Database
  private let feed: Feed

  package init(_ database: Database, feed: Feed) {
    self.database = database
    self.feed = feed
  }

  /// Registers the route, and has the metrics count the streams.
  package func register(on routes: Routes, registry: PrometheusRegistry) {
    registry.beforeExposition { [feed] in
      $0.number(.feedSubscribers).set(Int64(feed.subscribers))
    }
    routes.get("/events", .readEvents) { request, _ in
      request.wantsEventStream ? try stream(request) : try await page(request)
    }
  }

  private func page(_ request: Request) async throws -> Response {
    let page = try request.readQuery(FeedRequest.self)
    let start = try request.lastEventID() ?? page.after
    let events = try await FeedQueries.events(after: start, limit: page.eventsToRead, database)
    return FeedPage(events, page).response
  }

  private func stream(_ request: Request) throws -> Response {
    let after = try request.readQuery(FeedStart.self).after
    let start = try request.lastEventID() ?? after
    guard let subscription = feed.subscribe() else {
      throw Problem.unavailable("There are as many streams as there may be.", retryAfter: 10)
    }
    return FeedStream(feed: feed, subscription: subscription, start: start).response(to: request)
  }
}
