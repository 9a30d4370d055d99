import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.incident_links`.
enum LinkQueries {
  /// The condition that an incident is linked with this one, whichever of the two was linked.
  static func isLinked(with id: Int64) -> Query {
    """
    id IN (
          SELECT other_id FROM response.incident_links WHERE incident_id = \(id)
          UNION ALL
          SELECT incident_id FROM response.incident_links WHERE other_id = \(id)
        )
    """
  }

  /// Links two incidents and returns both as they are then, by id; nothing where they are linked
  /// already. Both must be locked.
  static func link(
    _ one: Int64, _ other: Int64, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await touch(
      one, other,
      where: """
        INSERT INTO response.incident_links (incident_id, other_id)
        VALUES (\(min(one, other)), \(max(one, other)))
        ON CONFLICT DO NOTHING
        """, transaction)
  }

  /// Removes the link of two incidents and returns both as they are then, by id; nothing where they
  /// are not linked. Both must be locked.
  static func unlink(
    _ one: Int64, _ other: Int64, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await touch(
      one, other,
      where: """
        DELETE FROM response.incident_links
        WHERE incident_id = \(min(one, other))
          AND other_id = \(max(one, other))
        """, transaction)
  }

  /// Counts a change of both incidents where `change` changes a row.
  private static func touch(
    _ one: Int64, _ other: Int64, where change: Query, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await transaction.query(
      """
      WITH changed AS (
        \(change)
        RETURNING incident_id
      ), touched AS (
        UPDATE response.incidents
        SET version = version + 1,
          updated_at = public.clock_now()
        WHERE id IN (\(one), \(other))
          AND EXISTS (SELECT FROM changed)
        RETURNING \(Incident.columns)
      )
      SELECT \(Incident.columns)
      FROM touched
      ORDER BY id
      """, as: Incident.self)
  }
}
