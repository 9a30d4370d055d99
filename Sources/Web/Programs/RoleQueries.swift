import Postgres

/// What the role of a session may do, whatever its grants say.
enum RoleQueries {
  /// The powers that no program should have, each as `is a superuser`; none for a role that has
  /// only its grants. Roles that it could become by `RESET ROLE` count as well.
  static func powers(_ session: some Session) async throws -> [String] {
    try await session.values(
      """
      SELECT power.name
      FROM pg_roles AS role
      CROSS JOIN LATERAL (
        VALUES
          (1, 'is a superuser', role.rolsuper),
          (2, 'may bypass row security', role.rolbypassrls),
          (3, 'may make roles', role.rolcreaterole),
          (4, 'owns the schema', EXISTS (
            SELECT
            FROM pg_namespace AS schema
            LEFT JOIN pg_class AS class ON class.relnamespace = schema.oid
            WHERE schema.nspname IN ('intake', 'relay', 'response', 'ledger', 'reporting')
              AND (
                pg_has_role(role.oid, schema.nspowner, 'MEMBER')
                OR pg_has_role(role.oid, class.relowner, 'MEMBER')
              )
          ))
      ) AS power (position, name, holds)
      WHERE role.rolname IN (session_user, current_user)
        AND power.holds
      GROUP BY power.position, power.name
      ORDER BY power.position
      """)
  }
}
