import Domain
import Postgres
import Relay
import Web

/// Reads and writes `intake.comments`.
enum CommentQueries {
  /// Stores a comment with its event; nil where there is no such ticket.
  static func store(
    _ draft: CommentDraft, on ticketID: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws -> Comment? {
    let event: Query = """
      SELECT
        'ticket.commented',
        ticket_id,
        NULL::bigint,
        author,
        \(origin.requestID),
        \(origin.traceParent?.description),
        \(origin.address?.description)::inet,
        NULL::jsonb,
        jsonb_build_object('comment_id', id, 'visibility', visibility, 'text', text)
      FROM stored
      """
    return try await transaction.first(
      """
      WITH stored AS (
        INSERT INTO intake.comments (ticket_id, visibility, text, author)
        SELECT id, \(draft.visibility), \(draft.text), \(origin.actor)
        FROM intake.tickets
        WHERE id = \(ticketID)
        RETURNING \(Comment.columns)
      ), \(LedgerQueries.appending(event))
      SELECT \(Comment.columns)
      FROM stored
      """)
  }

  /// The comments of a ticket that match, oldest first, from behind the cursor on: one more than
  /// the page holds.
  static func list(
    of ticketID: Int64, _ filter: CommentFilter, _ page: PageRequest, _ session: some Session
  ) async throws -> [Comment] {
    try await session.query(
      """
      SELECT \(Comment.columns)
      FROM intake.comments
      WHERE ticket_id = \(ticketID)
        AND id > \(page.cursor?.id ?? 0)
        AND (\(filter.visibility)::text IS NULL OR visibility = \(filter.visibility))
        AND (visibility = 'public' OR NOT \(filter.isPublicOnly))
      ORDER BY id
      LIMIT \(page.rowsToFetch)
      """, as: Comment.self)
  }
}
