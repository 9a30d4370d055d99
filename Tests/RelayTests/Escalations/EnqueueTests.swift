import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct EnqueueTests {
  @Test(arguments: [(0, 0), (1, 1), (3, 1), (1_000, 1)])
  func `a batch is queued whole and sends one notification, or none where nothing escalates`(
    rows: Int, notifications: Int
  ) async throws {
    let database = try await databaseThatCountsNotifications()
    let requests = (0..<rows).map {
      EscalationRequest(
        ticketID: Int64($0), Escalation(rule: 1, severity: .high), Origin(actor: "a"))
    }
    try await database.transaction { try await EscalationQueries.enqueue(requests, $0) }
    let queue = try await RelayDatabase.queue()
    #expect(queue == (0..<rows).map { RelayDatabase.State(ticketID: Int64($0)) })
    #expect(try await countedNotifications() == notifications)
  }

  @Test func `redriving notifies only where a row was dead`() async throws {
    let database = try await databaseThatCountsNotifications(as: "incident_service")
    let ids = try await database.transaction { try await EscalationQueries.redrive(id: nil, $0) }
    #expect(ids == [])
    #expect(try await countedNotifications() == 0)

    try await RelayDatabase.enqueue([1])
    try await RelayDatabase.owner.execute(
      "UPDATE relay.escalations SET died_at = public.clock_now(), last_error = 'no'")
    let redriven = try await database.transaction {
      try await EscalationQueries.redrive(id: nil, $0)
    }
    #expect(redriven.count == 1)
    #expect(try await countedNotifications() == 1)
  }

  @Test func `a queued row says what is to be escalated, and which request made it so`()
    async throws
  {
    let trace = TraceParent.random()
    let requests = [
      EscalationRequest(
        ticketID: 7, Escalation(rule: 3, severity: .medium),
        Origin(
          actor: "anna", requestID: "r-1", traceParent: trace, address: IPAddress("192.0.2.7"))),
      EscalationRequest(
        ticketID: 8, Escalation(rule: 1, severity: .high), Origin(actor: "monitor")),
    ]
    try await RelayDatabase.tickets.transaction {
      try await EscalationQueries.enqueue(requests, $0)
    }
    let claimed = try await RelayDatabase.claim(
      EscalationQueries.claim(limit: 10), RelayDatabase.incidents)
    #expect(claimed.map(\.ticketID) == [7, 8])
    #expect(claimed.map(\.severity) == [.medium, .high])
    #expect(claimed.map(\.rule) == [3, 1])
    #expect(claimed.map(\.origin) == requests.map(\.origin))
    let age = try #require(claimed.first.map { Instant.now() - $0.queuedAt })
    #expect(age < .seconds(30))
  }

  @Test func `a commit wakes the listener, a rollback does not`() async throws {
    let database = RelayDatabase.tickets
    let (heard, ear) = AsyncStream<Set<String>>.makeStream()
    let listener = Listener(
      TestDatabase.current.settings(role: "incident_service"),
      channels: [EscalationQueries.channel, "curtain"]
    ) { try await EscalationQueries.notify($0, database) }
    let listening = Task { await listener.run { ear.yield($0) } }
    var sounds = heard.makeAsyncIterator()
    #expect(await sounds.next() == [EscalationQueries.channel, "curtain"])

    let request = EscalationRequest(
      ticketID: 1, Escalation(rule: 1, severity: .high), Origin(actor: "a"))
    await #expect(throws: Changed.self) {
      try await database.transaction { transaction in
        try await EscalationQueries.enqueue([request], transaction)
        throw Changed()
      }
    }
    try await database.transaction { try await EscalationQueries.enqueue([], $0) }
    // Notifications arrive in the order of the commits, so this one is the first to be heard.
    try await EscalationQueries.notify("curtain", database)
    #expect(await sounds.next() == ["curtain"])

    try await database.transaction { try await EscalationQueries.enqueue([request], $0) }
    #expect(await sounds.next() == [EscalationQueries.channel])
    listening.cancel()
    await listening.value
  }
}

extension EnqueueTests {
  /// Somebody changed his mind.
  private struct Changed: Error {}

  /// A database in which `pg_notify` is a function that writes down that it was called, because the
  /// server itself makes one of equal notifications in a transaction.
  private func databaseThatCountsNotifications(
    as role: String = "ticket_service"
  ) async throws -> Database {
    let owner = RelayDatabase.owner
    try await owner.execute("CREATE TABLE public.notifications (channel text)")
    try await owner.execute(
      """
      CREATE FUNCTION public.pg_notify(channel text, payload text) RETURNS void
      LANGUAGE sql SECURITY DEFINER
      AS $$ INSERT INTO public.notifications VALUES (channel) $$
      """)
    let url = TestDatabase.current.url(role: role)
    return Database(
      ConnectionSettings(
        url: url + "&options=-csearch_path%3Dpublic%2Cpg_catalog", applicationName: "test"))
  }

  private func countedNotifications() async throws -> Int? {
    try await RelayDatabase.owner.value("SELECT count(*) FROM public.notifications")
  }
}
