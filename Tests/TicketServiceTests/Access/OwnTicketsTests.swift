import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import ServiceTesting
import Testing
import Web

/// What a requester sees: its own tickets, and of those what is not for the desk alone.
@Suite(.database, .timeLimit(.minutes(1))) struct OwnTicketsTests {
  private static let me = Caller(.requester)

  /// Ticket 1 is the requester's, ticket 2 another one's, ticket 3 nobody's.
  private func open() async throws -> TestDesk {
    let desk = await TestDesk.open()
    let mine = try await post("/tickets", #"{"title":"Mine","description":"d"}"#, desk)
    #expect(mine.status == 201)
    for requester in [#""bo""#, "null"] {
      let draft = #"{"title":"Other","description":"d","requester":\#(requester)}"#
      #expect(try await desk.post("/tickets", draft).status == 201)
    }
    return desk
  }

  private func get(_ uri: String, _ desk: TestDesk) async throws -> ServiceAnswer {
    try await desk.ask(.get, uri, as: Self.me)
  }

  private func post(
    _ uri: String, _ json: String, _ desk: TestDesk, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await desk.post(uri, json, Self.me.fields(headers))
  }

  @Test func `a ticket is the requester's who makes it`() async throws {
    let desk = try await open()
    #expect(try await desk.get("/tickets/1").json()["requester"] as? String == "requester")
    let named = #"{"title":"a","description":"d","requester":"requester"}"#
    #expect(try await post("/tickets", named, desk).json()["requester"] as? String == "requester")
  }

  @Test func `a requester reports for nobody else, and assigns nobody`() async throws {
    let desk = try await open()
    let draft = #"{"title":"a","description":"d","requester":"bo","assignee":"cy"}"#
    let answer = try await post("/tickets", draft, desk)
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes == [
        "#/requester not_allowed: must be who asks, or be left out",
        "#/assignee not_allowed: is for the desk to say",
      ])
  }

  @Test func `a list has one's own tickets alone, whatever it is asked for`() async throws {
    let desk = try await open()
    for query in ["", "?requester=requester", "?q=mine", "?limit=1"] {
      let items = try #require(
        try await get("/tickets\(query)", desk).json()["items"] as? [[String: Any]])
      #expect(items.map { $0["id"] as? Int } == [1], "\(query)")
    }
    let others = try await get("/tickets?requester=bo", desk)
    #expect(try (others.json()["items"] as? [Any])?.isEmpty == true)
    // The same question of an agent at the same time has another answer.
    #expect(try (await desk.get("/tickets").json()["items"] as? [Any])?.count == 3)
  }

  @Test func `a ticket of somebody else is not there, on any route`() async throws {
    let desk = try await open()
    let routes = desk.documented.filter {
      $0.operation.right?.reach(of: .requester) == .own && $0.path.contains("{id}")
    }
    #expect(routes.count == 7)
    for route in routes {
      for id in 1...4 {
        let answer = try await desk.ask(
          route.method, route.path.replacing("{id}", with: "\(id)"),
          route.method == .post ? [.contentType: "application/json"] : [:],
          body: route.method == .post
            ? .init(string: #"{"visibility":"public","text":"a"}"#) : nil,
          as: Self.me)
        if id == 1 {
          #expect(200...201 ~= answer.status, "\(route.path): \(answer.body)")
        } else {
          #expect(answer.status == 404, "\(route.path): \(answer.body)")
          #expect(try answer.problem.detail == "There is no ticket \(id).")
        }
      }
    }
  }

  @Test func `what the desk says to itself is not shown to a requester`() async throws {
    let desk = try await open()
    for visibility in ["internal", "public"] {
      let comment = #"{"visibility":"\#(visibility)","text":"\#(visibility) word"}"#
      #expect(try await desk.post("/tickets/1/comments", comment).status == 201)
    }
    #expect(try await post("/tickets/1/comments", internalComment, desk).status == 422)
    for path in ["comments", "comments?visibility=internal", "comments?visibility=public"] {
      let answer = try await get("/tickets/1/\(path)", desk)
      #expect(!answer.body.contains("internal word"))
      #expect(answer.body.contains("public word") == !path.hasSuffix("internal"))
    }
    let timeline = try await get("/tickets/1/timeline", desk)
    #expect(!timeline.body.contains("internal word"))
    #expect(timeline.body.contains("public word"))
    #expect(try await desk.get("/tickets/1/timeline").body.contains("internal word"))
  }

  private let internalComment = #"{"visibility":"internal","text":"a"}"#

  @Test func `what happened to an incident is not shown to a requester`() async throws {
    let desk = try await open()
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, actor, after)
      VALUES ('incident.noted', 1, 7, 'ann', '{"note": "between us"}')
      """)
    #expect(try await desk.get("/tickets/1/timeline").body.contains("between us"))
    #expect(try await !get("/tickets/1/timeline", desk).body.contains("between us"))
  }

  @Test func `the key of somebody else's ticket gives nobody that ticket`() async throws {
    let desk = try await open()
    let draft = #"{"title":"Same","description":"d"}"#
    let first = try await desk.post("/tickets", draft, [.idempotencyKey: "k"])
    #expect(first.status == 201)
    let second = try await post("/tickets", draft, desk, [.idempotencyKey: "k"])
    #expect(second.status == 422)
    let own = try await post("/tickets", draft, desk, [.idempotencyKey: "mine"])
    let again = try await post("/tickets", draft, desk, [.idempotencyKey: "mine"])
    #expect(own.status == 201)
    #expect(again.body == own.body)
  }
}
