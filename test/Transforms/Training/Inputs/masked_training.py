#!/usr/bin/env python3
"""Prunes while training by compress-train and by NumPy, and compares weights and masks.

The network and its data are those of recipes.py; every step sees all samples.
"""

import argparse
import pathlib
import subprocess
import sys

import numpy as np
import recipes
from compare import read_parameters

STEPS, RATE, TOLERANCE = 24, 1.0, 5e-5
WEIGHTS = ["fc1.weight", "fc2.weight"]

# Name, options of compress-train, and the same for NumPy.
CASES = [
    ("linear", "schedule=linear sparsity=0.5", {}),
    ("agp", "schedule=agp sparsity=0.75 initial-sparsity=0.25", {"power": 3, "initial": 0.25, "final": 0.75}),
    ("surgery", "schedule=linear sparsity=0.5 method=dynamic-surgery<hysteresis=0.05>", {"surgery": 0.05, "dense": True}),
    ("no_margin", "schedule=linear sparsity=0.5 method=dynamic-surgery<hysteresis=0.0>", {"surgery": 0.0, "dense": True}),
    (
        "movement",
        "schedule=linear sparsity=0.5 criterion=movement method={dynamic-surgery<hysteresis = 0.0, update_pruned = false>}",
        {"surgery": 0.0, "sum": lambda p: -p},
    ),
    ("taylor", "schedule=linear sparsity=0.5 criterion=taylor", {"sum": lambda p: p * p, "anew": True}),
    ("taylor_magnitude", "schedule=linear sparsity=0.5 criterion=taylor-magnitude", {"sum": abs, "anew": True}),
    ("rewind", "schedule=linear sparsity=0.5 method=rewind<step=3> lr-schedule=exponential<gamma=0.9>", {"rewind": 3, "gamma": 0.9}),
]
START, END, FREQUENCY = 2, 18, 4
MOMENTUM = 0.5


def gradients(p, seen, x, labels):
    """Derivatives of the mean cross-entropy, of weights as the layers see them."""
    before = x @ seen["fc1.weight"].T + p["fc1.bias"]
    hidden = np.maximum(before, 0)
    y = hidden @ seen["fc2.weight"].T + p["fc2.bias"]
    e = np.exp(y - y.max(axis=1, keepdims=True))
    dy = e / e.sum(axis=1, keepdims=True)
    dy[np.arange(len(x)), labels] -= 1
    dy /= len(x)
    dbefore = (dy @ seen["fc2.weight"]) * (before > 0)
    return {
        "fc1.weight": dbefore.T @ x,
        "fc1.bias": dbefore.sum(axis=0),
        "fc2.weight": dy.T @ hidden,
        "fc2.bias": dy.sum(axis=0),
    }


def select(p, masks, sums, options, fraction):
    """New masks: `fraction` of all weights are pruned, the lowest scores of both layers together."""
    join = lambda tensors: np.concatenate([tensors[name].ravel() for name in WEIGHTS])
    mask = join(masks)
    scores = join(sums) if "sum" in options else abs(join(p))
    if "surgery" in options:
        margin = 1 + options["surgery"]
        dead = np.where(scores > 0, scores / margin, scores * margin)
        scores = np.where(mask, scores, dead)
    else:
        scores = np.where(mask, scores, -np.inf)
    mask = np.ones(len(scores), bool)
    mask[np.argsort(scores, kind="stable")[: round(fraction * len(scores))]] = False
    size = p[WEIGHTS[0]].size
    return {name: part.reshape(p[name].shape) for name, part in zip(WEIGHTS, (mask[:size], mask[size:]))}


def train(options):
    x, labels, _, p = recipes.data()
    p = {name: value.astype(np.float64) for name, value in p.items()}
    slots = {name: np.zeros_like(value) for name, value in p.items()}
    masks = {name: np.ones(p[name].shape, bool) for name in WEIGHTS}
    sums = {name: np.zeros(p[name].shape) for name in WEIGHTS}
    initial, final = options.get("initial", 0.0), options.get("final", 0.5)
    update, origin, returned = 0, None, 0
    for step in range(STEPS):
        if options.get("rewind") == step:
            origin = ({n: v.copy() for n, v in p.items()}, {n: v.copy() for n, v in slots.items()})
        if START <= step <= END and (step == END or (step - START) % FREQUENCY == 0):
            left = (1 - (step - START) / (END - START)) ** options.get("power", 1)
            before = masks
            masks = select(p, masks, sums, options, final + (initial - final) * left)
            returned += sum(int((masks[n] & ~before[n]).sum()) for n in WEIGHTS)
            if options.get("anew"):
                sums = {name: np.zeros(p[name].shape) for name in WEIGHTS}
            if "rewind" in options and step > options["rewind"]:
                p, slots = ({n: v.copy() for n, v in saved.items()} for saved in origin)
                update = options["rewind"]
        seen = {name: p[name] * masks[name] for name in WEIGHTS}
        gradient = gradients(p, seen, x, labels)
        for name in WEIGHTS:
            if "sum" in options:
                sums[name] = sums[name] + options["sum"](p[name] * gradient[name])
            if not options.get("dense"):
                gradient[name] = gradient[name] * masks[name]
        for name in p:
            slots[name] = MOMENTUM * slots[name] + gradient[name]
            p[name] = p[name] - RATE * options.get("gamma", 1.0) ** update * slots[name]
        update += 1
    return p, masks, returned


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default="compress-opt")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for files of this test")
    arguments = parser.parse_args()
    x, labels, _, parameters = recipes.data()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    np.save(arguments.folder / "x.npy", x)
    np.save(arguments.folder / "labels.npy", labels)
    failures = 0

    def run(flag, text):
        command = [arguments.tool, "-", flag, "--mlir-print-elementsattrs-with-hex-if-larger=0"]
        result = subprocess.run(command, input=text, capture_output=True, text=True)
        if result.returncode:
            sys.exit(result.stderr)
        return result.stdout

    for name, flags, options in CASES:
        text = run(
            f"--compress-train=data={arguments.folder}/x.npy labels={arguments.folder}/labels.npy "
            f"batch-size={recipes.SAMPLES} epochs={STEPS} learning-rate={RATE} optimizer=sgd<momentum={MOMENTUM}> "
            f"scope=global start-step={START} end-step={END} frequency={FREQUENCY} {flags}",
            recipes.module(parameters),
        )
        trained = read_parameters(text)
        applied = read_parameters(run("--compress-apply-masks", text))
        expected, masks, returned = train(options)
        errors = [np.abs(trained[key] - value).max() for key, value in expected.items()]
        wrong = sum(int(((applied[key] != 0) != mask).sum()) for key, mask in masks.items())
        kept = sum(int(mask.sum()) for mask in masks.values())
        print(f"{name}: {kept} weights kept, {returned} returned, {wrong} masked otherwise", end="")
        print(", values equal" if max(errors) <= TOLERANCE else f", values differ by {max(errors)}")
        failures += wrong > 0 or not max(errors) <= TOLERANCE
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
