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


def train(tool, module, flag):
    """The parameters of a module after a training, by name; None after printing an error."""
    command = [tool, "-", flag, "--mlir-print-elementsattrs-with-hex-if-larger=0"]
    run = subprocess.run(command, input=module, capture_output=True, text=True)
    if run.returncode:
        print(run.stderr)
        return None
    return read_parameters(run.stdout)


def count_differences(name, trained, goldens, start):
    """Prints which parameters are not what PyTorch's are, and returns how many."""
    if trained is None:
        return 1
    assert trained.keys() == start.keys(), trained.keys()
    errors = {key: np.abs(value - goldens[f"{name}/{key}"]).max() for key, value in trained.items()}
    wrong = {key: error for key, error in errors.items() if not error <= TOLERANCE}
    for parameter, error in wrong.items():
        print(f"{name}: {parameter} differs by {error}")
    return len(wrong)


def parse_arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--tool", default="compress-opt")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for files of this test")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    x, labels, targets, _ = recipes.data()
    for name, value in {"x": x, "labels": labels, "targets": targets}.items():
        np.save(arguments.folder / f"{name}.npy", value)
    return arguments


def main():
    arguments = parse_arguments(__doc__)
    parameters = recipes.data()[3]
    goldens = np.load(pathlib.Path(__file__).parent / "goldens.npz")
    failures = 0
    for name, options, _, extra in recipes.RECIPES:
        answers = "targets" if extra.get("mse") else "labels"
        flag = (
            f"--compress-train=data={arguments.folder}/x.npy labels={arguments.folder}/{answers}.npy "
            f"batch-size={recipes.SAMPLES} epochs={recipes.EPOCHS} learning-rate={recipes.RATE} {options}"
        )
        trained = train(arguments.tool, recipes.module(parameters), flag)
        failures += count_differences(name, trained, goldens, parameters)
    print(f"{len(recipes.RECIPES)} recipes, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
