"""Counts innermost loops with products, and those that also move vectors to or from the stack.

Usage: spills.py ASSEMBLY
"""

import re
import sys

lines = open(sys.argv[1]).read().split("\n")
labels = {match[1]: i for i, line in enumerate(lines) if (match := re.match(r"(\.LBB\w+):", line))}
jumps = [(labels[match[1]], i) for i, line in enumerate(lines) if (match := re.match(r"\s+j\w+\s+(\.LBB\w+)", line))]
loops = [(begin, end) for begin, end in jumps if begin <= end]
inner = [loop for loop in loops if not any(loop[0] <= b and e <= loop[1] and (b, e) != loop for b, e in loops)]
bodies = ["\n".join(lines[begin : end + 1]) for begin, end in inner]
products = [body for body in bodies if len(re.findall(r"vpdp|vfmadd|vpmaddwd", body)) >= 4]
spilling = [body for body in products if re.search(r"\(%rsp\).*%[yz]mm|%[yz]mm.*\(%rsp\)", body)]
print(f"{len(products)} loops with products, {len(spilling)} of them use the stack")
