import Domain
package import Postgres

/// The queue between the services.
package enum EscalationQueries {
  /// The channel on which the incident service is woken.
  package static let channel = "escalations"

  /// Puts the tickets into the queue and wakes whoever listens, both when the transaction commits.
  /// Nothing to escalate, no statement.
  package static func enqueue(
    _ requests: [EscalationRequest], _ transaction: Transaction
  ) async throws {
    guard !requests.isEmpty else { return }
    let tickets: Query = """
      SELECT ticket_id, severity, rule, actor, request_id, traceparent, address
      FROM unnest(
        \(requests.map(\.ticketID)),
        \(requests.map(\.escalation.severity)),
        \(requests.map(\.escalation.rule)),
        \(requests.map(\.origin.actor)),
        \(requests.map(\.origin.requestID)),
        \(requests.map { $0.origin.traceParent?.description }),
        \(requests.map { $0.origin.address?.description })::inet[]
      ) AS request (ticket_id, severity, rule, actor, request_id, traceparent, address)
      """
    try await transaction.execute("WITH \(enqueuing(tickets)) SELECT FROM woken")
  }

  /// Common table expressions that put tickets into the queue and, where there are any, wake
  /// whoever listens by one notification. `tickets` selects ticket_id, severity, rule, actor,
  /// request_id, traceparent, address; the query around must read `woken`, or nobody is woken.
  package static func enqueuing(_ tickets: Query) -> Query {
    """
    queued AS (
      INSERT INTO relay.escalations
        (ticket_id, severity, rule, actor, request_id, traceparent, address)
      \(tickets)
      RETURNING id
    ), woken AS (
      SELECT pg_notify('escalations', '')
      FROM (SELECT FROM queued LIMIT 1) AS any_of_them
    )
    """
  }

  /// Takes up to `limit` due rows out of the queue, oldest first, leaving those that another
  /// program is taking. They are back if the transaction does not commit.
  ///
  /// For a common table expression; it returns ``claimed``. `ARRAY` has the rows chosen once: a
  /// join with them might choose again for every row it tries.
  static func claim(limit: Int) -> Query {
    """
    DELETE FROM relay.escalations
    WHERE id = ANY (ARRAY(
      SELECT id
      FROM relay.escalations
      WHERE died_at IS NULL
        AND due_at <= public.clock_now()
      ORDER BY due_at, id
      LIMIT \(limit)
      FOR UPDATE SKIP LOCKED
    ))
    RETURNING \(claimed)
    """
  }

  /// Takes one row, if it is still there, due, and nobody else's.
  static func claim(id: Int64) -> Query {
    """
    DELETE FROM relay.escalations
    WHERE id IN (
      SELECT id
      FROM relay.escalations
      WHERE id = \(id)
        AND died_at IS NULL
        AND due_at <= public.clock_now()
      FOR UPDATE SKIP LOCKED
    )
    RETURNING \(claimed)
    """
  }

  /// What is known of a claimed row: which ticket, how bad it is, by which rule, since when it is
  /// escalatable, and the request that made it so.
  private static let claimed: Query =
    "id, ticket_id, severity, rule, queued_at, actor, request_id, traceparent, address"

  /// The rows that a claim would take, without taking them.
  static func due(limit: Int, _ session: some Session) async throws -> [Int64] {
    try await session.values(
      """
      SELECT id
      FROM relay.escalations
      WHERE died_at IS NULL
        AND due_at <= public.clock_now()
      ORDER BY due_at, id
      LIMIT \(limit)
      """)
  }

  /// Puts a failed row off, twice as long each time and at most five minutes; after `limit`
  /// failures it is dead. Returns whether it is.
  static func fail(
    id: Int64, error: String, limit: Int, _ session: some Session
  ) async throws -> Bool {
    try await session.value(
      """
      UPDATE relay.escalations
      SET attempts = attempts + 1,
        last_error = \(error),
        due_at = public.clock_now() + least(
          interval '1 second' * power(2, attempts), interval '5 minutes'),
        died_at = CASE WHEN attempts + 1 >= \(limit) THEN public.clock_now() END
      WHERE id = \(id)
      RETURNING died_at IS NOT NULL
      """) ?? false
  }

  /// How much waits.
  package static func backlog(_ session: some Session) async throws -> RelayBacklog? {
    try await session.first(
      """
      SELECT
        count(*) FILTER (WHERE died_at IS NULL),
        count(*) FILTER (WHERE died_at IS NOT NULL)
      FROM relay.escalations
      """)
  }

  /// Gives dead rows another series of attempts, the one with this id or all, and wakes whoever
  /// listens where there were any. Returns their ids.
  package static func redrive(
    id: Int64?, _ transaction: Transaction
  ) async throws -> [Int64] {
    let ids: [Int64] = try await transaction.values(
      """
      UPDATE relay.escalations
      SET attempts = 0,
        died_at = NULL,
        due_at = public.clock_now()
      WHERE died_at IS NOT NULL
        AND (\(id)::bigint IS NULL OR id = \(id))
      RETURNING id
      """)
    guard !ids.isEmpty else { return [] }
    try await transaction.execute("SELECT pg_notify('escalations', '')")
    return ids.sorted()
  }

  /// Sends an empty notification, for the listener's probe.
  package static func notify(_ channel: String, _ session: some Session) async throws {
    try await session.execute("SELECT pg_notify(\(channel), '')")
  }
}
