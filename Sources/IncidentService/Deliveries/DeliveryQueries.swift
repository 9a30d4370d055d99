import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.deliveries` for clients.
enum DeliveryQueries {
  /// Queues a message that tells of nothing.
  static func insertTest(_ webhook: Int64, _ transaction: Transaction) async throws -> Delivery? {
    try await transaction.first(
      """
      INSERT INTO response.deliveries (webhook_id, kind)
      VALUES (\(webhook), \(Delivery.testKind))
      RETURNING \(Delivery.columns)
      """)
  }

  /// The deliveries of a webhook in this status (nil: in any), newest first, from behind the cursor
  /// on: one more than the page holds.
  static func list(
    _ webhook: Int64, _ status: Delivery.Status?, _ page: PageRequest, _ session: some Session
  ) async throws -> [Delivery] {
    var conditions: [Query] = ["webhook_id = \(webhook)"]
    switch status {
    case .waiting: conditions.append("delivered_at IS NULL AND died_at IS NULL")
    case .delivered: conditions.append("delivered_at IS NOT NULL")
    case .dead: conditions.append("died_at IS NOT NULL")
    case nil: break
    }
    return try await session.query(
      ListQueries.newestFirst(
        Delivery.columns, from: "response.deliveries", where: conditions, behind: page.place,
        limit: page.rowsToFetch),
      as: Delivery.self)
  }

  /// The delivery of this id.
  static func find(_ id: Int64, _ session: some Session) async throws -> Delivery? {
    try await session.first(
      """
      SELECT \(Delivery.columns)
      FROM response.deliveries
      WHERE id = \(id)
      """)
  }

  /// Gives a dead delivery another 24 hours; nil where it is not dead.
  static func redrive(_ id: Int64, _ transaction: Transaction) async throws -> Delivery? {
    try await transaction.first(
      """
      UPDATE response.deliveries
      SET \(anew)
      WHERE id = \(id)
        AND died_at IS NOT NULL
      RETURNING \(Delivery.columns)
      """)
  }

  /// Gives every dead delivery of a webhook another 24 hours. Returns how many there were.
  static func redriveAll(of webhook: Int64, _ transaction: Transaction) async throws -> Int {
    try await transaction.execute(
      """
      UPDATE response.deliveries
      SET \(anew)
      WHERE webhook_id = \(webhook)
        AND died_at IS NOT NULL
      """)
  }

  private static let anew: Query = """
    attempts = 0,
        died_at = NULL,
        claimed_until = NULL,
        queued_at = public.clock_now(),
        due_at = public.clock_now()
    """

  /// How many delivered messages are forgotten by one statement.
  private static let batch = 1_000

  /// Forgets messages that were delivered 30 days ago. Dead ones stay, and so does one whose event
  /// would be queued anew, because the place in the ledger is still before it.
  static func forgetDelivered(_ session: some Session) async throws {
    while try await forgetBatch(session) == batch {}
  }

  private static func forgetBatch(_ session: some Session) async throws -> Int {
    try await session.execute(
      """
      DELETE FROM response.deliveries
      WHERE id = ANY (ARRAY(
        SELECT delivery.id
        FROM response.deliveries AS delivery
        WHERE delivery.delivered_at < public.clock_now() - interval '30 days'
          AND NOT EXISTS (
            SELECT
            FROM ledger.events AS event
            WHERE event.id = delivery.event_id
              AND event.xid >= (SELECT xid FROM response.delivery_place)
          )
        ORDER BY delivery.delivered_at, delivery.id
        LIMIT \(batch)
        FOR UPDATE OF delivery SKIP LOCKED
      ))
      """)
  }

  /// How many deliveries wait, those of disabled webhooks included.
  static func waiting(_ session: some Session) async throws -> Int? {
    try await session.value(
      """
      SELECT count(*)
      FROM response.deliveries
      WHERE delivered_at IS NULL
        AND died_at IS NULL
      """)
  }
}
