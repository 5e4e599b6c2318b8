"""Compares paths of a supernet, compiled once, with the networks that compress-extract-subnet makes.

    compare_paths.py --tools FOLDER --model SUPERNET --folder FOLDER [--count N] [--seed S]

Random inputs, random architectures; relative to the largest entry of an output. Integers must be equal.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

import numpy as np


def run(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=pathlib.Path, default=pathlib.Path())
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    folder, rng = arguments.folder, np.random.default_rng(arguments.seed)
    folder.mkdir(parents=True, exist_ok=True)
    opt = arguments.tools / "compress-opt" if arguments.tools != pathlib.Path() else "compress-opt"
    execute = arguments.tools / "compress-run" if arguments.tools != pathlib.Path() else "compress-run"

    space = json.loads(run(opt, arguments.model, "--compress-list-choices=format=json", "-o", folder / "same.mlir"))
    lift = "--compress-lift-parameters=frozen=.* keep-frozen"
    run(opt, arguments.model, lift, "-o", folder / "paths.mlir")
    # A library, so that all paths run the same code.
    translate = str(opt).replace("compress-opt", "compress-translate")
    run(translate, folder / "paths.mlir", "--emit=shared", "-o", folder / "paths.so")
    head = next(line for line in (folder / "paths.mlir").read_text().splitlines() if "func.func" in line)
    sizes, kind = re.search(r"%arg0: tensor<([\dx]+)x(f32|i8)>", head).groups()
    shape = [int(size) for size in sizes.split("x")]
    sample = rng.normal(size=shape).astype(np.float32) if kind == "f32" else rng.integers(-128, 128, shape).astype(np.int8)
    np.save(folder / "x.npy", sample)
    inputs = [folder / "x.npy"]
    values = {}
    for match in re.finditer(r"%arg\d+: tensor<(\d+)xf32> \{[^{}]*?compress.name = \"([^\"]+)\"", head):
        values[match[2]] = (int(match[1]), None)
    statistics = read_statistics(opt, arguments.model, folder, values)
    worst = 0.0
    for _ in range(arguments.count):
        chosen = {c["name"]: int(rng.integers(len(c["alternatives"]))) for c in space["choices"]}
        names = {c["name"]: c["alternatives"][chosen[c["name"]]] for c in space["choices"]}
        text = ",".join(f"{name}={label}" for name, label in names.items())
        flags = [f"--input=arg0={inputs[0]}"]
        for name, number in chosen.items():
            np.save(folder / f"{name}.npy", np.array(number, np.int32))
            flags.append(f"--input={name}={folder / name}.npy")
        flags += [f"--input={name}={path}" for name, path in statistics.items()]
        run(execute, folder / "paths.so", *flags, f"--output={folder}/path.npy")
        run(opt, arguments.model, f"--compress-extract-subnet=architecture={text}", "-o", folder / "one.mlir")
        run(execute, folder / "one.mlir", f"--input={inputs[0]}", f"--output={folder}/one.npy")
        path, one = (np.load(folder / name).astype(np.float64) for name in ("path.npy", "one.npy"))
        if kind == "i8" and (one == 0).all():
            sys.exit(f"{text} computes nothing but zeros")
        worst = max(worst, np.abs(path - one).max() / np.abs(one).max())
    print(f"{arguments.count} architectures, largest difference {worst:.2e} of the largest entry:", end=" ")
    print("equal" if worst <= (1e-5 if kind == "f32" else 0) else "NOT equal")


def read_statistics(opt, model, folder, names):
    """Files with the values that arguments had as parameters."""
    text = run(opt, model, "--mlir-print-elementsattrs-with-hex-if-larger=-1")
    files = {}
    for name, (size, _) in names.items():
        match = re.search(rf'compress.parameter "{re.escape(name)}" = dense<(.*?)> : tensor<{size}xf32>', text)
        if not match:
            sys.exit(f"no values of {name}")
        entries = [float(number) for number in match[1].strip("[]").split(",")]
        np.save(folder / f"{name}.npy", np.resize(np.array(entries, np.float32), size))
        files[name] = folder / f"{name}.npy"
    return files


if __name__ == "__main__":
    main()
