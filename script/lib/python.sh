# shellcheck shell=bash
# What comes from PyPI, and a Python environment of ours to fetch it with.

venv="$root/.firstline/venv"

# ensure_venv: makes the environment unless it is there and still works (it holds absolute paths, so
# a moved clone, or a new Python, breaks it).
ensure_venv() {
  "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
  rm -rf "$venv"
  quietly python3 -m venv "$venv"
}

swagger_ui_is_current() {
  script/lib/swagger-ui.sh .firstline/swagger-ui --check
}

ensure_swagger_ui() {
  swagger_ui_is_current && return
  ensure_venv
  say "fetching Swagger UI"
  script/lib/swagger-ui.sh .firstline/swagger-ui "$venv/bin/python" ||
    fail "/docs cannot work without Swagger UI."
}
