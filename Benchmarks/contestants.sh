# shellcheck shell=bash
# Who takes part: our services, the ceiling of their HTTP path, and the peers.

declare -A port_of database_of table_of
contestants=()
token_hash='' # of the one token by which ours are asked, of whatever database

# compete NAME PORT [DATABASE TABLE]: NAME serves on PORT and keeps a row for each ticket in TABLE.
compete() {
  contestants+=("$1")
  port_of[$1]=$2
  database_of[$1]=${3:-}
  table_of[$1]=${4:-}
}

# Our service without its database: what the HTTP path alone can do.
build_ceiling() {
  run swift build "${release_flags[@]}" --product ticket-ceiling || fail "its build failed."
}

peers() {
  local serve
  for serve in Benchmarks/peers/*/serve; do basename "$(dirname "$serve")"; done
}

# peer_folder NAME: where a peer keeps what it has built or fetched, from run to run.
peer_folder() {
  printf '%s' "$root/.firstline/peers/$1"
}

prepare_peers() {
  local name
  for name in $(peers); do
    progress "preparing the peer $name"
    mkdir -p "$(peer_folder "$name")"
    quietly "Benchmarks/peers/$name/prepare" "$(peer_folder "$name")"
  done
  progress ''
}

start_contestants() {
  local name
  export HOST=127.0.0.1 LOG_LEVEL=warning
  migrated_database pgbench # the same table, for pgbench alone
  migrated_database firstline
  ruleset="$scratch/ruleset.json"
  sql firstline 'SELECT document FROM intake.rulesets ORDER BY version DESC LIMIT 1' >"$ruleset"
  start_ours ticket-service firstline
  compete firstline "$port" firstline intake.tickets
  start_ours incident-service firstline
  start_ceiling
  for name in $(peers); do
    ensure_database "peer_$name"
    sql "peer_$name" "$(<Benchmarks/peers/tickets.sql)"
    start_peer "$name" "$(postgres_uri "peer_$name" "$postgres_superuser")"
    compete "$name" "$port" "peer_$name" tickets
  done
}

# migrated_database NAME: a database with our tables and our token.
migrated_database() {
  ensure_database "$1"
  quietly migrate "$(postgres_uri "$1" "$postgres_superuser")" .build/release
  if [[ -z "$token_hash" ]]; then
    make_token "$(postgres_uri "$1" "$postgres_superuser")" .build/release bench
    token_hash=$(printf %s "$FIRSTLINE_TOKEN" | sha256sum | cut --delimiter ' ' --fields 1)
  else
    sql "$1" "
      INSERT INTO access.tokens (hash, name, role)
      VALUES (decode('$token_hash', 'hex'), 'bench', 'admin')"
  fi
}

# start_ours PROGRAM DATABASE: one of our services, ready. Sets `port`.
start_ours() {
  start_program "$1" "$(postgres_uri "$2" "${1/-/_}")"
  watch_memory "$1" "$launched"
}

# It is told a database like every program of ours, and uses none.
start_ceiling() {
  start_program ticket-ceiling "$(postgres_uri firstline ticket_service)"
  compete ceiling "$port"
}

# start_program PROGRAM URI: sets `launched` and `port`.
start_program() {
  port=$(free_port)
  # One token sends for everybody, so nothing is limited.
  RATE_LIMIT_READS=0 RATE_LIMIT_WRITES=0 \
    start_service ".build/release/$1" "$port" "$2" "$scratch/$1"
  await_ready "$launched" "$port" "$scratch/$1"
}

# start_peer NAME URI: sets `port`.
start_peer() {
  port=$(free_port)
  PORT=$port DATABASE_URL=$2 RULESET=$ruleset \
    launch "$1" TERM "$scratch/$1" "$root/Benchmarks/peers/$1/serve" "$(peer_folder "$1")"
  "$load" ready "http://127.0.0.1:$port/tickets?limit=1" || {
    show_tail "$scratch/$1"
    fail "the peer $1 did not start."
  }
}

stop_all_but_postgres() {
  while [[ "${started[-1]}" != "$postgres_pid:"* ]]; do stop_last; done
  contestants=()
}
