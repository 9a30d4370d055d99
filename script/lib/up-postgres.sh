# shellcheck shell=bash
# The database of script/up: a private cluster that stays, or the one that DATABASE_URL names.
# Both set `owner_uri`, `ticket_uri`, `incident_uri` and `reporter_uri`.

use_private_postgres() {
  local data log="$root/.firstline/log/postgres.log"
  postgres_home data
  [[ -e "$data/PG_VERSION" ]] || {
    say "making a private PostgreSQL in $data"
    postgres_init "$data"
  }
  unset LISTEN_DATABASE_URL
  : >"$log"
  postgres_start "$data" "$log" durable
  ensure_database firstline
  owner_uri=$(postgres_uri firstline "$postgres_superuser")
  ticket_uri=$(postgres_uri firstline ticket_service)
  incident_uri=$(postgres_uri firstline incident_service)
  reporter_uri=$(postgres_uri firstline reporter)
}

# postgres_home VARIABLE: puts the data folder's path into VARIABLE. It is .firstline/postgres, and
# where the server's user cannot get there (a clone in /root) a link to a folder under /var/lib.
postgres_home() {
  local home="$root/.firstline/postgres"
  check_postgres_user
  [[ -e "$home" ]] || rm -f "$home" # a link to what is gone
  if [[ ! -e "$home" ]] && ! as_postgres test -x "$root/.firstline"; then
    local elsewhere
    elsewhere=$(mktemp -d /var/lib/firstline.XXXXXX)
    chmod 711 "$elsewhere"
    ln -sfn "$elsewhere/postgres" "$home"
  fi
  [[ ! -L "$home" ]] || home=$(readlink "$home")
  [[ ! -e "$home" ]] || as_postgres test -w "$home" ||
    fail "the user '$(postgres_user)', who is to run PostgreSQL, cannot use $home:" \
      "it belongs to '$(stat -c %U "$home")', or the way there is closed."
  printf -v "$1" '%s' "$home"
}

# The services log in as roles of their own. Where their URIs are not given, they are the owner's
# with another user, and a password that `firstline migrate` gives that role.
use_database_url() {
  owner_uri=$DATABASE_URL
  [[ "$owner_uri" == postgres://* || "$owner_uri" == postgresql://* ]] ||
    fail "DATABASE_URL must be a URI that begins with postgresql://"
  ticket_uri=${TICKET_DATABASE_URL:-}
  incident_uri=${INCIDENT_DATABASE_URL:-}
  reporter_uri=''
  if [[ -z "$ticket_uri" ]]; then
    TICKET_SERVICE_PASSWORD=${TICKET_SERVICE_PASSWORD:-$(kept_password ticket_service)}
    export TICKET_SERVICE_PASSWORD
    ticket_uri=$(as_role ticket_service "$TICKET_SERVICE_PASSWORD")
  fi
  if [[ -z "$incident_uri" ]]; then
    INCIDENT_SERVICE_PASSWORD=${INCIDENT_SERVICE_PASSWORD:-$(kept_password incident_service)}
    export INCIDENT_SERVICE_PASSWORD
    incident_uri=$(as_role incident_service "$INCIDENT_SERVICE_PASSWORD")
  fi
}

# as_role ROLE PASSWORD: the owner's URI, without his name and password, for another role.
as_role() {
  local uri mark='?'
  uri=$(sed -E 's#://[^@/?]*@#://#' <<<"$owner_uri")
  [[ "$uri" != *\?* ]] || mark='&'
  printf '%s%suser=%s&password=%s' "$uri" "$mark" "$1" "$(percent_encode "$2")"
}

# kept_password ROLE: a random password, the same at every call.
kept_password() (
  umask 077
  file="$root/.firstline/password.$1"
  [[ -s "$file" ]] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$file"
  cat "$file"
)

percent_encode() {
  printf '%s' "$1" | od -An -v -tx1 | tr -d '\n' | tr ' ' '%'
}
