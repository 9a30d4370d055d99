import Postgres

/// Works out beforehand what reports have in common; migrations/views_9_rollups.sql says how.
enum RollupQueries {
  /// Works out the lives to which the next events belong, at most `limit` events, and returns how
  /// many there were: none, too, where another program is at it.
  static func keepLives(upTo limit: Int, _ session: some Session) async throws -> Int {
    try await session.value("SELECT report_internals.keep_lives(\(limit))") ?? 0
  }

  /// Works out the figures of days that have changed, at most `limit` days, and returns how many
  /// there were: none, too, where another program is at it.
  static func keepDays(upTo limit: Int, _ session: some Session) async throws -> Int {
    try await session.value("SELECT report_internals.keep_days(\(limit))") ?? 0
  }
}
