-- Any metric, of any time, in any zone, as it was known at any instant.

-- Refuses a question that has no answer, in words.
CREATE FUNCTION report_internals.check_question(
  since timestamptz, until timestamptz, tz text, bucket text, as_of timestamptz
) RETURNS boolean
  LANGUAGE plpgsql STABLE
AS $$
BEGIN
  IF num_nulls(since, until, tz, bucket, as_of) > 0 THEN
    RAISE EXCEPTION 'from, to, tz, bucket and as_of must be given'
      USING ERRCODE = 'null_value_not_allowed';
  ELSIF NOT isfinite(since) OR NOT isfinite(until) OR NOT isfinite(as_of) THEN
    RAISE EXCEPTION 'from, to and as_of must be instants, not infinity'
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF since >= until THEN
    RAISE EXCEPTION 'from must be before to: % is not before %', since, until
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF as_of > public.clock_now() THEN
    RAISE EXCEPTION 'as_of must not be in the future: % is', as_of
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF bucket NOT IN ('day', 'week', 'month', 'quarter', 'year', 'all') THEN
    RAISE EXCEPTION 'bucket must be day, week, month, quarter, year or all, not "%"', bucket
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF bucket <> 'all' AND until - since > interval '4000 days' THEN
    RAISE EXCEPTION 'from and to are more than 4,000 days apart: ask for the bucket all'
      USING ERRCODE = 'invalid_parameter_value';
  -- What PostgreSQL takes besides, an offset or an abbreviation, knows no summer.
  ELSIF tz !~ '^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$' THEN
    RAISE EXCEPTION 'tz must be UTC or an IANA name like Europe/London, not "%"', tz
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM timezone(tz, since);
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  IF SQLERRM LIKE 'time zone %' THEN
    RAISE EXCEPTION 'there is no time zone "%"', tz USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RAISE;
END
$$;

-- When the buckets of a time begin, by the clock on the wall of a zone; the first one at its begin.
CREATE FUNCTION report_internals.bucket_starts(
  since timestamptz, until timestamptz, tz text, bucket text
) RETURNS timestamptz[]
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN bucket = 'all' THEN ARRAY[since] ELSE ARRAY(
      SELECT greatest(timezone(tz, midnight), since)
      FROM generate_series(
        date_trunc(bucket, timezone(tz, since)), timezone(tz, until),
        CASE bucket WHEN 'quarter' THEN interval '3 months' ELSE ('1 ' || bucket)::interval END
      ) AS midnight
      WHERE midnight = date_trunc(bucket, timezone(tz, since)) OR timezone(tz, midnight) > since
        AND timezone(tz, midnight) < until
      ORDER BY midnight
    ) END;
END;

CREATE FUNCTION reporting.metrics(
  "from" timestamptz, "to" timestamptz, tz text DEFAULT 'UTC', bucket text DEFAULT 'day',
  as_of timestamptz DEFAULT public.clock_now()
) RETURNS TABLE (
    bucket_start timestamptz, bucket_end timestamptz, metric text, unit text, n bigint,
    value float8, mean float8, median float8, p75 float8, p90 float8, p95 float8, p99 float8,
    max float8)
  LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH asked AS MATERIALIZED (
    SELECT CASE WHEN report_internals.check_question("from", "to", tz, bucket, as_of)
      THEN report_internals.bucket_starts("from", "to", tz, bucket) END AS starts
  ), buckets AS MATERIALIZED (
    -- Bucket 0 is all that was before. Of each, the whole days of UTC that had passed by as_of.
    SELECT
      number, starts_at, ends_at,
      timezone('UTC', date_trunc(
        'day', timezone('UTC', starts_at) + interval '1 day' - interval '1 microsecond')) AS first,
      timezone('UTC', date_trunc('day', timezone('UTC', least(ends_at, as_of)))) AS last
    FROM asked
    CROSS JOIN LATERAL (
      SELECT number, coalesce(starts[number], '-infinity') AS starts_at,
        coalesce(starts[number + 1], "to") AS ends_at
      FROM generate_series(0, cardinality(starts)) AS number
    ) AS bucket
  ), flowed AS (
    -- What came and went: of whole days from those that are kept, and of what is left from the
    -- ledger.
    SELECT
      number, tickets_created, tickets_reopened, tickets_opened, tickets_closed,
      incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged
    FROM buckets
    JOIN report_internals.flow_days() ON timezone('UTC', day::timestamp) >= first
      AND timezone('UTC', day::timestamp) < last
    UNION ALL
    SELECT
      number, tickets_created, tickets_reopened, tickets_opened, tickets_closed,
      incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged
    FROM buckets
    CROSS JOIN LATERAL (
      VALUES (starts_at, least(first, ends_at)), (greatest(first, last), ends_at)
    ) AS rest (since, until)
    CROSS JOIN LATERAL report_internals.flows(since, until, as_of)
    WHERE since < until
  ), gathered AS (
    SELECT counted.metric, flowed.number, sum(counted.n)::bigint AS n,
      sum(counted.total)::float8 AS total, NULL::float8[] AS durations
    FROM flowed
    CROSS JOIN LATERAL (
      VALUES
        ('tickets_created', tickets_created, tickets_created),
        ('tickets_reopened', tickets_reopened, tickets_reopened),
        ('tickets_opened', tickets_opened, tickets_opened),
        ('tickets_closed', tickets_closed, tickets_closed),
        ('ticket_backlog', tickets_opened + tickets_closed, tickets_opened - tickets_closed),
        ('incidents_created', incidents_created, incidents_created),
        ('incidents_reopened', incidents_reopened, incidents_reopened),
        ('incidents_opened', incidents_opened, incidents_opened),
        ('incidents_closed', incidents_closed, incidents_closed),
        ('incidents_merged', incidents_merged, incidents_merged),
        ('incident_backlog', incidents_opened + incidents_closed,
          incidents_opened - incidents_closed)
    ) AS counted (metric, n, total)
    GROUP BY counted.metric, flowed.number
    UNION ALL
    SELECT sample.metric, width_bucket(sample.at, asked.starts),
      count(*), sum(sample.value), NULL
    FROM asked
    CROSS JOIN report_internals.promise_samples(as_of) AS sample
    WHERE sample.at >= "from" AND sample.at < "to"
    GROUP BY sample.metric, width_bucket(sample.at, asked.starts)
    UNION ALL
    -- Only among these are durations, which are put in order.
    SELECT sample.metric, width_bucket(sample.at, asked.starts),
      count(*), sum(sample.value), array_agg(sample.value)
    FROM asked
    CROSS JOIN (
      SELECT metric, at, value FROM report_internals.ticket_samples(as_of)
      UNION ALL
      SELECT metric, at, value FROM report_internals.incident_samples(as_of)
    ) AS sample
    WHERE sample.at >= "from" AND sample.at < "to"
    GROUP BY sample.metric, width_bucket(sample.at, asked.starts)
  ), shown AS (
    SELECT
      kind.place, kind.metric, kind.unit, kind.shows, bucket.number, bucket.starts_at,
      bucket.ends_at,
      coalesce(gathered.n, 0) AS n,
      gathered.total / nullif(gathered.n, 0) AS ratio,
      summary.mean, summary.median, summary.p75, summary.p90, summary.p95, summary.p99,
      summary.max,
      sum(gathered.total) OVER (PARTITION BY kind.metric ORDER BY bucket.number) AS level
    FROM report_internals.metric_kinds() AS kind
    CROSS JOIN buckets AS bucket
    LEFT JOIN gathered ON gathered.metric = kind.metric AND gathered.number = bucket.number
    CROSS JOIN LATERAL report_internals.summary(
      CASE WHEN kind.unit = 'seconds' THEN gathered.durations END) AS summary
  )
  SELECT
    starts_at, ends_at, metric, unit, n,
    CASE shows
      WHEN 'mean' THEN coalesce(mean, ratio)
      WHEN 'count' THEN n
      WHEN 'level' THEN CASE WHEN starts_at <= as_of THEN coalesce(level, 0) END
    END,
    mean, median, p75, p90, p95, p99, max
  FROM shown
  WHERE number > 0
  ORDER BY place, number;
END;

COMMENT ON FUNCTION reporting.metrics IS
  'A row per metric and bucket (day, week, month, quarter, year or all) of the time from ("from") '
  'up to, not including, "to", with buckets by the wall clock of the zone tz (UTC or an IANA '
  'name), as it was known at as_of, from the ledger: the same question about the same past has '
  'the same answer. The first and the last bucket are cut at from and to. unit: seconds, ratio, '
  'tickets or incidents. value: the mean of seconds and ratios, the number of what came or went, '
  'a backlog as it stands at the end of the bucket. n: what was counted. Percentiles are of '
  'seconds alone.';
