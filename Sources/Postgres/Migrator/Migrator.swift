/// Applies the files of a folder to a database: each numbered one once, in order, in a transaction
/// of its own; `views.sql` and `views_N_name.sql` last, every time, all in one transaction.
///
/// What was applied is kept in `public.schema_migrations` with a SHA-256 of each file. An advisory
/// lock lets any number of migrators start at once.
package struct Migrator: Sendable {
  private let folder: String

  /// - Parameter folder: The path of the folder that holds `0001_….sql` and so on.
  package init(folder: String) {
    self.folder = folder
  }

  /// Brings the database up to date and returns the names of the files that were new to it. Ends
  /// the connection's session; its next statement begins another.
  ///
  /// Throws ``MigrationError``, or what the connection throws.
  package func migrate(_ connection: Connection) async throws -> [String] {
    let (numbered, views) = try MigrationFile.read(folder: folder)
    do {
      // Waiting for another migrator may take longer than a statement should.
      try await connection.run(unsafe: "SET statement_timeout = 0")
      try await MigratorQueries.lock(connection)
      try await MigratorQueries.createHistory(connection)
      let applied = try await pending(numbered, connection)
      for file in applied { try await apply(file, connection) }
      try await applyViews(views, connection)
      // The lock and the missing time-out go with the session.
      await connection.close()
      return applied.map(\.name)
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The number of the newest migration that a database has; 0 where it has none.
  package static func version(_ session: some Session) async throws -> Int {
    do {
      return try await MigratorQueries.version(session) ?? 0
    } catch let error as DatabaseError where error.sqlState == .undefinedTable {
      return 0
    }
  }

  /// Refuses a history that the files contradict, and returns what is still to be applied.
  private func pending(
    _ files: [MigrationFile], _ connection: Connection
  ) async throws -> [MigrationFile] {
    let history = try await MigratorQueries.history(connection)
    for entry in history {
      guard let file = files.first(where: { $0.number == entry.number }) else {
        throw MigrationError.missing(number: entry.number, name: entry.name)
      }
      guard try await MigratorQueries.checksum(file.sql, connection) == entry.checksum else {
        throw MigrationError.changed(file: file.name)
      }
    }
    let known = Set(history.map(\.number))
    return files.filter { !known.contains($0.number) }
  }

  private func apply(_ file: MigrationFile, _ connection: Connection) async throws {
    do {
      try await connection.transaction { transaction in
        try await transaction.run(unsafe: file.sql)
        try await MigratorQueries.record(file, transaction)
      }
    } catch let error as DatabaseError {
      throw MigrationError.failed(file: file.name, reason: "\(error)")
    }
  }

  private func applyViews(_ views: [MigrationFile], _ connection: Connection) async throws {
    try await connection.transaction { transaction in
      for file in views {
        do {
          try await transaction.run(unsafe: file.sql)
        } catch let error as DatabaseError {
          throw MigrationError.failed(file: file.name, reason: "\(error)")
        }
      }
    }
  }
}
