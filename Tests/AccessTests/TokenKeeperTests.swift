import DatabaseTesting
import Domain
import Postgres
import Relay
import Testing

@testable import Access

@Suite(.database, .timeLimit(.minutes(1))) struct TokenKeeperTests {
  private let desk = TokenDesk()

  @Test func `a token says who has it and what that one may do, at once`() async throws {
    let (id, text) = try await desk.make("ann", .responder)
    let principal = try await desk.keeper.principal(of: text[...])
    #expect(principal == Principal(.token(id), name: "ann", role: .responder))
  }

  @Test func `one that is unknown, expired or revoked is nobody's`() async throws {
    let (revoked, revokedText) = try await desk.make()
    try await desk.revoke(revoked)
    let (_, expiredText) = try await desk.make(lifetime: .seconds(3600))
    try await TestDatabase.current.fastForward(seconds: 3601)
    for text in [revokedText, expiredText, TokenSecret.random().text, "nothing", ""] {
      #expect(try await desk.name(text) == nil)
    }
  }

  @Test func `the database is asked once about each token, known or not`() async throws {
    let (_, text) = try await desk.make()
    let unknown = TokenSecret.random().text
    #expect(try await desk.name(text) == "ann")
    #expect(try await desk.name(unknown) == nil)
    // A table that is locked answers nobody.
    try await desk.owner.transaction { [desk] transaction in
      try await transaction.execute("LOCK TABLE access.tokens IN ACCESS EXCLUSIVE MODE")
      for _ in 0..<100 {
        #expect(try await desk.name(text) == "ann")
        #expect(try await desk.name(unknown) == nil)
      }
    }
  }

  @Test func `many who show the same at the same time are all answered`() async throws {
    let (_, text) = try await desk.make()
    let names = try await withThrowingTaskGroup(of: String?.self) { [desk] group in
      for _ in 0..<200 { group.addTask { try await desk.name(text) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(names == Array(repeating: "ann", count: 200))
  }

  @Test func `one that is revoked while it is known is worth nothing after a look`() async throws {
    let (id, text) = try await desk.make()
    let (_, other) = try await desk.make("bo")
    #expect(try await desk.name(text) == "ann")
    #expect(try await desk.name(other) == "bo")
    try await desk.revoke(id)
    await desk.keeper.follow()
    #expect(try await desk.name(text) == nil)
    #expect(try await desk.name(other) == "bo")
  }

  @Test func `one that expires while it is known is worth nothing`() async throws {
    let (_, text) = try await desk.make(lifetime: .seconds(3600))
    #expect(try await desk.name(text) == "ann")
    try await TestDatabase.current.fastForward(seconds: 3599)
    await desk.keeper.follow()
    #expect(try await eventually { try await desk.name(text) == nil })
  }

  @Test func `a name or a role that is changed is followed`() async throws {
    let (id, text) = try await desk.make("ann", .agent)
    #expect(try await desk.name(text) == "ann")
    try await desk.owner.execute(
      "UPDATE access.tokens SET name = 'bo', role = 'auditor' WHERE id = \(id)")
    await desk.keeper.follow()
    let principal = try await desk.keeper.principal(of: text[...])
    #expect(principal == Principal(.token(id), name: "bo", role: .auditor))
  }

  @Test func `one that was no token and became one is found after a look`() async throws {
    let secret = TokenSecret.random()
    #expect(try await desk.name(secret.text) == nil)
    try await desk.owner.execute(
      "INSERT INTO access.tokens (hash, name, role) VALUES (\(secret.digest), 'late', 'admin')")
    await desk.keeper.follow()
    #expect(try await desk.name(secret.text) == "late")
  }

  @Test func `what is known stays while the database is away`() async throws {
    let (_, text) = try await desk.make()
    #expect(try await desk.name(text) == "ann")
    try await TestDatabase.current.owner.execute("REVOKE ALL ON access.tokens FROM ticket_service")
    await desk.keeper.follow()
    #expect(try await desk.name(text) == "ann")
    await #expect(throws: DatabaseError.self) {
      try await desk.name(TokenSecret.random().text)
    }
  }

  @Test func `the use of a token is written down, to the minute and not with each`() async throws {
    let (id, text) = try await desk.make()
    #expect(try await desk.lastUse(of: id) == nil)
    #expect(try await desk.name(text) == "ann")
    await desk.keeper.noteUses()
    let first = try #require(try await desk.lastUse(of: id))
    #expect(try await desk.name(text) == "ann")
    await desk.keeper.noteUses()
    #expect(try await desk.lastUse(of: id) == first)
    try await TestDatabase.current.fastForward(seconds: 61)
    await desk.keeper.noteUses()
    #expect(try await desk.lastUse(of: id) == first)
    #expect(try await desk.name(text) == "ann")
    await desk.keeper.noteUses()
    #expect(try #require(try await desk.lastUse(of: id)) > first)
  }

  @Test func `a token that is revoked is worth nothing on any service moments later`() async throws
  {
    let (id, text) = try await desk.make()
    let other = TokenKeeper(TestDatabase.current.connect(as: "incident_service"))
    let listening = ListeningService(
      TestDatabase.current.settings(role: "ticket_service"),
      database: TestDatabase.current.connect(as: "ticket_service"),
      bells: [TokenQueries.channel: desk.keeper.wakeUp])
    let otherListening = ListeningService(
      TestDatabase.current.settings(role: "incident_service"),
      database: TestDatabase.current.connect(as: "incident_service"),
      bells: [TokenQueries.channel: other.wakeUp])
    try await running(listening) {
      try await running(otherListening) {
        #expect(await eventually { listening.status.mode == .listening })
        #expect(await eventually { otherListening.status.mode == .listening })
        try await running(desk.keeper) {
          try await running(other) {
            #expect(try await desk.name(text) == "ann")
            #expect(try await other.principal(of: text[...])?.name == "ann")
            try await desk.revoke(id)
            // Their timers would be later.
            #expect(
              try await eventually(within: .seconds(3)) {
                let here = try await desk.name(text)
                let there = try await other.principal(of: text[...])
                return here == nil && there == nil
              })
          }
        }
      }
    }
  }

  @Test func `a token that is revoked is worth nothing soon where no announcement comes through`()
    async throws
  {
    let (id, text) = try await desk.make()
    try await running(desk.keeper) {
      #expect(try await desk.name(text) == "ann")
      try await desk.revoke(id)
      #expect(try await eventually(within: .seconds(20)) { try await desk.name(text) == nil })
    }
  }
}
