# shellcheck shell=bash
# A PostgreSQL for one run of a script: made, used, and gone with it.

# start_throw_away_postgres FOLDER durable|throw-away: its data is a new folder inside FOLDER.
# Sets `postgres_log`.
start_throw_away_postgres() {
  local folder
  # What runs here is told everything by us. The caller may have a real database in mind.
  unset DATABASE_URL LISTEN_DATABASE_URL HOST PORT POOL_SIZE SWEEP_INTERVAL LOG_LEVEL LOG_FORMAT \
    MIGRATIONS SWAGGER_UI TICKET_SERVICE_PASSWORD INCIDENT_SERVICE_PASSWORD REPORTER_PASSWORD \
    REPORTER_PERSONAL_PASSWORD \
    WEBHOOK_ALLOW_PRIVATE PGPASSWORD TLS_CERTIFICATE TLS_KEY CORS_ORIGINS \
    TRUSTED_PROXIES RATE_LIMIT_READS RATE_LIMIT_WRITES
  folder=$(mktemp -d "$1/firstline.XXXXXX")
  remove_at_exit+=("$folder")
  # The server's user passes through; the data itself is a folder of mode 0700.
  chmod 711 "$folder"
  postgres_log="$folder/log"
  postgres_init "$folder/data"
  postgres_start "$folder/data" "$postgres_log" "$2"
}

# memory_or_disk: a folder in memory where there is plenty, else an ordinary temporary one.
memory_or_disk() {
  local free
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || free=0
  if ((free > 4 * 1024 * 1024)) && [[ -w /dev/shm ]]; then
    printf '/dev/shm'
  else
    printf '/tmp'
  fi
}
