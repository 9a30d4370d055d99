import Domain
package import Postgres

/// Asks schema `reporting`, as somebody who may read it.
package enum ReportQueries {
  /// What each report says of itself and of its columns: a row for each column, those of a report
  /// from left to right.
  package static func columns(
    _ session: some Session
  ) async throws -> [ReportColumn] {
    let names = ReportName.allCases.map(\.rawValue)
    return try await session.query(
      """
      SELECT report::text, description, name::text, means
      FROM (
        SELECT class.relname AS report, obj_description(class.oid, 'pg_class') AS description,
          attribute.attname AS name, col_description(class.oid, attribute.attnum) AS means,
          attribute.attnum AS number
        FROM pg_class AS class
        JOIN pg_attribute AS attribute
          ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
        WHERE class.relnamespace = 'reporting'::regnamespace
          AND class.relkind = 'v'
        UNION ALL
        SELECT proc.proname, obj_description(proc.oid, 'pg_proc'), argument.name, NULL,
          argument.number
        FROM pg_proc AS proc
        CROSS JOIN unnest(proc.proargnames, proc.proargmodes) WITH ORDINALITY
          AS argument (name, mode, number)
        WHERE proc.pronamespace = 'reporting'::regnamespace
          AND argument.mode = 't'
      ) AS report_column
      WHERE report = ANY (\(names)::text[])
      ORDER BY report, number
      """, as: ReportColumn.self)
  }

  /// The time that a question is about; nil where there is no such zone.
  static func period(
    of question: ReportQuestion, zone: String, _ session: some Session
  ) async throws -> ReportPeriod? {
    let zoneQuery: Query = "\(zone)::text"
    let tomorrow: Query = """
      timezone(\(zoneQuery),
        date_trunc('day', timezone(\(zoneQuery), public.clock_now())) + interval '1 day')
      """
    let until = instant(question.to, zoneQuery) ?? tomorrow
    let since =
      instant(question.from, zoneQuery)
      ?? "timezone(\(zoneQuery), timezone(\(zoneQuery), \(until)) - interval '30 days')"
    let asOf: Query =
      question.asOf.map { "\(Timestamp(microseconds: $0.microseconds))" } ?? "public.clock_now()"
    let statement: Query = """
      SELECT since, until, as_of, since < until,
        \(question.bucket == .all) OR until - since <= interval '4000 days',
        as_of <= public.clock_now()
      FROM (SELECT \(since) AS since, \(until) AS until, \(asOf) AS as_of) AS period
      """
    do {
      return try await session.first(statement)
    } catch let error as DatabaseError where error.isDataRefusal {
      return nil
    }
  }

  private static func instant(_ bound: ReportBound?, _ zone: Query) -> Query? {
    switch bound {
    case nil: nil
    case .day(let day): "timezone(\(zone), \(day)::text::timestamp)"
    case .instant(let instant): "\(Timestamp(microseconds: instant.microseconds))"
    }
  }

  /// Opens the cursor from which `portion` takes; it ends with the transaction.
  static func open(
    _ question: ReportQuestion, _ period: ReportPeriod, _ transaction: Transaction
  ) async throws {
    let since = Timestamp(microseconds: period.from.microseconds)
    let until = Timestamp(microseconds: period.to.microseconds)
    let view = ReportViewQueries(question.name)
    let days: Query =
      question.name.kind == .now
      ? "TRUE"
      : """
      day >= timezone('UTC', \(since))::date
        AND day < timezone('UTC', \(until))::date
      """
    let rows: Query =
      question.name.kind == .anyTime
      ? """
      SELECT \(view.columns)
      FROM \(view.source)(
        \(since), \(until), \(question.zone), \(question.bucket.rawValue),
        \(Timestamp(microseconds: period.asOf.microseconds)))
      """
      : """
      SELECT \(view.columns)
      FROM \(view.source)
      WHERE \(days)
      ORDER BY \(view.key)
      """
    try await transaction.execute("DECLARE report NO SCROLL CURSOR FOR \(rows)")
  }

  /// The next rows, so many at most; none at the end.
  static func portion(_ transaction: Transaction) async throws -> [ColumnValues] {
    try await transaction.query("FETCH FORWARD 500 FROM report", as: ColumnValues.self)
  }
}
