import AsyncHTTPClient
import Foundation
import Operator
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ImporterTests {
  private let scoreboard = Scoreboard()

  @Test func `every row is counted once, and the refused are written down`() async throws {
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { post in
      switch post.ticket.title {
      case "": .answer(422, body: #"{"errors":[{"pointer":"/title","code":"too_short"}]}"#)
      case "later" where post.attempt == 1: .answer(503)
      case "broken" where post.attempt == 1: .breakOff
      case "never": .answer(500)
      case "old": .answer(201, headers: ["Idempotency-Replayed": "true"])
      default: .answer(201)
      }
    }
    let text = "title,body\na,b\n,b\nragged\nlater,b\nbroken,b\nnever,b\nold,b\nc,d\n"
    try await DeskStub.run(decide) { _, address, http in
      try await withTemporaryFolder { folder in
        let url = folder.appending(path: "refused.ndjson")
        try await importer(address, http, refused: url.path()).run(rows(text))
        let tally = scoreboard.tally
        #expect(tally.rows == 8)
        #expect(tally.made == 4)
        #expect(tally.alreadyThere == 1)
        #expect(tally.refused == 2)
        #expect(tally.failed == 1)
        #expect(tally.unfinished == 0)
        #expect(tally.failures == ["line 7: 500 Internal Server Error (3 attempts)"])
        #expect(tally.reasons == ["/title too_short": 1, "ragged_row": 1])
        let written = try String(contentsOf: url, encoding: .utf8)
        // The ragged row is known at once and the other when its answer comes: in either order.
        let lines = written.split(separator: "\n").map(String.init).sorted()
        let answered = """
          {"line":3,"status":422,"errors":[{"code":"too_short","pointer":"/title"}],\
          "row":{"title":"","body":"b"}}
          """
        let ragged = """
          {"line":4,"status":null,"errors":[{"code":"ragged_row",\
          "detail":"The file has 2 columns, this row has 1."}],"row":["ragged"]}
          """
        #expect(lines == [answered, ragged])
      }
    }
  }

  @Test func `as many requests are in flight as wished, and no more`() async throws {
    let gate = Gate(size: 8)
    let inFlight = Mutex((now: 0, most: 0))
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { _ in
      inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      // Nobody gets an answer before eight have asked.
      await gate.pass()
      inFlight.withLock { $0.now -= 1 }
      return .answer(201)
    }
    try await DeskStub.run(decide) { stub, address, http in
      try await importer(address, http, concurrency: 8).run(rows(Self.many(100)))
      #expect(inFlight.withLock { $0.most } == 8)
      #expect(scoreboard.tally.made == 100)
      // Connections are kept: no more of them than requests at a time.
      #expect(Set(stub.posts.map(\.connection)).count <= 8)
    }
  }

  @Test func `the same file again makes nothing twice`() async throws {
    let known = Mutex<Set<String>>([])
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { post in
      let isNew = known.withLock { $0.insert(post.key).inserted }
      return .answer(201, headers: isNew ? [:] : ["Idempotency-Replayed": "true"])
    }
    // Two rows that say the same are two tickets.
    let text = Self.many(30) + "row 1,the same\n"
    try await DeskStub.run(decide) { _, address, http in
      try await importer(address, http).run(rows(text), limit: 20)
      #expect(scoreboard.tally.made == 20)
      try await importer(address, http).run(rows(text))
      #expect(scoreboard.tally.made == 31)
      #expect(scoreboard.tally.alreadyThere == 20)
      #expect(known.withLock { $0.count } == 31)
    }
  }

  @Test func `a limit counts rows, also refused ones`() async throws {
    try await DeskStub.run { _ in
      .answer(201)
    } body: { stub, address, http in
      try await withTemporaryFolder { folder in
        let path = folder.appending(path: "refused").path()
        try await importer(address, http, refused: path)
          .run(rows("title,body\na,b\nragged\nc,d\ne,f\n"), limit: 3)
        #expect(scoreboard.tally.rows == 3)
        #expect(stub.posts.map(\.ticket.title).sorted() == ["a", "c"])
      }
    }
  }

  @Test func `an import of a server that keeps failing gives up`() async throws {
    try await DeskStub.run { _ in
      .answer(500)
    } body: { stub, address, http in
      let importer = importer(address, http, concurrency: 2)
      let error = await #expect(throws: ImportStopped.self) {
        try await importer.run(rows(Self.many(200)))
      }
      #expect(
        error
          == .gaveUp(
            failures: importer.patience, last: "500 Internal Server Error (3 attempts)"))
      #expect(scoreboard.tally.failed < importer.patience + 2)
    }
  }

  @Test func `a server that takes no tickets ends the import, not each row`() async throws {
    try await DeskStub.run { _ in
      .answer(401)
    } body: { stub, address, http in
      await #expect(throws: ImportStopped.self) {
        try await importer(address, http, concurrency: 2).run(rows(Self.many(200)))
      }
      #expect(stub.posts.count <= 4)
      #expect(scoreboard.tally.refused == 0)
      #expect(scoreboard.tally.failed == 0)
    }
  }

  @Test func `a cancelled import ends at once with the counts so far`() async throws {
    let gate = Gate(size: 3)
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { post in
      if post.ticket.title == "row 0" { return .answer(201) }
      await gate.pass()
      return .silence
    }
    try await DeskStub.run(decide) { _, address, http in
      let importer = importer(address, http, concurrency: 2)
      let rows = rows(Self.many(200))
      let run = Task { try await importer.run(rows) }
      await gate.pass()
      run.cancel()
      await #expect(throws: CancellationError.self) { try await run.value }
      #expect(scoreboard.tally.made == 1)
      #expect((2...3).contains(scoreboard.tally.unfinished))
    }
  }

  private func importer(
    _ address: ServerAddress, _ http: HTTPClient, concurrency: Int = 4,
    refused: String = "/nowhere"
  ) -> Importer {
    let client = TicketClient(
      http: http, server: address, token: "fl_secret", retry: RetryPolicy(attempts: 3),
      clock: RecordingClock())
    return Importer(
      client: client, concurrency: concurrency, refused: RefusedRows(path: refused),
      scoreboard: scoreboard)
  }

  /// The rows of a CSV file with this text.
  private func rows(_ text: String) -> AsyncStream<ImportRow> {
    var reader = CSVRowReader(columns: ImportColumns())
    let rows = (try? reader.read(Array(text.utf8)) + reader.finish()) ?? []
    return AsyncStream { continuation in
      for row in rows { continuation.yield(row) }
      continuation.finish()
    }
  }

  private static func many(_ count: Int) -> String {
    "title,body\n" + (0..<count).map { "row \($0),the same\n" }.joined()
  }
}
