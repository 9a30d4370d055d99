# shellcheck shell=bash
# What SLA clocks cost where there are many of them: the same page of tickets with its clocks, and
# the same look for those that are due, among a thousand running clocks and among 200,000.

declare -A running_clocks=([few]=1000 [many]=200000)

start_clocks() {
  local name
  for name in few many; do
    migrated_database "$name"
    progress "filling a table with $(with_commas "${running_clocks[$name]}") clocks"
    fill "$name" fill-tickets $((running_clocks[$name] / 2))
    fill "$name" fill-clocks
    # What is measured are the looks of the service itself, as the server times them.
    sql "$name" "
      ALTER ROLE incident_service IN DATABASE $name SET log_min_duration_statement = 0"
  done
  sql postgres "ALTER SYSTEM SET log_line_prefix = 'in %d '"
  sql postgres 'SELECT pg_reload_conf()' >/dev/null
  progress ''
  for name in few many; do
    start_ours incident-service "$name"
    start_ours ticket-service "$name"
    compete "$name" "$port"
    check_clocks "$name"
    load_with_wrk "$name" 1 1 get-pages '' '&include=sla' # warms up
  done
}

# check_clocks NAME: the first page has two running clocks of each ticket, and no clock is missing.
check_clocks() {
  local shown running
  shown=$(ask --fail "http://127.0.0.1:${port_of[$1]}/tickets?limit=50&include=sla" |
    grep -o '"state":"running"' | wc -l) || fail "$1: no page could be read."
  ((shown == 100)) || fail "$1: a page shows $shown running clocks, where 100 were due."
  running=$(sql "$1" "
    SELECT count(*)
    FROM response.sla_clocks
    WHERE state = 'running'")
  ((running == running_clocks[$1])) || fail "$1: $running clocks are running."
}

measure_clocks() {
  in_rounds "$rounds" 'reading clocks' 'clocked_page few' 'clocked_page many' \
    'due_clocks few' 'due_clocks many'
  check_clocks few
  check_clocks many
}

# clocked_page NAME: on one connection, because those who ask at the same time share an answer.
clocked_page() {
  load_with_wrk "$1" 1 "$read_seconds" get-pages '' '&include=sla'
  record "$1/clocked" "$rate" "$p50" "$p99"
}

# due_clocks NAME: how long a look takes that finds no clock, and one that finds 20.
due_clocks() {
  local name=$1 times none found=()
  log_begins
  sleep "$((read_seconds + 1))"
  none=$(looks "$name" | median)
  for ((times = 0; times < 5; times++)); do
    log_begins
    set_due "$name" "now() - interval '1 second'"
    await_notices "$name"
    found+=("$(looks "$name" | sort -n | tail -n 1)")
    set_due "$name" 'started_at + target'
  done
  [[ -n "$none" ]] || fail "$name: no look was found in the log of the server."
  record "$name/due" - "$none" "$(printf '%s\n' "${found[@]}" | median)"
}

# set_due NAME WHEN: of 20 clocks somewhere in the table; what was noticed of them is forgotten.
set_due() {
  sql "$1" "
    UPDATE response.sla_clocks
    SET due_at = $2, breached_at = NULL, breach_noticed_at = NULL
    WHERE id BETWEEN ${running_clocks[$1]} / 2 + 1 AND ${running_clocks[$1]} / 2 + 20"
}

# await_notices NAME: waits until all 20 were noticed.
await_notices() {
  local tenths noticed
  for ((tenths = 0; tenths < 100; tenths++)); do
    noticed=$(sql "$1" "
      SELECT count(*)
      FROM response.sla_clocks
      WHERE id BETWEEN ${running_clocks[$1]} / 2 + 1 AND ${running_clocks[$1]} / 2 + 20
        AND breach_noticed_at IS NOT NULL")
    ((noticed < 20)) || return 0
    sleep 0.1
  done
  fail "$1: of 20 due clocks, $noticed were noticed within ten seconds."
}

# log_begins: what the server has logged so far is of no interest.
log_begins() {
  log_size=$(stat --format %s "$postgres_log")
}

# looks NAME: the milliseconds of each look for due clocks since then: to plan it, and to run it.
looks() {
  tail -c "+$((log_size + 1))" "$postgres_log" | awk -v database="$1" '
    $1 == "in" && $2 == database && $4 == "duration:" && /WITH noticed AS/ {
      if ($7 == "execute") { print planned + $5; planned = 0 }
      if ($7 == "bind") { planned = $5 }
    }'
}

# median: of the numbers in the lines that are read.
median() {
  sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}
