#!/usr/bin/env python3
"""Trains by compress-opt what make_qat_goldens.py trained by PyTorch, and compares."""

import pathlib
import sys

import numpy as np
import qat_recipes
import recipes
from compare import count_differences, parse_arguments, train


def check_moved(name, goldens, start):
    """Every parameter is trained, but scales of the recipe that freezes them."""
    for parameter, value in start.items():
        moved = not np.array_equal(goldens[f"{name}/{parameter}"], value)
        assert moved == (name != "frozen" or not parameter.endswith("scale")), f"{name}: {parameter}"


def main():
    arguments = parse_arguments(__doc__)
    goldens = np.load(pathlib.Path(__file__).parent / "qat_goldens.npz")
    start = qat_recipes.parameters()
    failures = 0
    for name, options, _ in qat_recipes.RECIPES:
        flag = (
            f"--compress-train=data={arguments.folder}/x.npy labels={arguments.folder}/labels.npy "
            f"batch-size={recipes.SAMPLES} epochs={qat_recipes.EPOCHS} {options}"
        )
        check_moved(name, goldens, start)
        trained = train(arguments.tool, qat_recipes.module(start), flag)
        failures += count_differences(name, trained, goldens, start)
    print(f"{len(qat_recipes.RECIPES)} recipes, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
