import DatabaseTesting
import Domain
import Foundation
import NIOCore
import Postgres
import ServiceTesting
import Testing

@testable import Web

@Suite(.database, .timeLimit(.minutes(2))) struct FeedStreamTests {
  @Test func `a stream has what was and what comes, each once and in order`() async throws {
    let old = try await FeedDesk.write(1_200)
    try await FeedDesk.running { desk in
      let reader = try desk.follow()
      #expect(await desk.gets(1_200, reader))
      var all = old
      for _ in 0..<3 {
        all += try await FeedDesk.write(2)
        #expect(await desk.gets(all.count, reader))
      }
      #expect(reader.numbers == all)
      #expect(Set(reader.events.map(\.kind)) == ["ticket.changed"])
      let header = reader.header
      #expect(header.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(header.contains("Content-Type: text/event-stream\r\n"))
      #expect(header.contains("Cache-Control: no-store\r\n"))
      #expect(reader.body.hasPrefix("retry: 1000\n\nid: "))
    }
  }

  @Test func `who comes back gets the rest, from memory and from the database`() async throws {
    var limits = FeedLimits()
    limits.page = 10
    try await FeedDesk.running(limits) { desk in
      let witness = try desk.follow()
      let all = try await FeedDesk.write(100)
      #expect(await desk.gets(100, witness))
      for seen in [0, 1, 9, 10, 11, 50, 99] {
        let last = seen == 0 ? nil : witness.events[seen - 1].id
        // Where the client began is what its address says for ever.
        let reader = try desk.follow("/events?after=0-0", lastEventID: last)
        #expect(await desk.gets(100 - seen, reader))
        #expect(reader.numbers == Array(all.dropFirst(seen)))
      }
    }
  }

  @Test func `a late commit reaches everybody, before what began later`() async throws {
    var limits = FeedLimits()
    limits.interval = .milliseconds(5)
    try await FeedDesk.running(limits) { desk in
      let reader = try desk.follow()
      #expect(await eventually { desk.feed.subscribers == 1 })
      let late = try await TestDatabase.current.owner.transaction { slow in
        let late = try await FeedDesk.write(1, session: slow)
        try await FeedDesk.write(1)
        // Long enough for many looks.
        try await slow.execute("SELECT pg_sleep(0.3)")
        return late
      }
      #expect(await desk.gets(2, reader))
      #expect(reader.numbers == [late[0], late[0] + 1])
    }
  }

  @Test func `while nobody follows nothing is asked`() async throws {
    try await FeedDesk.running { desk in
      #expect(try await FeedDesk.sessions() == 0)
      var reader = try desk.follow() as EventReader?
      #expect(try await eventually { try await FeedDesk.sessions() > 0 })
      #expect(await eventually { desk.feed.subscribers == 1 })
      #expect(reader?.isClosed == false)
      reader = nil
      #expect(await eventually { desk.feed.subscribers == 0 })
      try await FeedDesk.write(1)
      // A session would come back for a query only; one may be under way.
      #expect(
        try await eventually {
          try await FeedQueriesOfTest.terminateSessions()
          return try await FeedQueriesOfTest.staysAway(for: 0.5)
        })
    }
  }

  @Test func `a stream that has nothing to say says so, and is not closed`() async throws {
    var (limits, connections) = (FeedLimits(), ConnectionLimits())
    limits.heartbeat = .milliseconds(100)
    connections.header = .milliseconds(200)
    connections.answer = .milliseconds(200)
    try await FeedDesk.running(limits, connections) { desk in
      let reader = try desk.follow()
      #expect(await eventually { reader.body.components(separatedBy: "\n:\n\n").count > 10 })
      #expect(!reader.isClosed)
      let written = try await FeedDesk.write(1)
      #expect(await desk.gets(1, reader))
      #expect(reader.numbers == written)
    }
  }

  @Test func `who does not read is sent away, and the others do not notice`() async throws {
    var connections = ConnectionLimits()
    // One alarm serves both, and keeps the time for which it was set first.
    (connections.body, connections.answer) = (.seconds(3), .seconds(3))
    try await FeedDesk.running(FeedLimits(), connections) { desk in
      let (idle, reader) = (try desk.follow(), try desk.follow())
      #expect(await eventually { desk.feed.subscribers == 2 })
      // More than the buffers of the kernel hold at both ends.
      for _ in 0..<20 {
        try await FeedDesk.write(1, size: 1_000_000)
        let size = reader.size
        #expect(await eventually { reader.size > size + 1_000_000 })
      }
      #expect(await eventually { desk.feed.subscribers == 1 })
      let written = try await FeedDesk.write(1)
      #expect(await desk.gets(21, reader))
      #expect(reader.numbers.last == written[0])
      #expect(!idle.isComplete)
    }
  }

  @Test func `the database may go away: the stream lives, and goes on where it was`() async throws {
    try await FeedDesk.running { desk in
      let reader = try desk.follow()
      let before = try await FeedDesk.write(2)
      #expect(await desk.gets(2, reader))
      try await FeedQueriesOfTest.terminateSessions()
      let after = try await FeedDesk.write(2)
      #expect(await desk.gets(4, reader))
      #expect(reader.numbers == before + after)
    }
  }

  @Test func `at the end of the program streams end as they should`() async throws {
    var limits = FeedLimits()
    limits.heartbeat = .seconds(3_600)
    let readers = try await Readers.ofProgram(limits, count: 20)
    for reader in readers {
      #expect(await eventually { reader.isClosed })
      #expect(reader.isComplete)
    }
  }
}

/// Streams of a program that has ended meanwhile.
private enum Readers {
  static func ofProgram(_ limits: FeedLimits, count: Int) async throws -> [EventReader] {
    let readers = Kept()
    try await FeedDesk.running(limits) { desk in
      for _ in 0..<count { await readers.keep(try desk.follow()) }
      #expect(await eventually { desk.feed.subscribers == count })
    }
    return await readers.all
  }

  private actor Kept {
    var all: [EventReader] = []
    func keep(_ reader: EventReader) { all.append(reader) }
  }
}

/// What the owner of the database does to the feed's sessions.
private enum FeedQueriesOfTest {
  static func terminateSessions() async throws {
    try await TestDatabase.current.owner.execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE application_name = \(FeedDesk.name)
        AND datname = current_database()
      """)
  }

  /// Whether no session is begun for so many seconds.
  static func staysAway(for seconds: Double) async throws -> Bool {
    try await TestDatabase.current.owner.execute("SELECT pg_sleep(\(seconds))")
    return try await FeedDesk.sessions() == 0
  }
}
