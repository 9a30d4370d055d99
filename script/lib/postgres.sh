# shellcheck shell=bash
# A private PostgreSQL of ours: no TCP, only a unix socket in a folder of mode 0700 under /tmp (the
# path of a socket may have 107 bytes, which a clone's path can exceed). So nobody but the user who
# runs it, and root, can reach it, and no password is needed.

postgres_superuser=firstline

# postgres_bin [VERSION]: the folder of the server's programs; the newest there is, or of VERSION.
postgres_bin() {
  local server
  server=$(compgen -G "/usr/lib/postgresql/${1:-*}/bin/postgres" | sort -V | tail -n 1) ||
    server=$(readlink -f "$(command -v postgres)") || return 1
  [[ "$("$server" --version)" == *" ${1:-}"* ]] || return 1
  dirname "$server"
}

# The user who runs the server: it refuses to run as root.
postgres_user() {
  if ((EUID != 0)); then id -un; else printf 'postgres'; fi
}

check_postgres_user() {
  ((EUID != 0)) || id postgres >/dev/null 2>&1 ||
    fail "PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as."
}

# as_postgres COMMAND...: runs COMMAND as that user, in a folder that everybody can enter.
as_postgres() (
  cd /
  if ((EUID == 0)); then
    exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
  fi
  exec "$@"
)

# postgres_init DATA: a new, empty cluster in the folder DATA, which appears only when complete.
postgres_init() {
  local data=$1 new="$1.new"
  check_postgres_user
  rm -rf "$new"
  install -d -m 700 -o "$(postgres_user)" "$new"
  quietly as_postgres "$(postgres_bin)/initdb" -D "$new" --username="$postgres_superuser" \
    --encoding=UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=reject
  mv "$new" "$data"
}

# postgres_start DATA LOG durable|throw-away: starts the cluster in DATA and waits until it answers.
# Sets `postgres_socket` (a folder) and `postgres_pid`.
postgres_start() {
  local data=$1 log=$2 kind=$3 version bin settings
  version=$(<"$data/PG_VERSION")
  bin=$(postgres_bin "$version") ||
    fail "$data was made by PostgreSQL $version, which is not installed:" \
      "apt-get install postgresql-$version, or move that folder away to begin anew."
  stop_leftover_postgres "$data"
  unset "${!PG@}" # what the caller says about another server is not meant for this one
  postgres_socket=$(mktemp -d /tmp/firstline.XXXXXX)
  remove_at_exit+=("$postgres_socket")
  ((EUID != 0)) || chown postgres: "$postgres_socket"

  # Said on the command line, so that nothing in DATA overrides it.
  case "$kind" in
    durable) settings=(fsync=on synchronous_commit=on full_page_writes=on) ;;
    throw-away) settings=(fsync=off full_page_writes=off wal_level=minimal max_wal_senders=0) ;;
  esac
  settings+=(max_connections=400 listen_addresses= "unix_socket_directories=$postgres_socket")
  local server=("$bin/postgres" -D "$data" "${settings[@]/#/--}")
  if ((EUID == 0)); then
    # Changing the user clears the signal that `launch` asked for.
    server=(setpriv --reuid=postgres --regid=postgres --init-groups --pdeathsig INT --
      "${server[@]}")
  fi
  launch PostgreSQL INT "$log" env -C / "${server[@]}"
  postgres_pid=$launched
  await_postgres "$bin" "$log"
}

# A crash recovery may take a while, hence the long limit.
await_postgres() {
  local bin=$1 log=$2 tenths
  for ((tenths = 0; tenths < 1200; tenths++)); do
    kill -0 "$postgres_pid" 2>/dev/null || break
    "$bin/pg_isready" -q -h "$postgres_socket" && return
    sleep 0.1
  done
  show_tail "$log"
  fail "the private PostgreSQL did not start."
}

# stop_leftover_postgres DATA: a script that was killed may have left its server, or the file with a
# process number that belongs to somebody else by now. The caller holds a lock, so whatever runs in
# DATA is such a leftover. A server's processes all have DATA as their working directory.
stop_leftover_postgres() {
  local data pid tenths
  data=$(readlink -f "$1")
  [[ -e "$data/postmaster.pid" ]] || return 0
  read -r pid <"$data/postmaster.pid"
  for ((tenths = 0; tenths < 300; tenths++)); do
    if ! works_in "$data" /proc/[0-9]*; then
      rm -f "$data/postmaster.pid"
      return
    fi
    ((tenths > 0)) || ! works_in "$data" "/proc/$pid" || kill -s INT "$pid" || true
    sleep 0.1
  done
  fail "a PostgreSQL that an earlier run left in $data does not end."
}

# works_in FOLDER PROCESS...: one of the processes (as /proc/PID) has FOLDER as working directory.
works_in() {
  local folder=$1 process
  shift
  for process in "$@"; do
    [[ "$process/cwd" -ef "$folder" ]] && return
  done
  return 1
}

# postgres_uri DATABASE ROLE: how a program connects to the private PostgreSQL.
postgres_uri() {
  printf 'postgresql:///%s?host=%s&user=%s' "$1" "$postgres_socket" "$2"
}

# sql DATABASE STATEMENT: runs STATEMENT as superuser, prints bare values.
sql() {
  "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -c "$2" \
    "$(postgres_uri "$1" "$postgres_superuser")"
}

# ensure_database NAME
ensure_database() {
  [[ -n "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = '$1'")" ]] ||
    sql postgres "CREATE DATABASE \"$1\""
}
