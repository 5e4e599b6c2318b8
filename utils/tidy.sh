#!/usr/bin/env bash
# Runs clang-tidy on the given sources, or on those that differ from a branch.
#   utils/tidy.sh [-p BUILD] FILE...
#   utils/tidy.sh [-p BUILD] --since main
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=build/dev
if [ "${1:-}" = -p ]; then
  build=$2
  shift 2
fi
if [ "${1:-}" = --since ]; then
  mapfile -t files < <(git diff --name-only --diff-filter=d "$2" -- 'lib/*.cpp' 'tools/*.cpp')
else
  files=("$@")
fi
[ ${#files[@]} -gt 0 ] || { echo "nothing to check"; exit 0; }
[ -f "$build/compile_commands.json" ] || { echo "no $build/compile_commands.json; configure first" >&2; exit 1; }
# The precompiled header is clang's own, of the same version; sources that need
# generated headers need a build first.
"${CLANG_TIDY:-clang-tidy-22}" -quiet -p "$build" "${files[@]}"
