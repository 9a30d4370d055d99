import Postgres

/// What webhooks were promised, as queries over what they got and what the ledger has: each returns
/// a line for every row that breaks a promise.
enum ChaosDeliveryQueries {
  /// Makes the session's own table of what webhooks got, in the order of arrival.
  static func createTable(_ session: Connection) async throws {
    try await session.execute(
      """
      CREATE TEMPORARY TABLE heard_messages (
        position bigint PRIMARY KEY,
        webhook text NOT NULL,
        event_id bigint,
        is_signed boolean NOT NULL
      )
      """)
  }

  /// Adds messages; the first has this position.
  static func insert(
    _ messages: ArraySlice<HeardMessage>, from first: Int, _ session: Connection
  ) async throws {
    try await session.execute(
      """
      INSERT INTO heard_messages (position, webhook, event_id, is_signed)
      SELECT position + \(first) - 1, webhook, event_id, is_signed
      FROM unnest(
        \(messages.map(\.webhook)),
        \(messages.map(\.eventID)),
        \(messages.map(\.isSigned))
      ) WITH ORDINALITY AS heard (webhook, event_id, is_signed, position)
      """)
  }

  /// How many messages that a webhook wants were neither delivered to it yet nor given up.
  static func waiting(_ session: some Session) async throws -> Int64 {
    try await session.value(
      """
      SELECT (
        SELECT count(*)
        FROM response.deliveries
        WHERE delivered_at IS NULL AND died_at IS NULL
      ) + (
        SELECT count(*)
        FROM (\(wanted)) AS wanted
        WHERE NOT EXISTS (
          SELECT
          FROM response.deliveries AS delivery
          WHERE delivery.webhook_id = wanted.webhook_id
            AND delivery.event_id = wanted.id
        )
      )
      """) ?? .max
  }

  /// Has what failed be tried again at once, and what a killed program had in hand: an attempt
  /// takes ten seconds at most, so after fifteen nobody is at it any more.
  static func hurry(_ session: some Session) async throws {
    try await session.execute(
      """
      UPDATE response.deliveries
      SET due_at = least(due_at, public.clock_now()),
        claimed_until = CASE
          WHEN claimed_until > public.clock_now() + interval '45 seconds' THEN claimed_until END
      WHERE delivered_at IS NULL
        AND died_at IS NULL
        AND (
          due_at > public.clock_now()
          OR claimed_until <= public.clock_now() + interval '45 seconds'
        )
      """)
  }

  static let checks: [(name: String, query: Query)] = [
    ("every webhook got every event that it wants", eventsNotHeard),
    ("no webhook got what it does not want", eventsNotWanted),
    ("every webhook was told of each incident in order", eventsOutOfOrder),
    ("every message was signed", messagesNotSigned),
    ("no delivery is left, and none is dead", deliveriesLeft),
  ]

  private static let wanted: Query = """
    SELECT webhook.id AS webhook_id, webhook.name AS webhook, event.id, event.kind,
      event.incident_id
    FROM response.webhooks AS webhook
    JOIN ledger.events AS event
      ON event.kind = ANY (webhook.kinds)
      OR (event.kind = 'incident.escalated' AND event.after -> 'tell' ? webhook.name)
    """

  private static let eventsNotHeard: Query = """
    SELECT format('webhook "%s": event %s, %s of incident %s',
      wanted.webhook, wanted.id, wanted.kind, wanted.incident_id)
    FROM (\(wanted)) AS wanted
    WHERE NOT EXISTS (
      SELECT
      FROM heard_messages AS heard
      WHERE heard.webhook = wanted.webhook
        AND heard.event_id = wanted.id
    )
    ORDER BY wanted.webhook_id, wanted.id
    """

  private static let eventsNotWanted: Query = """
    SELECT format('webhook "%s": message %s of event %s',
      heard.webhook, heard.position, coalesce(heard.event_id::text, 'nothing that can be read'))
    FROM heard_messages AS heard
    WHERE NOT EXISTS (
      SELECT
      FROM (\(wanted)) AS wanted
      WHERE wanted.webhook = heard.webhook
        AND wanted.id = heard.event_id
    )
    ORDER BY heard.position
    """

  /// What comes again is put aside: an event is told when it comes first.
  private static let eventsOutOfOrder: Query = """
    SELECT format('webhook "%s", incident %s: event %s came before event %s',
      webhook, incident_id, event_id, next)
    FROM (
      SELECT webhook, incident_id, event_id, position,
        lead(event_id) OVER (PARTITION BY webhook, incident_id ORDER BY position) AS next
      FROM (
        SELECT heard.webhook, event.incident_id, event.id AS event_id,
          min(heard.position) AS position
        FROM heard_messages AS heard
        JOIN ledger.events AS event ON event.id = heard.event_id
        GROUP BY heard.webhook, event.incident_id, event.id
      ) AS first
    ) AS told
    WHERE next < event_id
    ORDER BY position
    """

  private static let messagesNotSigned: Query = """
    SELECT format('webhook "%s": message %s of event %s', webhook, position, event_id)
    FROM heard_messages
    WHERE NOT is_signed
    ORDER BY position
    """

  private static let deliveriesLeft: Query = """
    SELECT format('delivery %s of event %s, %s attempts, %s%s',
      id, event_id, attempts, CASE WHEN died_at IS NULL THEN 'waiting' ELSE 'dead' END,
      ': ' || last_error)
    FROM response.deliveries
    WHERE delivered_at IS NULL
    ORDER BY id
    """
}
