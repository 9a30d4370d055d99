/// What has been applied, as `public.schema_migrations` has it.
struct AppliedMigration: RowDecodable {
  let number: Int
  let name: String
  let checksum: String

  init(row: inout Row) throws(ColumnMismatch) {
    number = try row.next()
    name = try row.next()
    checksum = try row.next()
  }
}

/// The migrator's own table and lock.
enum MigratorQueries {
  /// Waits for the lock that only one migrator of a database can hold, until its session ends. The
  /// number is arbitrary.
  static func lock(_ connection: Connection) async throws {
    try await connection.execute("SELECT pg_advisory_lock(4116927001)")
  }

  static func createHistory(_ connection: Connection) async throws {
    try await connection.execute(
      """
      CREATE TABLE IF NOT EXISTS public.schema_migrations (
        number integer PRIMARY KEY,
        name text NOT NULL,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )
      """)
  }

  static func history(_ session: some Session) async throws -> [AppliedMigration] {
    try await session.query(
      """
      SELECT number, name, checksum
      FROM public.schema_migrations
      ORDER BY number
      """, as: AppliedMigration.self)
  }

  /// The SHA-256 of a file's text, in hexadecimal. The server has the function, so no library is
  /// needed for it.
  static func checksum(_ sql: String, _ session: some Session) async throws -> String? {
    try await session.value("SELECT encode(sha256(convert_to(\(sql), 'UTF8')), 'hex')")
  }

  static func record(_ file: MigrationFile, _ session: some Session) async throws {
    try await session.execute(
      """
      INSERT INTO public.schema_migrations (number, name, checksum)
      VALUES (\(file.number), \(file.name), encode(sha256(convert_to(\(file.sql), 'UTF8')), 'hex'))
      """)
  }

  static func version(_ session: some Session) async throws -> Int? {
    try await session.value(
      """
      SELECT number
      FROM public.schema_migrations
      ORDER BY number DESC
      LIMIT 1
      """)
  }
}
