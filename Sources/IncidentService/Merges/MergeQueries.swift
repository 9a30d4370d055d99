import Domain
import Postgres
import Relay
import Web

/// Merges rows of `response.incidents`.
enum MergeQueries {
  /// Waits until nobody else merges, and has everybody else wait until the transaction ends. A
  /// merge is rare and short; one at a time, they cannot wait for each other in a circle or make
  /// one.
  static func takeTurn(_ transaction: Transaction) async throws {
    try await transaction.execute(
      "SELECT pg_advisory_xact_lock(hashtextextended('merge of incidents', 0))")
  }

  /// Waits until nobody merges, and has who wants to wait until the transaction ends.
  static func holdOff(_ transaction: Transaction) async throws {
    try await transaction.execute(
      "SELECT pg_advisory_xact_lock_shared(hashtextextended('merge of incidents', 0))")
  }

  /// Closes an incident and leads it, and those that were merged into it before, to the survivor.
  /// Returns all of them as they are then, by id. The two must be locked, and open.
  static func merge(
    _ id: Int64, into survivor: Int64, _ gain: Incident.Gain, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await transaction.query(
      """
      WITH survivor AS (
        UPDATE response.incidents
        SET status = \(gain.status),
          acknowledged_at = \(gain.acknowledgedAt),
          created_at = \(gain.createdAt),
          escalatable_at = (
            SELECT escalatable_at FROM response.incidents WHERE id = \(gain.earlierID)
          ),
          version = version + 1,
          updated_at = public.clock_now()
        WHERE id = \(survivor)
        RETURNING \(Incident.columns)
      ), merged AS (
        UPDATE response.incidents
        SET status = 'closed',
          acknowledged_at = NULL,
          merged_into = \(survivor),
          holds_ticket = TRUE,
          version = version + 1,
          updated_at = public.clock_now()
        WHERE id = \(id)
          OR merged_into = \(id)
        RETURNING \(Incident.columns)
      )
      SELECT \(Incident.columns)
      FROM survivor
      UNION ALL
      SELECT \(Incident.columns)
      FROM merged
      ORDER BY id
      """, as: Incident.self)
  }

  /// The incidents that were merged into another one, by id.
  static func merged(into id: Int64, _ transaction: Transaction) async throws -> [Incident] {
    try await transaction.query(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE merged_into = \(id)
      ORDER BY id
      """, as: Incident.self)
  }

  /// Has the incidents that were merged into this one hold their tickets, so that none is opened
  /// for them, or lets go of them. The incident must be locked: then nobody merges into it.
  ///
  /// A ticket that has another open incident meanwhile fails it by a unique violation of
  /// `one_open_incident_per_ticket`.
  static func holdTickets(
    of id: Int64, _ isOpen: Bool, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      UPDATE response.incidents
      SET holds_ticket = \(isOpen)
      WHERE merged_into = \(id)
        AND holds_ticket <> \(isOpen)
      """)
  }
}
