# shellcheck shell=bash
# Schemathesis: requests made up from each service's own /openapi.json, sent to the live service by
# a token of each role. An answer that the document does not allow is a failure.

schemathesis_pins=script/lib/schemathesis-requirements.txt
schemathesis_installed="$venv/schemathesis-requirements.txt"

schemathesis_is_current() {
  [[ -x "$venv/bin/python" ]] && cmp -s "$schemathesis_pins" "$schemathesis_installed"
}

ensure_schemathesis() {
  schemathesis_is_current && return
  ensure_venv
  say "installing schemathesis"
  quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --requirement "$schemathesis_pins"
  cp "$schemathesis_pins" "$schemathesis_installed"
}

# run_schemathesis: both services, debug build, against a database of their own in the cluster that
# runs already.
run_schemathesis() {
  local ticket_port incident_port logs
  logs=$(mktemp -d /tmp/firstline.XXXXXX)
  remove_at_exit+=("$logs")
  ticket_port=$(free_port)
  incident_port=$(free_port)
  ensure_database schemathesis
  migrate "$(postgres_uri schemathesis "$postgres_superuser")" .build/debug
  start_service .build/debug/ticket-service "$ticket_port" \
    "$(postgres_uri schemathesis ticket_service)" "$logs/ticket-service"
  local ticket_pid=$launched
  start_service .build/debug/incident-service "$incident_port" \
    "$(postgres_uri schemathesis incident_service)" "$logs/incident-service"
  local incident_pid=$launched
  await_ready "$ticket_pid" "$ticket_port" "$logs/ticket-service"
  await_ready "$incident_pid" "$incident_port" "$logs/incident-service"
  local role phases count
  for role in admin requester agent responder auditor; do
    make_token "$(postgres_uri schemathesis "$postgres_superuser")" .build/debug "$role" "$role"
    phases=examples,fuzzing count=2
    case "$role" in
      admin)
        report_ticket "$ticket_port"
        await_incident "$incident_port"
        phases=examples,coverage,fuzzing count=25
        ;;
      # One of its own, which is all that it finds.
      requester) report_ticket "$ticket_port" ;;
    esac
    question "$role" "$ticket_port" "$logs/ticket-service" "$phases" "$count"
    question "$role" "$incident_port" "$logs/incident-service" "$phases" "$count"
  done
  stop_last
  stop_last
}

# report_ticket TICKET_PORT: so that some of the ids that are tried exist.
report_ticket() {
  ask --fail --output /dev/null "http://127.0.0.1:$1/tickets" \
    --header 'Content-Type: application/json' \
    --data '{"title": "Cannot log in", "description": "User receives invalid password error"}' ||
    fail "a ticket could not be posted."
}

# await_incident INCIDENT_PORT: waits for what becomes of the first ticket.
await_incident() {
  ask --fail --output /dev/null --retry 50 --retry-all-errors --retry-delay 1 \
    --retry-max-time 20 "http://127.0.0.1:$1/incidents/1" || fail "no incident came of the ticket."
}

# How long requests take to be made up says nothing of the services: a busy machine is no failure.
#
# question ROLE PORT LOG PHASES COUNT: by the token, which is of ROLE, with COUNT examples for each
# operation.
question() {
  local role=$1 port=$2 log=$3 seed=${SCHEMATHESIS_SEED:-20261123}
  say "schemathesis asks port $port as $role (SCHEMATHESIS_SEED=$seed)"
  # It leaves files in its working directory.
  if ! run env -C "$(dirname "$log")" PYTHONDONTWRITEBYTECODE=1 FIRSTLINE_ROLE="$role" \
    SCHEMATHESIS_HOOKS="$root/script/lib/schemathesis_hooks.py" timeout 300 \
    "$venv/bin/python" -m schemathesis.cli --no-color \
    --config-file "$root/script/lib/schemathesis.toml" run "http://127.0.0.1:$port/openapi.json" \
    --phases "$4" --max-examples "$5" --seed "$seed" --checks all --generation-database none \
    --suppress-health-check too_slow --request-timeout 10 --output-sanitize false; then
    show_tail "$log"
    fail "schemathesis found failures (or took more than 300 seconds)."
  fi
}
