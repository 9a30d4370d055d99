# shellcheck shell=bash
# Debian packages that a script needs: asked for by a probe that costs a millisecond, installed
# together, and only when one is missing.

missing_packages=()

# need PACKAGE PROBE...: PACKAGE is missing when the command PROBE fails.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing_packages+=("$package")
}

# The tools without which `swift build` of this package cannot work.
need_to_build() {
  command -v swift >/dev/null ||
    fail "Swift is missing: install Swift 6.2 or newer (https://www.swift.org/install) and have" \
      "'swift' on PATH."
  need git command -v git
  need pkg-config command -v pkg-config
  need libpq-dev pkg-config --exists libpq
  need zlib1g-dev pkg-config --exists zlib
}

# PostgreSQL's server, for a private cluster.
need_postgres() {
  need postgresql postgres_bin
  need util-linux command -v setpriv
}

# PgBouncer, which tests put in front of the server. Debian has it where not everybody's PATH looks.
need_pgbouncer() {
  need pgbouncer env "PATH=$PATH:/usr/sbin" pgbouncer --version
}

# OpenSSL's program, by which tests make certificates.
need_openssl() {
  need openssl command -v openssl
}

# Python, to fetch from PyPI.
need_python() {
  need python3-venv python3 -c 'import venv, ensurepip'
}

install_missing_packages() {
  ((${#missing_packages[@]})) || return 0
  local wanted="${missing_packages[*]}"
  command -v apt-get >/dev/null ||
    fail "this machine has no apt-get; install what Debian calls: $wanted"
  ((EUID == 0)) ||
    fail "these packages are missing, please install them:" \
      "sudo apt-get install --no-install-recommends $wanted"
  say "installing $wanted"
  quietly apt_get update
  [[ " $wanted " != *" postgresql "* ]] || quietly install_postgres_without_cluster
  [[ " $wanted " != *" pgbouncer "* ]] || keep_pgbouncer_from_starting
  quietly apt_get install "${missing_packages[@]}"
  missing_packages=()
}

apt_get() {
  local verb=$1
  shift
  local options=(-y -q -o DPkg::Lock::Timeout=300)
  [[ "$verb" != install ]] || options+=(--no-install-recommends)
  DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$verb" "$@"
}

# Debian starts a cluster on port 5432 when it installs a server. Ours is private, so no other is
# wanted; this is the setting that Debian has for it.
install_postgres_without_cluster() {
  apt_get install postgresql-common
  sed -i -E 's/^#?create_main_cluster *=.*/create_main_cluster = false/' \
    /etc/postgresql-common/createcluster.conf
}

# Nor is the pooler wanted that Debian starts on port 6432 where systemd runs.
keep_pgbouncer_from_starting() {
  [[ ! -d /run/systemd/system ]] || quietly systemctl mask pgbouncer.service
}

# quietly COMMAND...: its output is shown only when it fails.
quietly() {
  local output
  output=$("$@" 2>&1) || {
    printf '%s\n' "$output" | tail -n 40 >&2
    fail "'$*' failed"
  }
}
