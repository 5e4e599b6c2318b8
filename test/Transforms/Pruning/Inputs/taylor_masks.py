#!/usr/bin/env python3
"""Compares the masks of compress-prune by gradients with those that NumPy finds."""

import argparse
import pathlib
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).parents[2] / "Training/Inputs"))
import numpy as np
import recipes
from compare import read_parameters
from masked_training import WEIGHTS, gradients


def find_masks(criterion, pattern):
    """Half of the weights or rows of each layer, by the mean score of batches of one sample."""
    x, labels, _, p = recipes.data()
    p = {name: value.astype(np.float64) for name, value in p.items()}
    scores = {name: 0.0 for name in WEIGHTS}
    for i in range(len(x)):
        gradient = gradients(p, p, x[i : i + 1], labels[i : i + 1])
        for name in WEIGHTS:
            product = p[name] * gradient[name]
            product = abs(product) if criterion == "taylor-magnitude" else product
            group = product.sum(axis=1) if pattern == "filter" else product.ravel()
            scores[name] = scores[name] + (group**2 if criterion == "taylor" else group)
    masks = {}
    for name, score in scores.items():
        keep = np.ones(len(score), bool)
        keep[np.argsort(score, kind="stable")[: round(0.5 * len(score))]] = False
        shape = p[name].shape
        masks[name] = np.repeat(keep[:, None], shape[1], axis=1) if pattern == "filter" else keep.reshape(shape)
    return masks


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="for files of this test")
    folder = parser.parse_args().folder
    x, labels, _, parameters = recipes.data()
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "x.npy", x)
    np.save(folder / "labels.npy", labels)
    for criterion in ("taylor", "taylor-magnitude"):
        for pattern in ("unstructured", "filter"):
            prune = f"data={folder}/x.npy labels={folder}/labels.npy sparsity=0.5 criterion={criterion} pattern={pattern}"
            command = ["compress-opt", "-", f"--compress-prune={prune}", "--compress-apply-masks"]
            command.append("--mlir-print-elementsattrs-with-hex-if-larger=0")
            run = subprocess.run(command, input=recipes.module(parameters), capture_output=True, text=True)
            if run.returncode:
                sys.exit(run.stderr)
            applied = read_parameters(run.stdout)
            masks = find_masks(criterion, pattern)
            wrong = sum(int(((applied[name] != 0) != mask).sum()) for name, mask in masks.items())
            kept = sum(int(mask.sum()) for mask in masks.values())
            print(f"{criterion}, {pattern}: {kept} of 24 weights kept, {wrong} masked otherwise")


if __name__ == "__main__":
    main()
