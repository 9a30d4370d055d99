import Domain
import Postgres
import Relay
import Web

/// Changes rows of `response.incidents`.
enum IncidentMoveQueries {
  /// Makes a move where the incident's status allows it, it has one of these versions (nil: any
  /// version), and something about it changes. Returns it as it was and, behind that, as it is now
  /// where the move was made; nothing where there is no incident of that id.
  ///
  /// The incident is locked until the transaction ends, whether the move was made or not.
  static func make(
    _ move: IncidentMove, of id: Int64, versions: [Int]?, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await transaction.query(
      """
      WITH present AS (
        SELECT \(Incident.columns)
        FROM response.incidents
        WHERE id = \(id)
        FOR UPDATE
      ), changed AS (
        UPDATE response.incidents
        SET \(effect(of: move)),
          version = version + 1,
          updated_at = public.clock_now()
        WHERE id = (SELECT id FROM present)
          AND status = ANY (\(move.from))
          AND merged_into IS NULL
          AND (\(versions)::bigint[] IS NULL OR version = ANY (\(versions)))
          AND \(difference(by: move))
        RETURNING \(Incident.columns)
      )
      SELECT \(Incident.columns)
      FROM present
      UNION ALL
      SELECT \(Incident.columns)
      FROM changed
      ORDER BY version
      """, as: Incident.self)
  }

  /// The columns that a move sets.
  private static func effect(of move: IncidentMove) -> Query {
    switch move {
    case .acknowledge:
      // Whoever was first to look at it stays so when it was reopened since.
      """
      status = 'acknowledged',
          acknowledged_at = coalesce(acknowledged_at, public.clock_now())
      """
    case .resolve:
      "status = 'resolved', resolved_at = public.clock_now()"
    case .reopen:
      "status = 'open', resolved_at = NULL"
    case .assign(let assignee):
      "assignee = \(assignee)"
    case .change(let change):
      """
      title = coalesce(\(change.title), title),
          description = coalesce(\(change.description), description),
          severity = coalesce(\(change.severity), severity),
          status = coalesce(\(move.next), status)
      """
    case .note:
      "status = status"
    }
  }

  /// Whether a move makes a difference. One to another status always does.
  private static func difference(by move: IncidentMove) -> Query {
    switch move {
    case .assign(let assignee):
      "assignee IS DISTINCT FROM \(assignee)"
    case .change(let change) where !change.closes:
      """
      (
            title <> \(change.title)
            OR description <> \(change.description)
            OR severity <> \(change.severity)
          )
      """
    case .acknowledge, .resolve, .reopen, .change, .note:
      "TRUE"
    }
  }
}
