import Domain
import Postgres
import Relay

/// Puts a clock that can be moved in the place of the one that everything in the database asks, and
/// puts that one back.
enum DemoClockQueries {
  /// Whether the clock is in place.
  static func isInPlace(_ session: some Session) async throws -> Bool {
    try await session.value("SELECT to_regclass('public.demo_clock') IS NOT NULL") ?? false
  }

  /// Puts it in place, together with the definition of the one that it stands in for.
  ///
  /// Who dies with it in place does no harm for long: a minute after it was last moved it tells the
  /// true time.
  static func begin(at instant: Instant, _ connection: Connection) async throws {
    try await connection.transaction { transaction in
      try await transaction.execute(
        """
        CREATE TABLE public.demo_clock (
          original text NOT NULL,
          instant timestamptz NOT NULL,
          since timestamptz NOT NULL
        )
        """)
      try await transaction.execute(
        """
        INSERT INTO public.demo_clock (original, instant, since)
        VALUES (
          pg_get_functiondef('public.clock_now()'::regprocedure),
          \(instant),
          statement_timestamp()
        )
        """)
      try await transaction.execute(
        """
        CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
        LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
        AS $$
        BEGIN
          RETURN coalesce((
            SELECT instant + (statement_timestamp() - since)
            FROM public.demo_clock
            WHERE statement_timestamp() < since + interval '1 minute'
          ), statement_timestamp());
        END
        $$
        """)
    }
  }

  /// Moves it to an instant, from which on it goes as fast as any other; never back.
  static func move(to instant: Instant, _ session: some Session) async throws {
    try await session.execute(
      """
      UPDATE public.demo_clock
      SET instant = greatest(\(instant), public.clock_now()),
        since = statement_timestamp()
      """)
  }

  /// Puts the original back, if another one is in its place.
  static func end(_ connection: Connection) async throws {
    guard try await isInPlace(connection) else { return }
    try await connection.execute(
      """
      DO $$
      BEGIN
        EXECUTE (SELECT original FROM public.demo_clock);
        DROP TABLE public.demo_clock;
      END
      $$
      """)
  }
}
