import DatabaseTesting
import Domain
import Postgres

@testable import Relay

/// What the tests of the relay do to the database of the running test.
enum RelayDatabase {
  /// Connections as the program that queues, and as the one that takes.
  static var tickets: Database { TestDatabase.current.connect(as: "ticket_service") }
  static var incidents: Database { TestDatabase.current.connect(as: "incident_service") }
  static var owner: Database { TestDatabase.current.owner }

  /// Queues these tickets for escalation, as the ticket service does.
  static func enqueue(_ ticketIDs: some Sequence<Int64>) async throws {
    let requests = ticketIDs.map {
      EscalationRequest(
        ticketID: $0, Escalation(rule: 1, severity: .high), Origin(actor: "test"))
    }
    try await tickets.transaction { try await EscalationQueries.enqueue(requests, $0) }
  }

  /// A queued row as it stands.
  struct State: RowDecodable, Equatable {
    let ticketID: Int64
    let attempts: Int
    let isDead: Bool
    let error: String?

    init(ticketID: Int64, attempts: Int = 0, isDead: Bool = false, error: String? = nil) {
      self.ticketID = ticketID
      self.attempts = attempts
      self.isDead = isDead
      self.error = error
    }

    init(row: inout Row) throws(ColumnMismatch) {
      ticketID = try row.next()
      attempts = try row.next()
      isDead = try row.next()
      error = try row.next()
    }
  }

  /// All rows that are queued, by ticket.
  static func queue() async throws -> [State] {
    try await owner.query(
      """
      SELECT ticket_id, attempts, died_at IS NOT NULL, last_error
      FROM relay.escalations
      ORDER BY ticket_id, id
      """, as: State.self)
  }

  /// Whether the queue becomes empty in its own time.
  static func isDrained() async throws -> Bool {
    try await eventually { try await queue() == [] }
  }

  /// Stops the clock that SQL asks, so many seconds after an arbitrary moment.
  static func stopClock(at seconds: Int) async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '2026-03-29T00:00:00Z' + make_interval(secs => \(unsafe: "\(seconds)"))
      """)
  }

  /// The seconds from the stopped clock to when each row is due, by ticket.
  static func delays() async throws -> [Double] {
    try await owner.values(
      """
      SELECT extract(epoch FROM due_at - public.clock_now())::float8
      FROM relay.escalations
      ORDER BY ticket_id, id
      """)
  }

  /// A table in which a sweeper under test notes what it was given.
  static func makeNotebook() async throws {
    try await owner.execute("CREATE TABLE public.notebook (ticket_id bigint, sweeper integer)")
    try await owner.execute("GRANT SELECT, INSERT ON public.notebook TO incident_service")
    try await owner.execute(
      """
      CREATE FUNCTION public.refuse(ticket_id bigint) RETURNS boolean
      LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'ticket % is bad', ticket_id USING ERRCODE = '23000'; END $$
      """)
  }

  /// A row that was taken out of the queue.
  struct Claimed: RowDecodable {
    let ticketID: Int64
    let severity: Priority
    let rule: Int?
    let queuedAt: Instant
    let origin: Origin

    init(row: inout Row) throws(ColumnMismatch) {
      ticketID = try row.next()
      severity = try row.next()
      rule = try row.next()
      queuedAt = try row.next()
      origin = try row.nextOrigin()
    }
  }

  /// Takes rows out of the queue, and says which.
  static func claim(_ claim: Query, _ session: some Session) async throws -> [Claimed] {
    try await session.query(
      """
      WITH claimed AS (
        \(claim)
      )
      SELECT ticket_id, severity, rule, queued_at, actor, request_id, traceparent, host(address)
      FROM claimed
      ORDER BY ticket_id, id
      """, as: Claimed.self)
  }

  /// Takes what a sweeper was given and writes it down, in one statement, while `condition` holds
  /// for each row; it may also fail.
  static func note(
    _ claim: Query, by sweeper: Int = 0, while condition: Query = "TRUE", _ database: Database
  ) async throws -> [Duration?] {
    try await database.commit(
      """
      WITH claimed AS (
        \(claim)
      ), noted AS (
        INSERT INTO public.notebook (ticket_id, sweeper)
        SELECT ticket_id, \(sweeper)
        FROM claimed
        WHERE \(condition)
      )
      SELECT ticket_id
      FROM claimed
      """, as: Single<Int64>.self
    ).map { _ in nil }
  }

  /// The tickets that were written down, in order, doubles included.
  static func noted() async throws -> [Int64] {
    try await owner.values("SELECT ticket_id FROM public.notebook ORDER BY ticket_id")
  }
}
