# Sourced by quickstart.sh and test.sh: takes a bare Debian 12 to a built tree.
# Every step looks first whether it is needed, so running twice is quick.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
preset=${COMPRESS_PRESET:-release}
build="$root/build/$preset"
venv="$root/build/venv"
models="$root/build/models"
llvm=/usr/lib/llvm-22/bin
# Debian's cmake and ninja, not whatever else a machine has first in its PATH.
export PATH="/usr/bin:$llvm:$PATH"
# Lets ccache reuse objects that were made with the precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

say() { printf '\n==> %s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }

# Runs a command quietly; shows the end of its output if it fails.
quietly() {
  local what=$1 log
  shift
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    die "$what failed; the last lines of its output stand above"
  fi
  rm -f "$log"
}

packages="libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools clang-22
  clang-format-22 clang-tidy-22 lld-22 cmake ninja-build ccache libgtest-dev
  zlib1g-dev dataset-fashion-mnist python3 python3-venv git"

install_packages() {
  command -v apt-get >/dev/null ||
    die "this script needs Debian 12 (apt-get was not found); docs/Building.md lists what to install elsewhere"
  local missing=() package sudo=
  for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
      missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "Debian packages: all there"
    return
  fi
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      die "installing packages needs root: run this script as root, or install sudo, or install by hand: ${missing[*]}"
    sudo=sudo
  fi
  say "Installing ${#missing[@]} Debian packages (LLVM/MLIR 22 and tools, about a minute)"
  quietly "apt-get update" $sudo apt-get update
  quietly "apt-get install" $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"
}

build_tree() { # targets
  local started=$SECONDS
  say "Configuring and building ($preset, in build/$preset)"
  quietly "cmake" cmake --preset "$preset"
  quietly "the build" cmake --build "$build" --target "$@"
  echo "built in $((SECONDS - started)) s"
}

make_venv() {
  local stamp="$venv/.requirements"
  if cmp -s python/requirements-test.txt "$stamp"; then
    say "Python packages for tests: all there"
    return
  fi
  say "Installing Python packages for tests into build/venv"
  quietly "python3 -m venv" python3 -m venv "$venv"
  quietly "pip install" "$venv/bin/pip" install --disable-pip-version-check -r python/requirements-test.txt
  cp python/requirements-test.txt "$stamp"
}
