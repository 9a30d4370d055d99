# shellcheck shell=bash
# The two services: started, waited for, asked by a token.

migrate() {
  # migrate URI PROGRAMS: applies the migrations as the owner URI, with the build in PROGRAMS.
  DATABASE_URL=$1 MIGRATIONS="$root/migrations" run "$2/firstline" migrate ||
    fail "the migrations could not be applied."
}

# make_token URI PROGRAMS NAME [ROLE]: makes a token, of an admin unless ROLE is another, in the
# database of the owner URI, with the build in PROGRAMS. Sets and exports `FIRSTLINE_TOKEN`.
make_token() {
  FIRSTLINE_TOKEN=$(
    DATABASE_URL=$1 "$2/firstline" token create --name "$3" --role "${4:-admin}"
  ) ||
    fail "no token could be made."
  export FIRSTLINE_TOKEN
}

# ask URL [OPTION...]: curl, by the token. It is not on curl's command line, which others can read.
ask() {
  curl --silent --header @<(printf 'Authorization: Bearer %s' "$FIRSTLINE_TOKEN") "$@"
}

# start_service PROGRAM PORT URI LOG: starts PROGRAM (a path) on PORT. Sets `launched`.
start_service() {
  : >"$4"
  SWAGGER_UI="$root/.firstline/swagger-ui" PORT=$2 DATABASE_URL=$3 \
    launch "$(basename "$1")" TERM "$4" "$1"
}

# await_ready PID PORT LOG: waits until the service says that it is ready, or says why it is not.
await_ready() {
  local pid=$1 port=$2 log=$3 name answer='' tenths
  name=$(name_of "$pid")
  for ((tenths = 0; tenths < 300; tenths++)); do
    if ! kill -0 "$pid" 2>/dev/null; then
      show_tail "$log"
      fail "$name ended while starting."
    fi
    answer=$(curl --silent --show-error --max-time 5 --write-out '\n%{http_code}' \
      "http://127.0.0.1:$port/health/ready" 2>&1) && [[ "$answer" == *$'\n200' ]] && return
    sleep 0.1
  done
  show_tail "$log"
  fail "$name was not ready after 30 seconds; /health/ready said: ${answer//$'\n'/ }"
}

# port_taken PORT: something on this machine listens there.
port_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# free_port: a port that nothing listens on, out of the range that the kernel hands out by itself.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)) && port_taken "$port"; do :; done
  printf '%s' "$port"
}
