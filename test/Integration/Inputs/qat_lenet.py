"""Trains LeNet with simulated quantization on some images and compares accuracies with those of integers.

Usage: qat_lenet.py MODEL FASHION_MNIST FOLDER
"""

import gzip
import pathlib
import re
import subprocess
import sys

import numpy as np

IMAGES = 6400
NORMALIZE = "mean=0.2860 std=0.3530"
CASES = [(2, "learned", 0.84), (4, "fitted", 0.88)]


def run(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{command}\n{result.stderr}")
    return result.stdout


def save_first(source, target, header, shape):
    data = np.frombuffer(gzip.decompress(source.read_bytes()), np.uint8, offset=header)
    np.save(target, data.reshape(-1, *shape)[:IMAGES])


def main():
    model, mnist, folder = (pathlib.Path(argument) for argument in sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    save_first(mnist / "train-images-idx3-ubyte.gz", folder / "x.npy", 16, (28, 28))
    save_first(mnist / "train-labels-idx1-ubyte.gz", folder / "labels.npy", 8, ())
    for bits, rule, least in CASES:
        run(
            "compress-opt", model, "--convert-tosa-to-compress",
            f"--compress-calibrate=data={folder}/x.npy {NORMALIZE} num-samples=256",
            f"--compress-quantize=weight-bits={bits} weight-ranges={rule}",
            f"--compress-train=data={folder}/x.npy labels={folder}/labels.npy {NORMALIZE} batch-size=64 lr-schedule=cosine",
            "--compress-fix-ranges", "--compress-verify=contract=compressed", "-o", folder / "simulated.mlir",
        )  # fmt: skip
        integer = ["--compress-lower-to-integer", "--compress-verify=contract=integer", "-o", folder / "integer.mlir"]
        run("compress-opt", folder / "simulated.mlir", *integer)
        images = ["--data", mnist / "t10k-images-idx3-ubyte.gz", "--labels", mnist / "t10k-labels-idx1-ubyte.gz"]
        right = []
        for name in ("simulated", "integer"):
            text = run("compress-run", folder / f"{name}.mlir", *images, "--mean=0.2860", "--std=0.3530")
            right.append(int(re.search(r"\((\d+)/10000\)", text)[1]))
        level = "above" if min(right) > least * 10000 else f"{right} of 10000, not above"
        same = "the same" if abs(right[0] - right[1]) <= 10 else f"not the same, {right},"
        print(f"{bits} bits: accuracy {level} {least}, {same} as integers")


if __name__ == "__main__":
    main()
