import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Postgres
import ServiceTesting
import Testing

@testable import Web

@Suite(.database, .timeLimit(.minutes(2))) struct FeedRoutesTests {
  private func ask(
    _ uri: String, _ headers: HTTPFields = [:], _ method: HTTPRequest.Method = .get,
    _ feed: Feed? = nil
  ) async throws -> ServiceAnswer {
    let database = TestDatabase.current.connect(as: "incident_service")
    let routes = Routes()
    FeedRoutes(database, feed: feed ?? Feed(database))
      .register(on: routes, registry: PrometheusRegistry())
    return try await Application(responder: routes.buildResponder()).test(.router) { client in
      try ServiceAnswer(
        try await client.execute(uri: uri, method: method, headers: Caller.admin.fields(headers)),
        to: method)
    }
  }

  private func numbers(_ answer: ServiceAnswer) throws -> [Int64] {
    let items = try #require(try answer.json()["items"] as? [[String: Any]])
    return items.compactMap { $0["id"] as? Int64 }
  }

  /// Writes events and waits until they can be shown: other tests of the server write, too.
  private func written(_ count: Int) async throws -> [Int64] {
    let ids = try await FeedDesk.write(count)
    #expect(
      try await eventually(within: .seconds(60)) { try await numbers(ask("/events")) == ids })
    return ids
  }

  @Test func `pages lead from the first event to the last, and from there on`() async throws {
    let ids = try await written(7)
    var found: [Int64] = []
    var last: String?
    var next = "/events?limit=3" as String?
    while let uri = next, found.count < 100 {
      let answer = try await ask(uri)
      #expect(answer.status == 200)
      #expect(answer.headers[.vary] == "Accept")
      found += try numbers(answer)
      let items = try answer.json()["items"] as? [[String: Any]]
      last = items?.last?["position"] as? String
      next = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
      let cursor = try answer.json()["next_cursor"] as? String
      #expect(cursor == (next == nil ? nil : last))
    }
    #expect(found == ids)
    let end = try #require(last)
    #expect(try numbers(await ask("/events?after=\(end)")) == [])
    let more = try await FeedDesk.write(2)
    #expect(
      try await eventually(within: .seconds(60)) {
        try numbers(await ask("/events?after=\(end)")) == more
      })
  }

  @Test(arguments: [
    ("/events?after=x", "?after"), ("/events?after=", "?after"), ("/events?limit=0", "?limit"),
    ("/events?cursor=1-1", "?cursor"), ("/events?after=1-1&after=2-2", "?after"),
  ])
  func `a page that cannot be is refused`(uri: String, pointer: String) async throws {
    let answer = try await ask(uri)
    #expect(answer.status == 422)
    #expect(try answer.problem.errors?.map(\.pointer) == [pointer])
  }

  @Test func `a page, too, begins behind what was seen last`() async throws {
    let all = try await FeedDesk.write(3)
    // A transaction of another test may hold them back.
    #expect(
      try await eventually(within: .seconds(60)) { try numbers(await ask("/events")) == all })
    let position = try #require(
      try await TestDatabase.current.owner.value(
        "SELECT concat(xid::text, '-', id) FROM ledger.events ORDER BY xid, id LIMIT 1",
        as: String.self))
    #expect(
      try numbers(await ask("/events?after=0-0", [.lastEventID: position]))
        == Array(all.dropFirst()))
    let refused = try await ask("/events", [.lastEventID: "x"])
    #expect(refused.status == 422)
    #expect(try refused.problem.errors?.map(\.pointer) == ["Last-Event-ID"])
  }

  @Test(arguments: [
    ("/events?limit=3", nil, "?limit"), ("/events?after=x", nil, "?after"),
    ("/events", "x", "Last-Event-ID"), ("/events", "1-1, 2-2", "Last-Event-ID"),
  ])
  func `a stream that cannot be is refused`(
    uri: String, last: String?, pointer: String
  ) async throws {
    var headers: HTTPFields = [.accept: "text/event-stream"]
    headers[.lastEventID] = last
    let answer = try await ask(uri, headers)
    #expect(answer.status == 422)
    #expect(try answer.problem.errors?.map(\.pointer) == [pointer])
  }

  @Test(arguments: [
    ("text/event-stream", true), ("TEXT/Event-Stream", true),
    ("application/json, text/event-stream;q=0.5", true), ("*/*", false),
    ("application/json", false), ("text/event-streams", false), ("", false),
  ])
  func `who names its media type gets the stream`(accept: String, isStream: Bool) async throws {
    // HEAD, because it ends.
    let answer = try await ask("/events", [.accept: accept], .head)
    #expect(answer.status == 200)
    #expect(
      answer.headers[.contentType] == (isStream ? "text/event-stream" : "application/json"))
    #expect(answer.headers[.cacheControl] == (isStream ? "no-store" : nil))
    #expect((answer.headers[.contentLength] == nil) == isStream)
  }

  @Test func `there are only so many streams, and HEAD takes none`() async throws {
    var limits = FeedLimits()
    limits.subscribers = 2
    try await FeedDesk.running(limits) { desk in
      var readers = [try desk.follow(), try desk.follow()]
      #expect(await eventually { desk.feed.subscribers == 2 })
      #expect(await desk.registry.exposition().contains("firstline_feed_subscribers 2\n"))
      let refused = try desk.follow()
      #expect(await eventually { refused.header.contains("\r\n\r\n") })
      #expect(refused.header.hasPrefix("HTTP/1.1 503 "))
      #expect(refused.header.contains("Retry-After: 10\r\n"))
      readers.removeLast()
      #expect(await eventually { desk.feed.subscribers == 1 })
      for _ in 0..<3 {
        let head = try await ask("/events", [.accept: "text/event-stream"], .head, desk.feed)
        #expect(head.status == 200)
      }
      #expect(desk.feed.subscribers == 1)
      let second = try desk.follow()
      #expect(await eventually { second.header.hasPrefix("HTTP/1.1 200 ") })
      #expect(readers.allSatisfy { !$0.isClosed })
    }
  }
}
