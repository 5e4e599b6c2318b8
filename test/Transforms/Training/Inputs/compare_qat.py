#!/usr/bin/env python3
"""Trains by compress-opt what make_qat_goldens.py trained by PyTorch, and compares."""

import argparse
import pathlib
import subprocess
import sys

import numpy as np
import qat_recipes
import recipes
from compare import TOLERANCE, read_parameters


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default="compress-opt")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for files of this test")
    arguments = parser.parse_args()
    x, labels, _, _ = recipes.data()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    np.save(arguments.folder / "x.npy", x)
    np.save(arguments.folder / "labels.npy", labels)
    goldens = np.load(pathlib.Path(__file__).parent / "qat_goldens.npz")
    start = qat_recipes.parameters()
    failures = 0
    for name, options, _ in qat_recipes.RECIPES:
        flag = (
            f"--compress-train=data={arguments.folder}/x.npy labels={arguments.folder}/labels.npy "
            f"batch-size={recipes.SAMPLES} epochs={qat_recipes.EPOCHS} {options}"
        )
        command = [arguments.tool, "-", flag, "--mlir-print-elementsattrs-with-hex-if-larger=0"]
        run = subprocess.run(command, input=qat_recipes.module(start), capture_output=True, text=True)
        if run.returncode:
            print(f"{name}: {run.stderr}")
            failures += 1
            continue
        trained = read_parameters(run.stdout)
        assert trained.keys() == start.keys(), trained.keys()
        for parameter, value in trained.items():
            golden = goldens[f"{name}/{parameter}"]
            moved = not np.array_equal(golden, start[parameter])
            assert moved == (name != "frozen" or not parameter.endswith("scale")), f"{name}: {parameter}"
            error = np.abs(value - golden).max()
            if not error <= TOLERANCE:
                print(f"{name}: {parameter} differs by {error}: {value} instead of {golden}")
                failures += 1
    print(f"{len(qat_recipes.RECIPES)} recipes, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
