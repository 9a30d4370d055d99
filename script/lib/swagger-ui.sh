#!/usr/bin/env bash
# usage: script/lib/swagger-ui.sh FOLDER [PYTHON | --check]
# Fetches Swagger UI into FOLDER, which /docs then serves without internet. PyPI's
# drf-spectacular-sidecar carries the maintained build; PYTHON (python3) needs pip.
# With --check nothing is fetched: status 0 means that FOLDER holds the right version.

set -euo pipefail

version=2026.10.1
sha256=fe1d005d8ac9b5d0472f2fe5deeb2e7d6dcffaa24118044f22578b4b8c4b31f2
files=(swagger-ui-bundle.js swagger-ui-standalone-preset.js swagger-ui.css favicon-32x32.png
  LICENSE)

folder=$(realpath -m "${1:?"usage: $0 FOLDER [PYTHON | --check]"}")
python=${2:-python3}

# The file VERSION is written last: a folder with it is complete.
[[ "$(cat "$folder/VERSION" 2>/dev/null)" != "$version" ]] || exit 0
[[ "${2:-}" != --check ]] || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$scratch" \
  "drf-spectacular-sidecar==$version" || {
  echo "could not fetch Swagger UI (drf-spectacular-sidecar $version) from PyPI" >&2
  exit 1
}
wheel="$scratch/drf_spectacular_sidecar-$version-py3-none-any.whl"
echo "$sha256  $wheel" | sha256sum --check --quiet
"$python" -m zipfile --extract "$wheel" "$scratch/wheel"

cd "$scratch/wheel/drf_spectacular_sidecar/static/drf_spectacular_sidecar/swagger-ui-dist"
install -D -m 644 --target-directory "$folder" "${files[@]}"
echo "$version" >"$folder/VERSION"
