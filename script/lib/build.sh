# shellcheck shell=bash
# How this package is built. Everything uses the same flags, so that nothing is built twice.

# SwiftPM itself does not insist that a target imports only what it says it depends on.
swift_flags=(--explicit-target-dependency-import-check error)
# Generic code of one module is specialized in another; exclusive access is checked in debug builds,
# and so in every test, only.
release_flags=("${swift_flags[@]}" -c release --static-swift-stdlib
  -Xswiftc -cross-module-optimization -Xswiftc -enforce-exclusivity=unchecked)
programs=(ticket-service incident-service firstline)

build_programs_for_release() {
  local program
  for program in "${programs[@]}"; do
    run swift build "${release_flags[@]}" --product "$program" ||
      fail "the build of $program failed."
  done
}

build_with_tests() {
  run swift build "${swift_flags[@]}" --build-tests || fail "the build failed."
}
