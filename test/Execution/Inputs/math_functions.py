"""Compares functions that are approximated by polynomials with NumPy in double precision.

Usage: math_functions.py FOLDER CPU...
"""

import math
import pathlib
import subprocess
import sys

import numpy as np

# Units in the last place that a result may be off by, as compress-approximate-math says.
BOUNDS = {"exp": 2, "log": 2, "tanh": 8, "erf": 8}

FUNCTIONS = {"exp": np.exp, "log": np.log, "tanh": np.tanh, "erf": np.vectorize(math.erf)}


def samples(name):
    rng = np.random.default_rng(5)
    wide = rng.uniform(-87, 88, 60001)
    near = rng.standard_normal(60001) * 3
    tiny = np.concatenate([rng.standard_normal(2000) * 10.0**-e for e in range(1, 30)])
    x = np.concatenate([wide, near, tiny, [0.0, -0.0, 1.0, -1.0]])
    if name == "log":
        x = np.concatenate([np.abs(x), np.exp(wide)])
        x = x[x > 1.2e-38]
    return x.astype(np.float32)


def main():
    folder, cpus = pathlib.Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    for name, function in FUNCTIONS.items():
        x = samples(name)
        np.save(folder / "x.npy", x)
        shape = f"tensor<{x.size}xf32>"
        (folder / "m.mlir").write_text(
            f"func.func @main(%x: {shape}) -> {shape} {{\n  %0 = tosa.{name} %x : ({shape}) -> {shape}\n"
            f"  return %0 : {shape}\n}}\n")
        expected = function(x.astype(np.float64))
        unit = np.spacing(np.maximum(np.abs(expected), 1.2e-38).astype(np.float32)).astype(np.float64)
        for cpu in cpus:
            subprocess.run(["compress-run", folder / "m.mlir", f"--cpu={cpu}", "--input", folder / "x.npy",
                            "--output", folder / "y.npy"], check=True)
            error = np.abs(np.load(folder / "y.npy") - expected) / unit
            worst = error.argmax()
            print(f"{name} on {cpu}: {error[worst]:.2f} units at {x[worst]!r}")
            failed |= not error[worst] <= BOUNDS[name]
    print("bounds exceeded" if failed else "all functions within their bounds")


main()
