import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing

@testable import Web

@Suite(.database) struct IdempotentCreateTests {
  private static let draft = #"{"title":"Phishing","description":"Look"}"#
  private static let key: HTTPFields = [.idempotencyKey: "\"key-1\""]

  private func tickets() async throws -> Int? {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM intake.tickets")
  }

  @Test(arguments: ["/tickets", "/tickets/"])
  func `a repeated request gets the answer again and has no second effect`(
    uri: String
  ) async throws {
    let desk = await TestDesk.open()
    let first = try await desk.post("/tickets", Self.draft, Self.key)
    #expect(first.status == 201)
    #expect(first.headers[.idempotencyReplayed] == nil)
    _ = try await desk.patch("/tickets/1", #"{"title":"Meanwhile changed"}"#)
    let second = try await desk.post(uri, Self.draft, Self.key)
    #expect(second.status == 201)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(second.body == first.body)
    for name in [HTTPField.Name.location, .eTag, .contentType] {
      #expect(second.headers[name] == first.headers[name])
    }
    #expect(try await tickets() == 1)
    #expect(try await StoredEscalation.all().count == 1)
  }

  @Test func `a bare key is the same as a quoted one`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.post("/tickets", Self.draft, Self.key)
    let second = try await desk.post("/tickets", Self.draft, [.idempotencyKey: "key-1"])
    #expect(second.headers[.idempotencyReplayed] == "true")
  }

  @Test(arguments: [
    #"{"title":"Phishing","description":"Look!"}"#, #"{"description":"Look","title":"Phishing"}"#,
  ])
  func `a key that was used for another body is refused`(body: String) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.post("/tickets", Self.draft, Self.key)
    let answer = try await desk.post("/tickets", body, Self.key)
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes == [
        "Idempotency-Key conflict: was used before, for another request"
      ])
    #expect(try await tickets() == 1)
  }

  @Test func `other keys and no key are other requests`() async throws {
    let desk = await TestDesk.open()
    for key in ["a", "b", "A"] {
      _ = try await desk.post("/tickets", Self.draft, [.idempotencyKey: key])
    }
    for _ in 0..<2 { _ = try await desk.post("/tickets", Self.draft) }
    #expect(try await tickets() == 5)
  }

  @Test func `of many at once with the same key one has an effect`() async throws {
    let desk = await TestDesk.open()
    let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
      for _ in 0..<32 {
        group.addTask { try await desk.post("/tickets", Self.draft, Self.key) }
      }
      return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
    }
    for answer in answers where answer.status != 201 {
      #expect(answer.status == 409)
      #expect(try answer.problem.slug == "conflict")
    }
    let made = answers.filter { $0.status == 201 }
    #expect(!made.isEmpty)
    #expect(Set(made.map(\.body)).count == 1)
    #expect(made.count { $0.headers[.idempotencyReplayed] == nil } == 1)
    #expect(try await tickets() == 1)
    #expect(try await desk.post("/tickets", Self.draft, Self.key).status == 201)
  }

  @Test func `two services that get the same key at the same time store one ticket`() async throws {
    let desks = [await TestDesk.open(), await TestDesk.open()]
    for round in 0..<20 {
      let key: HTTPFields = [.idempotencyKey: "shared-\(round)"]
      async let one = desks[0].post("/tickets", Self.draft, key)
      async let other = desks[1].post("/tickets", Self.draft, key)
      let answers = try await [one, other]
      #expect(answers.map(\.status) == [201, 201])
      #expect(answers[0].body == answers[1].body)
      #expect(answers.count { $0.headers[.idempotencyReplayed] == "true" } == 1)
      #expect(try await tickets() == round + 1)
    }
  }

  @Test func `requests with and without keys that come at the same time keep apart`() async throws {
    let desk = await TestDesk.open()
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<60 {
        group.addTask {
          let key: HTTPFields = number % 3 == 0 ? [:] : [.idempotencyKey: "key-\(number)"]
          let draft = #"{"title":"Number \#(number)","description":"Look"}"#
          let answer = try await desk.post("/tickets", draft, key)
          #expect(answer.status == 201)
          let location = try #require(answer.headers[.location])
          #expect(try await desk.get(location).body == answer.body)
          return location
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(ids.count == 60)
    #expect(try await tickets() == 60)
  }

  @Test func `a request that was refused may be sent again with the same key`() async throws {
    let early = TestDesk()
    #expect(try await early.post("/tickets", Self.draft, Self.key).status == 503)
    let bad = try await early.post("/tickets", #"{"title":""}"#, Self.key)
    #expect(bad.status == 422)
    let desk = await TestDesk.open()
    let answer = try await desk.post("/tickets", Self.draft, Self.key)
    #expect(answer.status == 201)
    #expect(answer.headers[.idempotencyReplayed] == nil)
  }

  @Test func `an answer that cannot be kept has no effect`() async throws {
    let desk = await TestDesk.open()
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON intake.idempotency_keys FROM ticket_service")
    #expect(try await desk.post("/tickets", Self.draft, Self.key).status == 500)
    #expect(try await tickets() == 0)
    #expect(try await StoredEvent.all().isEmpty)
  }

  @Test func `a key is kept for a day and forgotten after it`() async throws {
    let desk = await TestDesk.open()
    let queries = IdempotencyQueries(table: "intake.idempotency_keys")
    _ = try await desk.post("/tickets", Self.draft, Self.key)
    try await TestDatabase.current.fastForward(seconds: 86_400 - 60)
    #expect(try await queries.removeOld(desk.database) == 0)
    let second = try await desk.post("/tickets", Self.draft, Self.key)
    #expect(second.headers[.idempotencyReplayed] == "true")
    try await TestDatabase.current.fastForward(seconds: 86_400 + 60)
    #expect(try await queries.removeOld(desk.database) == 1)
    let third = try await desk.post("/tickets", Self.draft, Self.key)
    #expect(third.status == 201)
    #expect(third.headers[.idempotencyReplayed] == nil)
    #expect(try await tickets() == 2)
  }
}
