#!/usr/bin/env python3
"""Checks what CONTRIBUTING.md promises about the layout of the sources.

Errors: a room includes a higher one; a pass without summary, example, file or
test of its name; a source without a licence line. Long files are only warned of.
"""

import argparse
import pathlib
import re
import sys

FLOORS = {
    "Support": 1, "Reference": 1, "Importance": 1, "Observers": 1, "Optimization": 1, "Search": 1,
    "Dialect": 2, "Interfaces": 2,
    "Analysis": 3, "Conversion": 3, "Derivatives": 3,
    "Codegen": 4, "Target": 4,
    "Execution": 5,
    "Transforms": 6,
    "Pipelines": 7,
}  # fmt: skip
MAX_LINES = 400


def camel(flag):
    """compress-apply-masks -> ApplyMasks, convert-tosa-to-compress -> TosaToCompress."""
    flag = re.sub(r"^(compress|convert)-", "", flag)
    return "".join(word.capitalize() for word in flag.split("-"))


def room_of(path):
    parts = path.parts
    at = 2 if parts[0] == "include" else 1
    return parts[at] if len(parts) > at + 1 else None


def check_sources(root):
    for path in sorted([*root.glob("lib/**/*.*"), *root.glob("include/**/*.*")]):
        if path.suffix not in {".h", ".cpp", ".td"}:
            continue
        text = path.read_text()
        name = path.relative_to(root)
        room = room_of(name)
        if "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in text and path.name != "PCH.cpp":
            yield f"{name}: no SPDX licence line"
        if room is not None and room not in FLOORS:
            yield f"{name}: room '{room}' has no floor in utils/check_structure.py"
            continue
        for line, content in enumerate(text.splitlines(), 1):
            match = re.match(r'\s*#?include "compress/(\w+)/', content)
            if match and room and FLOORS.get(match[1], 0) > FLOORS[room]:
                yield f"{name}:{line}: {room} (floor {FLOORS[room]}) uses {match[1]} (floor {FLOORS[match[1]]})"
        if path.suffix == ".cpp" and text.count("\n") > MAX_LINES:
            print(f"warning: {name} has {text.count(chr(10))} lines, more than {MAX_LINES}")


def check_passes(root):
    tests = {path.stem: path for path in root.glob("test/**/*.*") if path.suffix in {".mlir", ".test"}}
    test_folders = {path.parent.name for path in tests.values()}
    files = {path.stem for path in root.glob("lib/**/*.cpp")}
    for td in sorted(root.glob("include/**/*Passes.td")):
        for definition in re.split(r"^def ", td.read_text(), flags=re.M)[1:]:
            match = re.match(r'(\w+)\s*:\s*Pass<"([^"]+)"', definition)
            if not match:
                continue
            flag = match[2]
            where = f"{td.relative_to(root)}: {flag}"
            if not re.search(r'let summary = "[A-Z][^"]*[^."]";', definition):
                yield f"{where}: no summary of one imperative line without a period"
            if "let description" not in definition or "```mlir" not in definition:
                yield f"{where}: no description with an mlir example"
            if camel(flag) not in files:
                yield f"{where}: no file {camel(flag)}.cpp in lib"
            test = re.sub(r"^compress-", "", flag)
            if test not in tests and camel(flag) not in test_folders:
                yield f"{where}: no test {test}.mlir or folder {camel(flag)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parents[1])
    root = parser.parse_args().root
    errors = [*check_sources(root), *check_passes(root)]
    for error in errors:
        print(f"error: {error}", file=sys.stderr)
    print(f"{len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
