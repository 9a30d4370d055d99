import DatabaseTesting
import Postgres
import Relay
import ServiceTesting
import Synchronization
import Testing

@Suite(.database) struct NotificationTests {
  @Test(arguments: [
    (#"{"title":"Phishing","description":"Look"}"#, ["escalations", "last"]),
    (#"{"title":"Printer","description":"Jams"}"#, ["last"]),
    (#"{"title":"","description":""}"#, ["last"]),
  ])
  func `the incident service is woken exactly when there is something to take`(
    draft: String, heard: [String]
  ) async throws {
    let desk = await TestDesk.open()
    try await Ear.listen { ear in
      _ = try await desk.post("/tickets", draft)
      #expect(try await ear.heard() == heard)
    }
  }

  @Test func `raising a ticket wakes it, and nothing else that is done to one`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams")
    try await Ear.listen { ear in
      _ = try await desk.patch("/tickets/1", #"{"priority":"medium","status":"waiting"}"#)
      #expect(try await ear.heard() == ["last"])
    }
    try await Ear.listen { ear in
      _ = try await desk.patch("/tickets/1", #"{"priority":"high"}"#)
      #expect(try await ear.heard() == ["escalations", "last"])
    }
  }

  @Test func `a ruleset that is published wakes those who follow`() async throws {
    try await Ear.listen { ear in
      try await TestDatabase.current.owner.execute(
        """
        INSERT INTO intake.rulesets (document, note)
        SELECT document, 'Again'
        FROM intake.rulesets
        """)
      #expect(try await ear.heard() == ["last", "rulesets"])
    }
  }
}

/// Hears every notification of the services, until it has heard its own.
private final class Ear: Sendable {
  private let channels = Mutex<Set<String>>([])

  /// Runs `body` with an ear that listens already.
  static func listen(_ body: (Ear) async throws -> Void) async throws {
    let ear = Ear()
    let database = TestDatabase.current
    let listener = Listener(
      database.settings(), channels: ["escalations", "rulesets", "last"]
    ) { try await EscalationQueries.notify($0, database.owner) }
    try await withThrowingTaskGroup { group in
      group.addTask {
        await listener.run { channels in ear.channels.withLock { $0.formUnion(channels) } }
      }
      #expect(await eventually { listener.status.mode == .listening })
      ear.channels.withLock { $0 = [] }
      try await body(ear)
      group.cancelAll()
    }
  }

  /// The channels on which there was something until now. Notifications come in the order of their
  /// commits, so what was not heard before the last one was not sent.
  func heard() async throws -> [String] {
    try await EscalationQueries.notify("last", TestDatabase.current.owner)
    #expect(await eventually { channels.withLock { $0.contains("last") } })
    return channels.withLock { $0.sorted() }
  }
}
