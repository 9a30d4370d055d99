# shellcheck shell=bash
# How fast tickets are taken in.

measure_intake() {
  local name connections percent measurements=("inserts 1" "inserts 32")
  warm_up
  for connections in 1 64; do
    for percent in 10 100; do
      for name in "${contestants[@]}"; do measurements+=("posts $name $connections $percent"); done
    done
  done
  in_rounds "$rounds" 'taking tickets in' "${measurements[@]}"
}

# The first requests find cold caches and unopened connections. They must be answered 201.
warm_up() {
  local name status
  for name in "${contestants[@]}"; do
    progress "warming up: $name"
    status=$(ask --output /dev/null --write-out '%{http_code}' \
      --header 'Content-Type: application/json' \
      --data '{"title": "Cannot log in", "description": "User receives invalid password error"}' \
      "http://127.0.0.1:${port_of[$name]}/tickets") || true
    [[ "$status" == 201 ]] || fail "$name answered $status where 201 was due."
    load_with_wrk "$name" 64 2 post-tickets '' 10
    [[ "$name" != firstline ]] || await_incidents
  done
}

# posts NAME CONNECTIONS PERCENT: PERCENT of the tickets are high.
posts() {
  local name=$1 connections=$2 percent=$3 last
  last=$(last_ticket "$name")
  load_with_wrk "$name" "$connections" "$seconds" post-tickets '' "$percent"
  record "$name/$connections/$percent" "$rate" "$p50" "$p99"
  [[ -n "${database_of[$name]}" ]] || return 0
  check_stored "$name" "$last" "$connections" "$percent"
  [[ "$name" != firstline ]] || check_incidents "$last"
}

last_ticket() {
  [[ -z "${database_of[$1]}" ]] ||
    sql "${database_of[$1]}" "SELECT coalesce(max(id), 0) FROM ${table_of[$1]}"
}

# check_stored NAME LAST CONNECTIONS PERCENT: behind the ticket LAST there are as many as were
# answered, and as many high ones as were sent. wrk stops in the middle of requests, so there may be
# one more on each connection.
check_stored() {
  local name=$1 last=$2 connections=$3 percent=$4 stored high wrong
  read -r stored high <<<"$(sql "${database_of[$name]}" "
    SELECT concat(count(*), ' ', count(*) FILTER (WHERE priority = 'high'))
    FROM ${table_of[$name]}
    WHERE id > $last")"
  ((stored >= requests && stored <= requests + connections)) ||
    fail "$name: $requests requests were answered, but $stored tickets were stored."
  wrong=$((high - stored * percent / 100))
  ((${wrong#-} <= connections + 1)) ||
    fail "$name: $high of $stored tickets are high, where $percent percent were sent."
}

# inserts CONNECTIONS: pgbench's single rows.
inserts() {
  local connections=$1 folder
  folder=$(mktemp -d "$scratch/pgbench.XXXXXX")
  rate=$("$(postgres_bin)/pgbench" --no-vacuum --protocol=prepared --client="$connections" \
    --jobs="$((connections > 1 ? 2 : 1))" --time="$seconds" --log --log-prefix="$folder/log" \
    --file=Benchmarks/insert-ticket.sql "$(postgres_uri pgbench "$postgres_superuser")" \
    2>"$folder/errors" | sed -n 's/^tps = \([0-9.]*\).*/\1/p') ||
    fail "pgbench failed: $(<"$folder/errors")"
  record "pgbench/$connections" "$rate" "$(latency "$folder" 0.50)" "$(latency "$folder" 0.99)"
  rm -rf "$folder"
}

# latency FOLDER FRACTION: a quantile in milliseconds of pgbench's logs (third column,
# microseconds).
latency() {
  cat "$1"/log.* | awk '{ print $3 }' | sort -n |
    awk -v fraction="$2" '{ all[NR] = $1 } END { print all[int((NR - 1) * fraction) + 1] / 1000 }'
}
