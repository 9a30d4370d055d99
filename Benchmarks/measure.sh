# shellcheck shell=bash
# One measurement each; both add a line "round, name, connections, per second, p50 ms, p99 ms" to
# the file `$results`.

# measure_posts ROUND NAME CONNECTIONS SECONDS PORT DATABASE TABLE
measure_posts() {
  local round=$1 name=$2 connections=$3 seconds=$4 port=$5 database=$6 table=$7
  local before after output requests took p50 p99 failures
  before=$(sql "$database" "SELECT count(*) FROM $table")
  output=$(wrk --threads 1 --connections "$connections" --duration "${seconds}s" --timeout 10s \
    --script Benchmarks/post-tickets.lua "http://127.0.0.1:$port")
  read -r requests took p50 p99 failures <<<"$(sed -n 's/^measured //p' <<<"$output")"
  after=$(sql "$database" "SELECT count(*) FROM $table")
  ((failures == 0)) || fail "$name: $failures of $requests requests failed."
  # wrk stops in the middle of requests, so there may be a few rows more than answers.
  ((after - before >= requests)) ||
    fail "$name: $requests requests were answered, but $((after - before)) tickets were stored."
  record "$round" "$name" "$connections" \
    "$(awk "BEGIN { print $requests / $took }")" "$p50" "$p99"
}

# measure_inserts ROUND CONNECTIONS SECONDS DATABASE
measure_inserts() {
  local round=$1 connections=$2 seconds=$3 database=$4
  local folder rate
  folder=$(mktemp -d "$scratch/pgbench.XXXXXX")
  rate=$("$(postgres_bin)/pgbench" --no-vacuum --protocol=prepared --client="$connections" \
    --jobs="$((connections > 1 ? 2 : 1))" --time="$seconds" --log --log-prefix="$folder/log" \
    --file=Benchmarks/insert-ticket.sql "$(postgres_uri "$database" "$postgres_superuser")" \
    2>"$folder/errors" | sed -n 's/^tps = \([0-9.]*\).*/\1/p') ||
    fail "pgbench failed: $(<"$folder/errors")"
  record "$round" "pgbench, INSERT of one row" "$connections" "$rate" \
    "$(latency "$folder" 0.50)" "$(latency "$folder" 0.99)"
  rm -rf "$folder"
}

# latency FOLDER FRACTION: a quantile in milliseconds of pgbench's logs (third column,
# microseconds).
latency() {
  cat "$1"/log.* | awk '{ print $3 }' | sort -n |
    awk -v fraction="$2" '{ all[NR] = $1 } END { print all[int((NR - 1) * fraction) + 1] / 1000 }'
}

record() {
  local IFS=$'\t'
  printf '%s\n' "$*" >>"$results"
}
