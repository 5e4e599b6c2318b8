#!/usr/bin/env python3
"""Kills a training at random moments, lets it go on, and compares the results.

The model that comes out, the log and the curve must be those of a training that
was never interrupted, to the last bit.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import time

import numpy as np


def start(tool, model, options):
    command = [tool, model, f"--compress-train={options}", "--mlir-print-elementsattrs-with-hex-if-larger=0"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def changes(path):
    return os.stat(path).st_mtime_ns if os.path.exists(path) else 0


def kill_after(process, checkpoint, count, delay):
    """Kills after `count` more checkpoints and a delay; False if it was done before."""
    last = changes(checkpoint)
    while count:
        if process.poll() is not None:
            return False
        now = changes(checkpoint)
        if now != last:
            last, count = now, count - 1
        time.sleep(0.0005)
    time.sleep(delay)
    process.kill()
    return process.wait() != 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default="compress-opt")
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--model", required=True, help="an MLIR file")
    parser.add_argument("--shape", type=int, nargs="+", default=[12], help="of one sample")
    parser.add_argument("--samples", type=int, default=1600)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--options", default="")
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    numbers = np.random.default_rng(2)
    np.save(folder / "x.npy", numbers.normal(size=(arguments.samples, *arguments.shape)).astype(np.float32))
    np.save(folder / "labels.npy", numbers.integers(0, 3, arguments.samples).astype(np.int32))

    def options(name):
        return (
            f"data={folder}/x.npy labels={folder}/labels.npy {arguments.options} "
            f"log={folder}/{name}.jsonl curve={folder}/{name}.svg"
        )

    whole = start(arguments.tool, arguments.model, options("whole"))
    expected, errors = whole.communicate()
    if whole.returncode:
        sys.exit(errors)

    checkpoint = folder / "run.ckpt"
    checkpoint.unlink(missing_ok=True)
    interrupted = options("run") + f" checkpoint={checkpoint} checkpoint-steps=7 resume"
    chance = random.Random(arguments.seed)
    kills = 0
    while kills < arguments.kills:
        process = start(arguments.tool, arguments.model, interrupted)
        if not kill_after(process, checkpoint, chance.randint(1, 12), chance.uniform(0, 0.01)):
            break
        kills += 1
    last = start(arguments.tool, arguments.model, interrupted)
    result, errors = last.communicate()
    if last.returncode:
        sys.exit(errors)
    same = all(
        (folder / f"whole.{kind}").read_bytes() == (folder / f"run.{kind}").read_bytes() for kind in ("jsonl", "svg")
    )
    print(f"{kills} kills; model {'equal' if result == expected else 'DIFFERENT'}")
    print(f"log and curve {'equal' if same else 'DIFFERENT'}")
    return 0 if result == expected and same and kills == arguments.kills else 1


if __name__ == "__main__":
    sys.exit(main())
