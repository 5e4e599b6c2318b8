"""Convolutions over a slice of channels against NumPy: first, middle and last channels, and every other one's worth of a window of one column."""

import itertools
import pathlib
import subprocess
import sys

import numpy as np

MODULE = """
func.func @main(%x: tensor<1x6x7x9xf32>, %w: tensor<5x{kh}x{kw}x4xf32>) -> tensor<1x{oh}x{ow}x5xf32> {{
  %0 = compress.parameter "b" = dense<0.0> : tensor<5xf32>
  %start = tosa.const_shape {{values = dense<[0, 0, 0, {first}]> : tensor<4xindex>}} : () -> !tosa.shape<4>
  %size = tosa.const_shape {{values = dense<[1, 6, 7, 4]> : tensor<4xindex>}} : () -> !tosa.shape<4>
  %s = tosa.slice %x, %start, %size : (tensor<1x6x7x9xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x6x7x4xf32>
  %y = compress.conv2d "c" %s, %w bias %0 : tensor<1x6x7x4xf32>, tensor<5x{kh}x{kw}x4xf32>, tensor<5xf32>
  return %y : tensor<1x{oh}x{ow}x5xf32>
}}
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    x = random.standard_normal((1, 6, 7, 9), np.float32)
    np.save(folder / "x.npy", x)
    equal = 0
    cases = [(0, 3, 3), (2, 3, 3), (5, 1, 2), (5, 3, 1)]
    for first, kh, kw in cases:
        w = random.standard_normal((5, kh, kw, 4), np.float32)
        oh, ow = 7 - kh, 8 - kw
        expected = np.zeros((1, oh, ow, 5))
        for ky, kx in itertools.product(range(kh), range(kw)):
            expected += x[:, ky : ky + oh, kx : kx + ow, first : first + 4].astype(float) @ w[:, ky, kx].astype(float).T
        (folder / "model.mlir").write_text(MODULE.format(first=first, kh=kh, kw=kw, oh=oh, ow=ow))
        np.save(folder / "w.npy", w)
        subprocess.run(
            ["compress-run", folder / "model.mlir", "--input", folder / "x.npy", "--input", folder / "w.npy"]
            + ["--output", folder / "y.npy"],
            check=True,
        )
        equal += bool(np.abs(np.load(folder / "y.npy") - expected).max() < 1e-4)
    print(f"{equal} of {len(cases)} convolutions equal")


main()
