"""Compares initialised parameters with the formulas, and the stream of numbers
with a second implementation of SplitMix64.

Reads a module from standard input. Usage: initial_values.py SEED BOUNDS...,
each `name=bound`, or `name=value!` for entries that are all `value`.
"""

import math
import re
import sys

import numpy as np

MASK = (1 << 64) - 1


def mix(value):
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def stream(seed, name, count):
    state = 0xCBF29CE484222325
    for letter in name.encode():
        state = ((state ^ letter) * 0x100000001B3) & MASK
    state ^= mix((seed + 0x9E3779B97F4A7C15) & MASK)
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        yield mix(state) >> 40


def entries(text, shape):
    count = math.prod(shape)
    numbers = [float(number) for number in re.findall(r"-?\d[\d.]*(?:e[+-]\d+)?", text)]
    return np.array(numbers * (count if len(numbers) == 1 else 1), np.float32)


def main():
    seed, module, failed = int(sys.argv[1]), sys.stdin.read(), 0
    for expectation in sys.argv[2:]:
        name, bound = expectation.split("=")
        match = re.search(rf'compress.parameter "{re.escape(name)}".*? = dense(\w*)<(.*?)> : tensor<(.*?)xf32>', module)
        shape = [int(size) for size in match[3].split("x")]
        if match[1]:
            # Four bytes of alignment come first.
            data = re.search(rf'{re.escape(match[2])}: "0x........([0-9A-F]*)"', module)[1]
            values = np.frombuffer(bytes.fromhex(data), np.float32)
        else:
            values = entries(match[2], shape)
        if bound.endswith("!"):
            expected = np.full(values.shape, float(bound[:-1]), np.float32)
        else:
            bound = np.float32(eval(bound, {"sqrt": math.sqrt}))
            units = np.array(list(stream(seed, name, len(values))), np.float32) * np.float32(2.0**-24)
            expected = -bound + (bound - -bound) * units
        if not np.allclose(values, expected, rtol=1e-6, atol=1e-7):
            print(f"{name}: {values[:4]} and not {expected[:4]}")
            failed += 1
    print(f"{len(sys.argv) - 2 - failed} of {len(sys.argv) - 2} parameters as they should be")
    sys.exit(1 if failed else 0)


main()
