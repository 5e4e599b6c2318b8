#!/usr/bin/env python3
"""Compares the parameters of two trained functions: FILE FUNCTION FILE FUNCTION.

Each file has both functions, of which only the one named was trained.
"""

import pathlib
import re
import sys

import numpy as np
from compare import read_parameters


def functions(path):
    """Parameters of each function of a printed module, by its name."""
    text = pathlib.Path(path).read_text()
    head, *parts = re.split(r"func\.func @(\w+)", text)
    resources = text[text.find("{-#") :] if "{-#" in text else ""
    return {name: read_parameters(body + resources) for name, body in zip(parts[::2], parts[1::2])}


def main():
    first_file, first, second_file, second = sys.argv[1:]
    a, b = functions(first_file), functions(second_file)
    untrained = b[first]
    for name, value in a[first].items():
        moved = np.abs(value - untrained[name]).max() > 1e-4
        close = np.abs(value - b[second][name]).max() <= 1e-6
        print(f"{name}: {'moved' if moved else 'UNMOVED'}, {'equal' if close else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
