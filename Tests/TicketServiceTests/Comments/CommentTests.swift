import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct CommentTests {
  /// A comment as a client reads it.
  private struct CommentDocument: Decodable, Equatable {
    let id: Int64
    let ticketId: Int64
    let visibility: String
    let text: String
    let author: String
    let createdAt: String
  }

  private struct Page: Decodable {
    let items: [CommentDocument]
    let nextCursor: String?
  }

  /// A service that has this many tickets.
  private func desk(tickets count: Int = 1) async throws -> TestDesk {
    let desk = await TestDesk.open()
    for number in 1...count { _ = try await desk.report("Printer \(number)") }
    return desk
  }

  @Test(arguments: ["public", "internal"])
  func `a comment is stored with its event`(visibility: String) async throws {
    let desk = try await desk()
    let before = try await desk.get("/tickets/1")
    let answer = try await desk.post(
      "/tickets/1/comments/", #"{"visibility":"\#(visibility)","text":" Since \"when\"? "}"#,
      [.requestID: "req-9"])
    #expect(answer.status == 201)
    let comment = try answer.read(CommentDocument.self)
    #expect(comment.id == 1)
    #expect(comment.ticketId == 1)
    #expect(comment.visibility == visibility)
    #expect(comment.text == #"Since "when"?"#)
    #expect(comment.author == Caller.admin.name)
    #expect(try await desk.get("/tickets/1/comments").read(Page.self).items == [comment])
    let after = try await desk.get("/tickets/1")
    #expect(after.body == before.body)
    #expect(after.headers[.eTag] == before.headers[.eTag])
    let event = try #require(try await StoredEvent.all().last)
    #expect(event.kind == "ticket.commented")
    #expect(event.ticketID == 1)
    #expect(event.actor == Caller.admin.name)
    #expect(event.requestID == "req-9")
    #expect(event.before == nil)
    #expect(
      event.after
        == #"{"text": "Since \"when\"?", "comment_id": 1, "visibility": "\#(visibility)"}"#)
  }

  @Test func `the comments of a ticket have pages, oldest first, and a filter`() async throws {
    let desk = try await desk(tickets: 2)
    for number in 1...7 {
      let visibility = number.isMultiple(of: 3) ? "public" : "internal"
      for ticket in [1, 2] {
        let answer = try await desk.post(
          "/tickets/\(ticket)/comments",
          #"{"visibility":"\#(visibility)","text":"Ticket \#(ticket), \#(number)"}"#)
        #expect(answer.status == 201)
      }
    }
    #expect(
      try await texts("/tickets/2/comments?limit=3", desk) == (1...7).map { "Ticket 2, \($0)" })
    #expect(
      try await texts("/tickets/1/comments?visibility=public&limit=1", desk)
        == ["Ticket 1, 3", "Ticket 1, 6"])
    #expect(try await texts("/tickets/1/comments?visibility=internal", desk).count == 5)
    let first = try await desk.get("/tickets/1/comments?limit=1").read(Page.self)
    let cursor = try #require(first.nextCursor)
    #expect(try await desk.get("/tickets/2/comments?cursor=\(cursor)").status == 422)
  }

  /// The texts of a whole list, page by page.
  private func texts(_ uri: String, _ desk: TestDesk) async throws -> [String] {
    var texts: [String] = []
    var next = uri as String?
    while let uri = next, texts.count < 100 {
      let answer = try await desk.get(uri)
      texts += try answer.read(Page.self).items.map(\.text)
      let link = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/)
      next = link.map { String($0.1) }
    }
    return texts
  }

  @Test func `an unknown ticket has no comments, and one that nobody spoke of has none`()
    async throws
  {
    let desk = try await desk()
    let refused = try await desk.post(
      "/tickets/9/comments", #"{"visibility":"public","text":"a"}"#, [.idempotencyKey: "k"])
    #expect(refused.status == 404)
    #expect(try refused.problem.detail == "There is no ticket 9.")
    #expect(try await desk.get("/tickets/9/comments").problem.detail == "There is no ticket 9.")
    #expect(try await desk.get("/tickets/1/comments").read(Page.self).items.isEmpty)
    #expect(try await StoredEvent.all().count == 1)
  }

  @Test func `a repeated request gets the answer again, and the comment is there once`()
    async throws
  {
    let desk = try await desk()
    let body = #"{"visibility":"public","text":"Since when?"}"#
    let first = try await desk.post("/tickets/1/comments", body, [.idempotencyKey: "k"])
    let second = try await desk.post("/tickets/1/comments", body, [.idempotencyKey: "k"])
    #expect(second.status == 201)
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(try await desk.get("/tickets/1/comments").read(Page.self).items.count == 1)
    let other = try await desk.post(
      "/tickets/1/comments", #"{"visibility":"public","text":"Why?"}"#, [.idempotencyKey: "k"])
    #expect(other.status == 422)
  }

  @Test func `a comment that cannot be recorded is not stored`() async throws {
    let desk = try await desk()
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM ticket_service")
    let answer = try await desk.post(
      "/tickets/1/comments", #"{"visibility":"public","text":"a"}"#)
    #expect(answer.status == 500)
    #expect(try await desk.get("/tickets/1/comments").read(Page.self).items.isEmpty)
  }

  @Test func `nobody changes a comment or takes it away`() async throws {
    let desk = try await desk()
    _ = try await desk.post("/tickets/1/comments", #"{"visibility":"public","text":"a"}"#)
    for statement: Query in [
      "UPDATE intake.comments SET text = 'b'", "DELETE FROM intake.comments",
    ] {
      let error = await #expect(throws: DatabaseError.self) {
        try await desk.database.execute(statement)
      }
      #expect(error?.sqlState == .insufficientPrivilege)
    }
  }
}
