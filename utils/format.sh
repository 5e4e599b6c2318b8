#!/usr/bin/env bash
# Formats all tracked C++ sources; with --check, fails if one is not formatted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case "${1:-}" in
"") mode=(-i) ;;
--check) mode=(--dry-run --Werror) ;;
*) echo "usage: utils/format.sh [--check]" >&2; exit 2 ;;
esac
git ls-files -z -- '*.h' '*.cpp' | xargs -0 -r "${CLANG_FORMAT:-clang-format-22}" "${mode[@]}"
