import Domain
import Postgres
import Relay
import Web

/// The queue of deliveries: filled from the ledger, taken from by any number of programs.
enum ParcelQueries {
  /// Queues what the ledger has for each endpoint that wants it, once, and says whether there is
  /// anybody to tell. Nothing is done while another program does it.
  ///
  /// Everything that can be seen is queued, from the place on; the place moves on to the oldest
  /// transaction that still runs, before which nothing can come to stand any more. What was seen
  /// above it is seen again, and queued already. So a late commit is never passed over, and what
  /// happened to an incident is queued in the order in which it happened: who can see an event of
  /// an incident sees every one before it.
  static func follow(_ transaction: Transaction) async throws -> Bool {
    let somebody: Bool? = try await transaction.value(
      """
      SELECT EXISTS (SELECT FROM response.webhooks WHERE enabled)
      FROM response.delivery_place
      FOR UPDATE SKIP LOCKED
      """)
    // By a statement of its own, which sees what was committed before the place was locked.
    switch somebody {
    case nil: return true
    case false?:
      try await transaction.execute(
        """
        UPDATE response.delivery_place
        SET xid = pg_snapshot_xmin(pg_current_snapshot())
        WHERE NOT EXISTS (SELECT FROM response.webhooks WHERE enabled)
        """)
      return false
    case true?:
      try await transaction.execute(queue)
      return true
    }
  }

  /// Whom an escalation tells by name, it tells whatever the filters are.
  ///
  /// Everything that can be seen is of a transaction before the snapshot's xmax. That is said all
  /// the same: of a range with both ends the planner expects little, and looks it up in the index;
  /// of one without an end a third of the ledger, and reads the whole.
  static let queue: Query = """
    WITH queued AS (
      INSERT INTO response.deliveries (webhook_id, kind, event_id, incident_id)
      SELECT webhook.id, event.kind, event.id, event.incident_id
      FROM ledger.events AS event
      LEFT JOIN response.incidents AS incident ON incident.id = event.incident_id
      JOIN response.webhooks AS webhook
        ON webhook.enabled
        AND webhook.created_at <= event.at
        AND (
          (webhook.kinds IS NULL OR event.kind = ANY (webhook.kinds))
          AND (webhook.severities IS NULL OR incident.severity = ANY (webhook.severities))
          OR event.kind = 'incident.escalated' AND event.after -> 'tell' ? webhook.name
        )
      WHERE event.xid >= (SELECT xid FROM response.delivery_place)
        AND event.xid < pg_snapshot_xmax(pg_current_snapshot())
        AND event.kind LIKE 'incident.%'
      ORDER BY event.id, webhook.id
      ON CONFLICT (webhook_id, event_id) WHERE event_id IS NOT NULL DO NOTHING
    )
    UPDATE response.delivery_place
    SET xid = pg_snapshot_xmin(pg_current_snapshot())
    WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
    """

  /// Takes what is due, for each endpoint at most `slots` minus what this program has in hand of
  /// it. Of each incident only the oldest delivery that waits is taken, so that an endpoint is told
  /// in order.
  ///
  /// What is taken is out of everybody's reach for a minute, and no transaction stays open while it
  /// is sent; if the program dies, somebody takes it again.
  static func claim(
    busy: [Int64: Int], slots: Int, _ session: some Session
  ) async throws -> [Parcel] {
    let (webhooks, counts) = (Array(busy.keys), Array(busy.values))
    return try await session.commit(
      """
      WITH claimed AS (
        UPDATE response.deliveries
        SET attempts = attempts + 1,
          claimed_until = public.clock_now() + interval '1 minute'
        WHERE id = ANY (ARRAY(
          SELECT head.id
          FROM response.webhooks AS webhook
          LEFT JOIN unnest(\(webhooks), \(counts)) AS busy (webhook_id, count)
            ON busy.webhook_id = webhook.id
          CROSS JOIN LATERAL (
            \(due)
            LIMIT greatest(0, \(slots) - coalesce(busy.count, 0))
            FOR UPDATE SKIP LOCKED
          ) AS head
          WHERE webhook.enabled
        ))
        RETURNING id, webhook_id, attempts, message_id, kind, event_id, incident_id
      )
      SELECT claimed.id, webhook_id, attempts, message_id, kind, event_id, incident_id,
        public.clock_now(), name, url, format, routing_key, secret,
        CASE WHEN rotated_at > public.clock_now() - interval '24 hours' THEN previous_secret END
      FROM claimed
      JOIN response.webhooks AS webhook ON webhook.id = webhook_id
      ORDER BY claimed.id
      """, as: Parcel.self)
  }

  private static let due: Query = """
    SELECT delivery.id
    FROM response.deliveries AS delivery
    WHERE delivery.webhook_id = webhook.id
      AND delivery.delivered_at IS NULL
      AND delivery.died_at IS NULL
      AND delivery.due_at <= public.clock_now()
      AND (delivery.claimed_until IS NULL OR delivery.claimed_until <= public.clock_now())
      AND NOT EXISTS (
        SELECT
        FROM response.deliveries AS older
        WHERE older.webhook_id = delivery.webhook_id
          AND older.incident_id = delivery.incident_id
          AND older.id < delivery.id
          AND older.delivered_at IS NULL
          AND older.died_at IS NULL
      )
    ORDER BY delivery.due_at, delivery.id
    """

  /// What the messages of these parcels tell of: events by id, and incidents as they are now.
  static func contents(
    of parcels: [Parcel], _ session: some Session
  ) async throws -> (events: [LedgerEvent], incidents: [Incident]) {
    let ids = parcels.compactMap(\.eventID)
    guard !ids.isEmpty else { return ([], []) }
    let events = try await EventQueries.list(
      "id = ANY (\(ids))", after: nil, limit: ids.count, session)
    let incidents = try await session.query(
      IncidentQueries.find(Array(Set(parcels.compactMap(\.incidentID)))), as: Incident.self)
    return (events, incidents)
  }

  /// Notes that the endpoint has taken it, whoever has it in hand by now.
  static func deliver(
    _ parcel: Parcel, status: Int, _ session: some Session
  ) async throws {
    try await session.execute(
      """
      UPDATE response.deliveries
      SET delivered_at = public.clock_now(),
        died_at = NULL,
        claimed_until = NULL,
        last_status = \(status),
        last_error = NULL
      WHERE id = \(parcel.id)
        AND delivered_at IS NULL
      """)
  }

  /// Puts it off, twice as long each time, at most an hour, a fifth more or less by chance, and at
  /// least as long as the endpoint wants. It is dead where it must not be tried again, and when it
  /// fails after 24 hours. Returns whether it is; nil where somebody else has it in hand by now.
  static func fail(
    _ parcel: Parcel, _ failure: DeliveryFailure, _ session: some Session
  ) async throws -> Bool? {
    try await session.value(
      """
      UPDATE response.deliveries
      SET claimed_until = NULL,
        last_status = \(failure.status),
        last_error = \(failure.reason),
        due_at = public.clock_now() + greatest(
          least(interval '5 seconds' * power(2, least(attempts, 12) - 1), interval '1 hour')
            * (0.8 + 0.4 * random()),
          make_interval(secs => \(failure.retryAfter.map { Double($0) }))),
        died_at = CASE
          WHEN \(failure.isFinal) OR public.clock_now() >= queued_at + interval '24 hours'
            THEN public.clock_now()
        END
      WHERE id = \(parcel.id)
        AND attempts = \(parcel.attempt)
        AND delivered_at IS NULL
        AND died_at IS NULL
      RETURNING died_at IS NOT NULL
      """)
  }
}
