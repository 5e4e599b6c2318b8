"""Convolutions and their gradients with `compress.leading`, which become kernels with limits, against NumPy in double precision. Channels behind the limit are not
zero in the input: they must not count."""

import itertools
import pathlib
import subprocess
import sys

import numpy as np

# batch, size, inputs, outputs, kernel, stride, pad, limits
CASES = [
    (2, 7, 32, 20, 3, 1, 1, (0, 3, 5, 8, 16, 17, 32, 40)),
    (1, 9, 20, 4, 5, 1, 2, (-1, 1, 12, 19)),
    (2, 8, 40, 33, 3, 2, 1, (7, 24)),
]
# Larger than the caches: the gradient of the weight is summed up in parts.
CASES += [(8, 28, 32, 8, 3, 1, 1, (5, 20))]

MODULE = """
func.func @main(%x: tensor<{x}xf32>, %w: tensor<{w}xf32>, %dy: tensor<{y}xf32>, %n: tensor<i32>) -> (tensor<{y}xf32>, tensor<{w}xf32>, tensor<{x}xf32>) {{
  %l = compress.leading %x, %n : tensor<{x}xf32>
  %y = compress.conv2d "c" %l, %w {a} : tensor<{x}xf32>, tensor<{w}xf32>
  %dw = compress.conv2d_weight_grad "c" %dy, %l {a} : tensor<{y}xf32>, tensor<{x}xf32> -> tensor<{w}xf32>
  %g = compress.conv2d_input_grad "c" %dy, %w {a} : tensor<{y}xf32>, tensor<{w}xf32> -> tensor<{x}xf32>
  %dx = compress.leading %g, %n : tensor<{x}xf32>
  return %y, %dw, %dx : tensor<{y}xf32>, tensor<{w}xf32>, tensor<{x}xf32>
}}
"""


def reference(x, w, dy, stride, pad, limit):
    limit = max(limit, 0)
    x, w, dy = x.astype(np.float64), w.astype(np.float64), dy.astype(np.float64)
    x[..., limit:] = 0
    padded = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    y, dw, dx = np.zeros(dy.shape), np.zeros(w.shape), np.zeros(padded.shape)
    for ky, kx in itertools.product(range(w.shape[1]), range(w.shape[2])):
        place = np.s_[:, ky : ky + (dy.shape[1] - 1) * stride + 1 : stride, kx : kx + (dy.shape[2] - 1) * stride + 1 : stride]
        y += padded[place] @ w[:, ky, kx].T
        dw[:, ky, kx] = np.einsum("nyxo,nyxi->oi", dy, padded[place])
        dx[place] += dy @ w[:, ky, kx]
    dx = dx[:, pad : pad + x.shape[1], pad : pad + x.shape[2]]
    dx[..., limit:] = 0
    return {"y": y, "dw": dw, "dx": dx}


def main():
    folder = pathlib.Path(sys.argv[1])
    flags = pathlib.Path("/proc/cpuinfo").read_text().split()
    cpus = [cpu for cpu, flag in (("x86-64", "fxsr"), ("x86-64-v3", "avx2"), ("x86-64-v4", "avx512dq")) if flag in flags]
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    equal = total = 0
    shape = lambda array: "x".join(map(str, array.shape))
    for number, (n, size, inputs, outputs, kernel, stride, pad, limits) in enumerate(CASES):
        out = (size + 2 * pad - kernel) // stride + 1
        arrays = {
            "x": random.standard_normal((n, size, size, inputs), np.float32),
            "w": random.standard_normal((outputs, kernel, kernel, inputs), np.float32),
            "dy": random.standard_normal((n, out, out, outputs), np.float32),
        }
        attributes = f"{{pad = array<i64: {pad}, {pad}, {pad}, {pad}>, stride = array<i64: {stride}, {stride}>}}"
        model = folder / f"{number}.mlir"
        model.write_text(MODULE.format(x=shape(arrays["x"]), w=shape(arrays["w"]), y=shape(arrays["dy"]), a=attributes))
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array)
        for cpu, threads, limit in itertools.product(cpus, (1, 2), limits):
            if threads == 2 and limit != limits[-1]:
                continue
            np.save(folder / "n.npy", np.array(limit, np.int32))
            command = ["compress-run", model, f"--cpu={cpu}", f"--threads={threads}"]
            for name in ("x", "w", "dy", "n"):
                command += ["--input", folder / f"{name}.npy"]
            for name in ("y", "dw", "dx"):
                command += ["--output", folder / f"{name}.out.npy"]
            subprocess.run(command, check=True)
            for name, expected in reference(*arrays.values(), stride, pad, limit).items():
                result = np.load(folder / f"{name}.out.npy")
                error = np.abs(result - expected).max()
                isRight = error <= 2e-5 * max(np.abs(expected).max(), 1) and not result[expected == 0].any()
                total += 1
                equal += bool(isRight)
                if not isRight:
                    print(f"case {number}, {name}, limit {limit} on {cpu}: off by {error}")
    print("all equal" if equal == total else f"{equal} of {total} results equal", "on", " ".join(cpus))


main()
