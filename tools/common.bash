# SPDX-License-Identifier: BSL-1.0
# What tools/demo and tools/test share: steps that say what they do, and the packages that they need.

started=$SECONDS

step() { printf '[%3d s] %s\n' $((SECONDS - started)) "$*"; }

fail() {
  printf '\nFAILED: %s\n' "$*" >&2
  exit 1
}

# quietly LOG COMMAND...: its output goes to LOG, and to the screen if it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 60 "$log" >&2
  printf '\nall of it: %s\nto repeat: %s\n' "$log" "$*" >&2
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# need_packages NAME...: installs Debian packages, those that are missing.
need_packages() {
  local name missing=()
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  step "installing ${missing[*]}"
  quietly build/log/apt-update.log as_root apt-get update || fail "apt-get update"
  quietly build/log/apt-install.log as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}" || fail "apt-get install"
}

exporter_packages=(cmake ninja-build g++ flatbuffers-compiler libflatbuffers-dev libcli11-dev libfmt-dev)
