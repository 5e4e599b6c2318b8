"""Compares `#compress.conv_weight_grad` with NumPy in double precision."""

import itertools
import pathlib
import subprocess
import sys

import numpy as np

# batch, height, width, inputs, outputs, kernel, stride, dilation
CASES = [
    (1, 5, 6, 3, 4, (3, 3), (1, 1), (1, 1)),
    (2, 9, 8, 16, 10, (3, 3), (2, 2), (1, 1)),
    (3, 12, 12, 10, 20, (5, 5), (1, 1), (1, 1)),
    (1, 11, 13, 33, 17, (3, 2), (2, 3), (2, 1)),
    (2, 7, 7, 1, 5, (1, 1), (1, 1), (1, 1)),
    (1, 4, 4, 70, 40, (4, 4), (1, 1), (1, 1)),
]

MODULE = """
func.func @main(%dy: tensor<{dy}xf32>, %x: tensor<{x}xf32>) -> tensor<{dw}xf32> {{
  %e = tensor.empty() : tensor<{dw}xf32>
  %0 = compress.kernel "k" #compress.conv_weight_grad<kernel = {k}, stride = {s}, dilation = {d}>
         ins(%dy, %x : tensor<{dy}xf32>, tensor<{x}xf32>) outs(%e : tensor<{dw}xf32>) {{
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }} -> tensor<{dw}xf32>
  return %0 : tensor<{dw}xf32>
}}
"""


def reference(dy, x, kernel, stride, dilation):
    dy, x = dy.astype(np.float64), x.astype(np.float64)
    _, height, width, outputs = dy.shape
    result = np.zeros((outputs, *kernel, x.shape[3]))
    for ky, kx in itertools.product(range(kernel[0]), range(kernel[1])):
        top, left = ky * dilation[0], kx * dilation[1]
        part = x[:, top : top + (height - 1) * stride[0] + 1 : stride[0],
                 left : left + (width - 1) * stride[1] + 1 : stride[1]]
        result[:, ky, kx] = np.einsum("nyxo,nyxi->oi", dy, part)
    return result


def main():
    folder = pathlib.Path(sys.argv[1])
    cpus = sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    equal = 0
    for number, (n, h, w, i, o, kernel, stride, dilation) in enumerate(CASES):
        size = [(s - (k - 1) * d - 1) // t + 1 for s, k, d, t in zip((h, w), kernel, dilation, stride)]
        dy = random.standard_normal((n, *size, o), np.float32)
        x = random.standard_normal((n, h, w, i), np.float32)
        expected = reference(dy, x, kernel, stride, dilation)
        shape = lambda array: "x".join(map(str, array.shape))
        model = folder / f"{number}.mlir"
        model.write_text(MODULE.format(dy=shape(dy), x=shape(x), dw=shape(expected), k=list(kernel),
                                       s=list(stride), d=list(dilation)))
        np.save(folder / "dy.npy", dy)
        np.save(folder / "x.npy", x)
        for cpu in cpus:
            subprocess.run(["compress-run", model, f"--cpu={cpu}", "--input", folder / "dy.npy", "--input",
                            folder / "x.npy", "--output", folder / "dw.npy"], check=True)
            error = np.abs(np.load(folder / "dw.npy") - expected).max()
            bound = 1e-6 * dy.shape[0] * size[0] * size[1] * np.abs(dy).max() * np.abs(x).max()
            equal += bool(error <= bound)
            if error > bound:
                print(f"case {number} on {cpu}: off by {error}, allowed {bound}")
    print(f"{equal} of {len(CASES) * len(cpus)} cases equal")


main()
