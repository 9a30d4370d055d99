import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.webhooks`. Secrets go in and never come out here.
enum WebhookQueries {
  /// Makes a webhook. A name that is taken is a unique violation of `a webhook has a name of its
  /// own`.
  static func insert(
    _ draft: WebhookDraft, _ secret: WebhookSecret, _ transaction: Transaction
  ) async throws -> Webhook? {
    try await transaction.first(
      """
      INSERT INTO response.webhooks
        (name, url, format, kinds, severities, enabled, routing_key, secret)
      VALUES (
        \(draft.name), \(draft.url), \(draft.format), \(draft.kinds), \(draft.severities),
        \(draft.enabled), \(draft.routingKey), \(secret.text)
      )
      RETURNING \(Webhook.columns)
      """)
  }

  /// The webhook of this id.
  static func find(_ id: Int64, _ session: some Session) async throws -> Webhook? {
    try await session.first(
      """
      SELECT \(Webhook.columns)
      FROM response.webhooks
      WHERE id = \(id)
      """)
  }

  /// The webhook of this id, which nobody else can change until the transaction ends.
  static func lock(_ id: Int64, _ transaction: Transaction) async throws -> Webhook? {
    try await transaction.first(
      """
      SELECT \(Webhook.columns)
      FROM response.webhooks
      WHERE id = \(id)
      FOR UPDATE
      """)
  }

  /// Webhooks, newest first, from behind the cursor on: one more than the page holds.
  static func list(_ page: PageRequest, _ session: some Session) async throws -> [Webhook] {
    try await session.query(
      ListQueries.newestFirst(
        Webhook.columns, from: "response.webhooks", behind: page.place, limit: page.rowsToFetch),
      as: Webhook.self)
  }

  /// Changes a webhook and returns it as it is then. It must be locked. Only one of the format
  /// pagerduty keeps a routing key.
  static func change(
    _ id: Int64, _ change: WebhookChange, _ transaction: Transaction
  ) async throws -> Webhook? {
    try await transaction.first(
      """
      UPDATE response.webhooks
      SET name = coalesce(\(change.name), name),
        url = coalesce(\(change.url), url),
        format = coalesce(\(change.format), format),
        kinds = CASE WHEN \(change.kinds != nil) THEN \(change.kinds ?? nil) ELSE kinds END,
        severities = CASE
          WHEN \(change.severities != nil) THEN \(change.severities ?? nil)
          ELSE severities
        END,
        enabled = coalesce(\(change.enabled), enabled),
        routing_key = CASE
          WHEN coalesce(\(change.format), format) = 'pagerduty'
            THEN coalesce(\(change.routingKey), routing_key)
        END,
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
      RETURNING \(Webhook.columns)
      """)
  }

  /// Puts a new secret in the place of the old one, which signs along for a day. It must be locked.
  static func rotate(
    _ id: Int64, to secret: WebhookSecret, _ transaction: Transaction
  ) async throws -> Webhook? {
    try await transaction.first(
      """
      UPDATE response.webhooks
      SET previous_secret = secret,
        secret = \(secret.text),
        rotated_at = public.clock_now(),
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
      RETURNING \(Webhook.columns)
      """)
  }

  /// Removes a webhook and all of its deliveries.
  static func delete(_ id: Int64, _ transaction: Transaction) async throws {
    try await transaction.execute("DELETE FROM response.webhooks WHERE id = \(id)")
  }
}
