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

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
install=(apt-get install -y --no-install-recommends)

can_be_root() { [ ${#as_root[@]} = 0 ] || command -v "${as_root[0]}" >/dev/null; }

# Without -q: grep reads to the end, for a pipe fails that is closed before.
is_installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -x installed >/dev/null; }

is_in_release() { apt-cache policy "$1" 2>/dev/null | grep '^  Candidate: [^(]' >/dev/null; }

# first_that TEST "ONE|OTHER": the first of the names for which TEST holds.
first_that() {
  local name
  for name in ${2//|/ }; do
    "$1" "$name" && echo "$name" && return
  done
  return 1
}

# need_packages NAME...: installs Debian packages, those that are missing. A NAME may be "ONE|OTHER": either will do, and
# the first that the release has is installed. "NAME?": where a release has none, its tests are skipped.
need_packages() {
  local name names found missing=() wanted=() absent=()
  for name in "$@"; do
    first_that is_installed "${name%\?}" >/dev/null || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "this is not Debian, nor Ubuntu; install what is called there ${missing[*]%\?}"

  if can_be_root; then
    step "apt-get update"
    quietly build/log/apt-update.log "${as_root[@]}" apt-get update || true  # what is known may be enough
  fi
  for name in "${missing[@]}"; do
    names=${name%\?}
    if found=$(first_that is_in_release "$names"); then
      wanted+=("$found")
    elif [ "$name" != "$names" ] && is_in_release g++; then
      absent+=("$names")
    else
      wanted+=("${names%%|*}")
    fi
  done
  [ ${#absent[@]} = 0 ] || step "this release has no ${absent[*]}; tests that need them are skipped"
  [ ${#wanted[@]} = 0 ] && return

  if can_be_root; then
    step "installing ${wanted[*]}"
    quietly build/log/apt-install.log "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}" "${wanted[@]}" &&
      return
  fi
  fail "packages are missing, and cannot be installed from here; as root:
apt-get update && ${install[*]} ${wanted[*]}"
}

exporter_packages=(cmake ninja-build g++ flatbuffers-compiler libflatbuffers-dev libcli11-dev libfmt-dev libprotozero-dev)
