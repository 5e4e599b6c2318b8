#!/usr/bin/env python3
"""Trains by compress-opt what make_goldens.py trained by PyTorch, and compares."""

import argparse
import pathlib
import re
import subprocess
import sys

import numpy as np
import recipes

PARAMETER = re.compile(
    r'compress\.parameter "([\w.]+)"[^=]*= dense(?:<([^>]*)>|_resource<"?([^">]*)"?>) : tensor<([\dx]+)xf32>'
)
RESOURCE = re.compile(r'"?([\w.]+)"?: "0x([0-9A-Fa-f]+)"')
TOLERANCE = 2e-5


def read_parameters(text):
    """The entries of all parameters of a printed module."""
    # The first four bytes of a resource tell its alignment.
    resources = {key: bytes.fromhex(value)[4:] for key, value in RESOURCE.findall(text)}
    result = {}
    for name, value, key, shape in PARAMETER.findall(text):
        sizes = [int(size) for size in shape.split("x")]
        if key:
            result[name] = np.frombuffer(resources[key], np.float32).reshape(sizes)
        elif value.startswith('"0x'):
            result[name] = np.frombuffer(bytes.fromhex(value[3:-1]), np.float32).reshape(sizes)
        else:
            result[name] = np.full(sizes, float(value), np.float32)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default="compress-opt")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for files of this test")
    arguments = parser.parse_args()
    x, labels, targets, parameters = recipes.data()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    files = {"x": x, "labels": labels, "targets": targets}
    for name, value in files.items():
        np.save(arguments.folder / f"{name}.npy", value)
    goldens = np.load(pathlib.Path(__file__).parent / "goldens.npz")
    failures = 0
    for name, options, _, extra in recipes.RECIPES:
        answers = "targets" if extra.get("mse") else "labels"
        flag = (
            f"--compress-train=data={arguments.folder}/x.npy labels={arguments.folder}/{answers}.npy "
            f"batch-size={recipes.SAMPLES} epochs={recipes.EPOCHS} learning-rate={recipes.RATE} {options}"
        )
        command = [arguments.tool, "-", flag, "--mlir-print-elementsattrs-with-hex-if-larger=0"]
        run = subprocess.run(command, input=recipes.module(parameters), capture_output=True, text=True)
        if run.returncode:
            print(f"{name}: {run.stderr}")
            failures += 1
            continue
        trained = read_parameters(run.stdout)
        assert trained.keys() == parameters.keys(), trained.keys()
        for parameter, value in trained.items():
            error = np.abs(value - goldens[f"{name}/{parameter}"]).max()
            if not error <= TOLERANCE:
                print(f"{name}: {parameter} differs by {error}")
                failures += 1
    print(f"{len(recipes.RECIPES)} recipes, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
