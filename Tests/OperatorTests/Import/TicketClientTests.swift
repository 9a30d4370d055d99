import AsyncHTTPClient
import Operator
import Testing

@Suite(.timeLimit(.minutes(1))) struct TicketClientTests {
  private let ticket = TicketText(title: "Cannot \"log\" in", description: "é\n/")
  private var key: IdempotencyKey { IdempotencyKey(ticket, line: 2) }
  private let clock = RecordingClock()

  @Test func `a ticket is sent as JSON with its key`() async throws {
    try await DeskStub.run { _ in
      .answer(201)
    } body: { stub, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .made)
      // Byte for byte: a key must always come with the same body.
      #expect(stub.posts.map(\.body) == [#"{"description":"é\n/","title":"Cannot \"log\" in"}"#])
      #expect(stub.posts.map(\.key) == [key.description])
      #expect(stub.posts.map(\.contentType) == ["application/json"])
    }
  }

  @Test func `a replayed answer means that the ticket was there`() async throws {
    let reply = DeskStub.Reply.answer(201, headers: ["Idempotency-Replayed": "true"])
    try await DeskStub.run { _ in
      reply
    } body: { _, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .alreadyThere)
    }
  }

  @Test(arguments: [400, 409, 413, 415, 422])
  func `a refusal is taken at its word, the first time`(status: Int) async throws {
    let body = #"{"errors":[{"pointer":"/title","code":"too_short","detail":"Say more."}]}"#
    try await DeskStub.run { _ in
      .answer(status, body: body)
    } body: { stub, address, http in
      let violation = Refusal.Violation(pointer: "/title", code: "too_short", detail: "Say more.")
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .refused(status: status, violations: [violation]))
      #expect(stub.posts.count == 1)
      #expect(clock.pauses.isEmpty)
    }
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func `what may pass is sent again with the same key, after a pause`(status: Int) async throws {
    try await DeskStub.run {
      $0.attempt < 3 ? .answer(status) : .answer(201)
    } body: {
      stub, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .made)
      #expect(stub.posts.map(\.key) == Array(repeating: key.description, count: 3))
      #expect(clock.pauses.count == 2)
      #expect((50...100).contains(clock.pauses[0] / .milliseconds(1)))
      #expect((100...200).contains(clock.pauses[1] / .milliseconds(1)))
    }
  }

  @Test(arguments: [409, 429, 503])
  func `a Retry-After is waited for`(status: Int) async throws {
    let later = DeskStub.Reply.answer(status, headers: ["Retry-After": "7"])
    try await DeskStub.run {
      $0.attempt < 2 ? later : .answer(201)
    } body: { _, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .made)
      #expect(clock.pauses.count == 1)
      #expect((7...7.7).contains(clock.pauses[0] / .seconds(1)))
    }
  }

  @Test func `a broken connection is no answer, and the request is sent again`() async throws {
    try await DeskStub.run {
      $0.attempt < 3 ? .breakOff : .answer(201)
    } body: {
      stub, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .made)
      #expect(stub.posts.count == 3)
    }
  }

  @Test func `after the last attempt the ticket has failed, with the reason`() async throws {
    try await DeskStub.run { _ in
      .answer(503)
    } body: { stub, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(answer == .failed("503 Service Unavailable (4 attempts)"))
      #expect(stub.posts.count == 4)
      #expect(clock.pauses.count == 3)
    }
    try await DeskStub.run { _ in
      .breakOff
    } body: { _, address, http in
      let answer = try await client(address, http).post(ticket, key: key)
      #expect(
        answer
          == .failed("the server closed the connection without an answer (4 attempts)"))
    }
  }

  @Test func `a server that is gone is tried again too`() async throws {
    let address = try await DeskStub.run { _ in
      .answer(201)
    } body: { _, address, _ in
      address
    }
    let http = HTTPClient(configuration: TicketClient.configuration(connections: 1))
    let answer = try await client(address, http).post(ticket, key: key)
    #expect(answer == .failed("connection refused (4 attempts)"))
    #expect(clock.pauses.count == 3)
    let error = await #expect(throws: ConnectionFault.self) {
      try await client(address, http).reach()
    }
    #expect(error?.description == "cannot reach \(address): connection refused")
    try await http.shutdown()
  }

  @Test func `a server that says nothing is not waited for for ever`() async throws {
    try await DeskStub.run { _ in
      .silence
    } body: { _, address, http in
      let client = TicketClient(
        http: http, server: address, token: "fl_secret", retry: RetryPolicy(attempts: 2),
        timeout: .milliseconds(50), clock: clock)
      let answer = try await client.post(ticket, key: key)
      #expect(answer == .failed("no answer in time (2 attempts)"))
    }
  }

  @Test(arguments: [302, 401, 403, 404, 405])
  func `an answer that no row would change ends the import`(status: Int) async throws {
    try await DeskStub.run { _ in
      .answer(status)
    } body: { stub, address, http in
      let error = await #expect(throws: ImportStopped.self) {
        try await client(address, http).post(ticket, key: key)
      }
      #expect(
        error?.description.contains("POST \(address)/tickets is answered with \(status)") == true)
      #expect(stub.posts.count == 1)
    }
  }

  @Test func `a cancelled request ends at once`() async throws {
    let gate = Gate(size: 2)
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { _ in
      await gate.pass()
      return .silence
    }
    try await DeskStub.run(decide) { _, address, http in
      let client = client(address, http)
      let (ticket, key) = (ticket, key)
      let request = Task { try await client.post(ticket, key: key) }
      await gate.pass()
      request.cancel()
      await #expect(throws: CancellationError.self) { try await request.value }
    }
  }

  @Test func `a server that answers anything can be reached`() async throws {
    try await DeskStub.run { _ in
      .answer(201)
    } body: { _, address, http in
      try await client(address, http).reach()
    }
  }

  private func client(_ address: ServerAddress, _ http: HTTPClient) -> TicketClient {
    TicketClient(
      http: http, server: address, token: "fl_secret", retry: RetryPolicy(attempts: 4), clock: clock
    )
  }
}
