#!/usr/bin/env python3
"""Times pruned networks against the same network dense, both compiled by compress, on one thread.

The models are those of run.py; `run.py --prepare` makes them. Run it in run.py's
environment: build/benchmarks/venv/bin/python benchmarks/sparse.py
"""

import argparse
import pathlib
import statistics
import sys
import tempfile
import time

import numpy as np

from compress_library import Library
from machine import describe
from tools import ToolError, Tools

ROOT = pathlib.Path(__file__).parents[1]
MODELS = ["gemm512", "conv3x3", "resnet18", "efficientnet"]


def build(tools: Tools, model: pathlib.Path, passes: list[str], isa: str, folder: pathlib.Path, name: str) -> Library:
    module, library = folder / f"{name}.mlirbc", folder / f"{name}.so"
    tools.optimize(model, ["--convert-tosa-to-compress", "--compress-fold-batch-norm", *passes], module)
    tools.make_library(module, library, isa, threads=False)
    loaded = Library(library)
    random = np.random.default_rng(0)
    for tensor in loaded.inputs:
        tensor[...] = random.standard_normal(tensor.shape)
    loaded.call()
    return loaded


def alternate(libraries: list[Library], rounds: int, calls: int) -> list[list[float]]:
    """Milliseconds of processor time of each call, library by library; those of a round come one after the other."""
    times: list[list[float]] = [[] for _ in libraries]
    for _ in range(rounds):
        for library, list_ in zip(libraries, times):
            for _ in range(calls):
                start = time.thread_time_ns()
                library.call()
                list_.append((time.thread_time_ns() - start) / 1e6)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default=",".join(MODELS), help="which of run.py's")
    parser.add_argument("--patterns", default="unstructured,4x1")
    parser.add_argument("--sparsities", default="0.8,0.9")
    parser.add_argument("--isa", choices=["native", "avx2"], default="native")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--calls", type=int, default=3, help="calls of a network before another's turn; with 1 every call finds the caches full of others")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/release/bin")
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / "build/benchmarks")
    options = parser.parse_args()
    machine = describe()
    print(f"cpu: {machine['cpu']} ({machine['cpu_family_model']}), {options.isa}")
    print(f"time dense / time pruned: least of {options.rounds} times {options.calls}, median")
    tools = Tools(options.bin)
    for name in options.models.split(","):
        model = options.cache / "models" / name / "model.tosa.mlir"
        if not model.exists():
            sys.exit(f"{model} is missing; benchmarks/run.py --prepare makes it")
        cases = [(pattern, sparsity) for pattern in options.patterns.split(",") for sparsity in options.sparsities.split(",")]
        with tempfile.TemporaryDirectory() as folder_name:
            folder = pathlib.Path(folder_name)
            try:
                libraries = [build(tools, model, [], options.isa, folder, "dense")]
                for number, (pattern, sparsity) in enumerate(cases):
                    prune = f"--compress-prune=criterion=l1-norm pattern={pattern} sparsity={sparsity}"
                    libraries.append(build(tools, model, [prune, "--compress-apply-masks"], options.isa, folder, str(number)))
            except ToolError as error:
                sys.exit(f"{name}: {error}")
            dense, *others = alternate(libraries, options.rounds, options.calls)
            for (pattern, sparsity), times, library in zip(cases, others, libraries[1:]):
                least, median = min(dense) / min(times), statistics.median(dense) / statistics.median(times)
                bytes_ = library.weight_bytes / libraries[0].weight_bytes
                print(f"{name:14} {pattern:14} {sparsity:5} {least:6.2f} {median:6.2f}   weights {100 * bytes_:.0f} % of the bytes")


if __name__ == "__main__":
    main()
