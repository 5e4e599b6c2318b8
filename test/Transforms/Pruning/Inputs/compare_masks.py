"""Compares the masks of compress-prune with those of torch_masks.npz.

    compare_masks.py MODEL CASE PASSES   runs PASSES, a textual pipeline, on the
                                         raised model; 1 if a mask differs
    compare_masks.py --images IDX OUT    writes the first 32 images as .npy

Masks are brought into the layout of the imported weight, as the parameter's
`layout` says: that imported tensor, reshaped to `view`, transposed by
`permutation`, is the parameter.
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys

import numpy as np

NUMBERS = r"\[([0-9, ]+)\]"
PARAMETER = re.compile(
    r'(%\w+) = compress\.parameter "([^"]+)"'
    rf"(?: layout <shape = {NUMBERS}, view = {NUMBERS}, permutation = {NUMBERS}>)?"
    r" = .* : tensor<([0-9x]+)xf32>"
)
CONSTANT = re.compile(r'(%\w+) = "tosa\.const"\(\) <\{values = dense<(.*)> : tensor<([0-9x]+)xi1>\}>')
MASK = re.compile(r"compress\.mask (%\w+), (%\w+)")


def sizes(text, separator="x"):
    return [int(size) for size in text.split(separator)]


def read_masks(ir):
    """The mask of each masked parameter, in the imported layout."""
    constants = {}
    for value, entries, shape in CONSTANT.findall(ir):
        entries = np.array(json.loads(entries), bool)
        constants[value] = np.broadcast_to(entries, sizes(shape)) if entries.ndim == 0 else entries
    masked = {weight: constants[mask] for weight, mask in MASK.findall(ir)}
    masks = {}
    for value, name, shape, view, permutation, own in PARAMETER.findall(ir):
        if value not in masked:
            continue
        mask = np.broadcast_to(masked[value], sizes(own))
        if shape:
            order = sizes(permutation, ",")
            mask = mask.reshape([sizes(view, ",")[dim] for dim in order])
            mask = mask.transpose(np.argsort(order)).reshape(sizes(shape, ","))
        masks[name] = mask
    return masks


def compare(model, case, passes):
    pipeline = f"builtin.module(func.func(convert-tosa-to-compress),{passes})"
    flags = ["--mlir-print-elementsattrs-with-hex-if-larger=-1", "--mlir-elide-resource-strings-if-larger=4"]
    run = subprocess.run(
        ["compress-opt", model, f"--pass-pipeline={pipeline}", *flags], capture_output=True, text=True
    )
    if run.returncode:
        sys.exit(run.stderr)
    masks = read_masks(run.stdout)
    total = 0
    expected = np.load(pathlib.Path(__file__).parent / "torch_masks.npz")
    for name in expected:
        if not name.startswith(case + "/"):
            continue
        weight = name.split("/")[1] + ".weight"
        mask = masks[weight]
        golden = np.unpackbits(expected[name], count=mask.size).astype(bool).reshape(mask.shape)
        if not (mask == golden).all():
            sys.exit(f"{case}: {(mask != golden).sum()} of {mask.size} entries of '{weight}' differ")
        total += mask.size
    print(f"{case}: {total} entries are equal")


def write_images(source, target):
    pixels = np.frombuffer(gzip.open(source).read(), np.uint8, offset=16)
    np.save(target, pixels[: 32 * 784].reshape(32, 1, 28, 28))


if __name__ == "__main__":
    write_images(*sys.argv[2:]) if sys.argv[1] == "--images" else compare(*sys.argv[1:])
