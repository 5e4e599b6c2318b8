#!/usr/bin/env python3
"""Checks the ```mlir examples of the reference documentation.

Each must be accepted by compress-opt: as a module, as operations whose free
values become arguments of a function around them, or as attributes. Where a pass
is described by a module, the word "becomes", or "becomes, with `option=value`:",
and another module, the pass must really turn the one into the other. Text that
is no MLIR belongs into a block without a language.
"""

import argparse
import re
import subprocess
import sys

VALUE = re.compile(r"%[A-Za-z_0-9$.-]+")
EXPECTS = re.compile(r"use of value '(%[^']+)' expects different type than prior uses: '(.*)' vs 'none'")


def opt(tool, text, *flags):
    result = subprocess.run(
        [tool, "-", "--allow-unregistered-dialect", *flags], input=text, capture_output=True, text=True
    )
    return (result.stdout if result.returncode == 0 else None), result.stderr


def free_values(text):
    """Values that are used, but neither results nor arguments of blocks."""
    text = re.sub(r"//.*", "", text)
    defined = set()
    for line in re.findall(r"^\s*((?:%[\w$.-]+(?::\d+)?\s*,?\s*)+)=", text, re.M):
        defined.update(value.split(":")[0] for value in VALUE.findall(line))
    return [v for v in dict.fromkeys(VALUE.findall(text)) if v not in defined]


def wrap(body, arguments):
    header = ", ".join(f"{name}: {type}" for name, type in arguments.items())
    return f"func.func @example({header}) {{\n{body}\n  return\n}}\n"


def accepted(tool, block):
    """The module that `block` is or stands for, or None; and the last error."""
    module, error = opt(tool, block)
    if module is not None:
        return block, ""
    if block.lstrip().startswith("#"):
        text = f"module attributes {{a.a = {block}}} {{}}"
        module, error = opt(tool, text)
        return (text if module else None), error
    # The parser tells the type that an argument should have had.
    arguments = dict.fromkeys(free_values(block), "none")
    for _ in range(len(arguments) + 1):
        text = wrap(block, arguments)
        module, error = opt(tool, text)
        if module is not None:
            return text, ""
        wanted = EXPECTS.search(error)
        if not wanted or arguments.get(wanted[1]) != "none":
            break
        arguments[wanted[1]] = wanted[2]
    return None, error


def examples(path):
    """(line, pass or None, block, options of a pass that makes the next one)."""
    text = open(path).read()
    for match in re.finditer(r"^```mlir\n(.*?)^```$", text, re.M | re.S):
        before = text[: match.start()]
        headings = re.findall(r"^### `-?([^` ]+)`", before, re.M)
        name = headings[-1] if headings and f"### `-{headings[-1]}`" in before else None
        leads = re.match(r"\s*becomes(?:, with\s+`([^`]*)`:)?\s*```mlir\n", text[match.end():])
        yield before.count("\n") + 1, name, match[1], (leads[1] or "") if leads else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tool", default="compress-opt")
    arguments = parser.parse_args()
    failures = count = transformed = 0
    for path in arguments.files:
        pending = None
        for line, name, block, options in examples(path):
            count += 1
            module, error = accepted(arguments.tool, block)
            if module is None:
                failures += 1
                print(f"{path}:{line}: compress-opt refuses this example:\n{error}", file=sys.stderr)
            elif pending:
                transformed += 1
                result, error = opt(arguments.tool, pending[1], pending[0])
                wanted, _ = opt(arguments.tool, module)
                if result != wanted:
                    failures += 1
                    print(
                        f"{path}:{line}: {pending[0]} gives\n{result or error}\ninstead of\n{wanted}",
                        file=sys.stderr,
                    )
            # Only whole functions can be compared: arguments of a fragment may
            # not be the same before and after.
            complete = module is block and "func.func" in block
            flag = f"--{name}={options}" if options else f"--{name}"
            pending = (flag, block) if name and options is not None and complete else None
    print(f"{count} examples, {transformed} of them compared with what the pass makes, {failures} wrong")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
