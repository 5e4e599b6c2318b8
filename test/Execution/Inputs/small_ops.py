"""Compiles small operations at many shapes and compares them with NumPy.

All cases of a family are one module: case i has input `x<i>` and result i.
Usage: small_ops.py FOLDER FAMILY [options of compress-run]
"""

import itertools
import os
import subprocess
import sys

import numpy as np

rng = np.random.default_rng(5)
NAMES = {"float32": "f32", "int8": "i8", "int32": "i32", "bool": "i1"}


def type_of(array):
    return f"tensor<{'x'.join(map(str, array.shape))}x{NAMES[array.dtype.name]}>"


def random(shape, dtype):
    if dtype == np.float32:
        return rng.standard_normal(shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, endpoint=True).astype(dtype)


SHAPES = [
    # Planes to pixels and back, with rests and with fewer pixels than lanes.
    ((1, 3, 32, 40), (0, 2, 3, 1)), ((1, 32, 40, 3), (0, 3, 1, 2)), ((2, 3, 17, 19), (0, 2, 3, 1)),
    ((2, 17, 19, 3), (0, 3, 1, 2)), ((3, 2), (1, 0)), ((5, 7), (1, 0)), ((8, 50), (1, 0)), ((50, 8), (1, 0)),
    ((4, 37), (1, 0)), ((37, 4), (1, 0)), ((100, 2), (1, 0)), ((1, 10, 12, 12), (0, 2, 3, 1)),
    # Square tiles, overlapping ones, small ones.
    ((64, 48), (1, 0)), ((33, 70), (1, 0)), ((31, 9), (1, 0)), ((9, 31), (1, 0)), ((6, 11, 13), (0, 2, 1)),
    # Dimensions that stay side by side, and others between.
    ((3, 5, 7, 9), (3, 1, 0, 2)), ((2, 20, 6, 5), (2, 0, 3, 1)), ((16, 8, 3), (2, 1, 0)), ((3, 4, 5), (1, 2, 0)),
    ((6, 11, 13), (2, 0, 1)), ((1, 8, 1, 50), (3, 0, 2, 1)), ((40, 1, 1, 9), (3, 1, 2, 0)),
    # The last one stays.
    ((4, 5, 33), (1, 0, 2)), ((7, 1, 3), (1, 0, 2)),
]  # fmt: skip


def transposes():
    for dtype, (shape, perms) in itertools.product((np.float32, np.int8, np.int32), SHAPES):
        x = random(shape, dtype)
        attribute = f"array<i32: {', '.join(map(str, perms))}>"
        yield x, f"tosa.transpose %x {{perms = {attribute}}}", np.ascontiguousarray(x.transpose(perms))


def pooled(x, kernel, stride, function):
    rows = (x.shape[1] - kernel[0]) // stride[0] + 1
    columns = (x.shape[2] - kernel[1]) // stride[1] + 1
    y = [[function(x[:, r * stride[0]:][:, :kernel[0], c * stride[1]:][:, :, :kernel[1]])
          for c in range(columns)] for r in range(rows)]  # fmt: skip
    return np.array(y).transpose(2, 0, 1, 3).astype(x.dtype)


def pools():
    sizes = itertools.product((1, 3, 10, 16, 20, 37, 64, 130), ((2, 2), (3, 3), (4, 1)), ((2, 2), (1, 3)))
    for dtype, (channels, kernel, stride) in itertools.product((np.float32, np.int8), sizes):
        x = random((2, (5 * stride[0]) + kernel[0], (6 * stride[1]) + kernel[1], channels), dtype)
        numbers = lambda values: f"array<i64: {', '.join(map(str, values))}>"
        text = (f"tosa.max_pool2d %x {{kernel = {numbers(kernel)}, pad = array<i64: 0, 0, 0, 0>, "
                f"stride = {numbers(stride)}}}")  # fmt: skip
        yield x, text, pooled(x, kernel, stride, lambda window: window.max(axis=(1, 2)))


def reductions():
    shapes = ((1, 1000), (5, 7), (3, 1), (2, 3, 64), (4, 33, 5), (130,), (2, 17, 16))
    for dtype, shape in itertools.product((np.float32, np.int32), shapes):
        for axis, name in itertools.product(range(len(shape)), ("max", "min", "sum")):
            x = random(shape, dtype) if dtype == np.float32 else rng.integers(-1000, 1000, shape).astype(dtype)
            y = getattr(np, name)(x.astype(np.float64), axis=axis, keepdims=True).astype(dtype)
            yield x, f"tosa.reduce_{name} %x {{axis = {axis} : i32}}", y


FAMILIES = {"transposes": transposes, "pools": pools, "reductions": reductions}


def main():
    folder, family, *options = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    arguments, body, results, expected = [], [], [], []
    command = ["compress-run", f"{folder}/ops.mlir", *options]
    for i, (x, text, y) in enumerate(FAMILIES[family]()):
        np.save(f"{folder}/x{i}.npy", x)
        expected.append((text, y))
        arguments.append(f'%x{i}: {type_of(x)} {{compress.name = "x{i}"}}')
        body.append(f"  %y{i} = {text.replace('%x', f'%x{i}')} : ({type_of(x)}) -> {type_of(y)}")
        results.append((f"%y{i}", type_of(y)))
        command += ["--input", f"x{i}={folder}/x{i}.npy", "--output", f"{folder}/y{i}.npy"]
    names, types = zip(*results)
    with open(f"{folder}/ops.mlir", "w") as file:
        file.write(f"func.func @main({', '.join(arguments)}) -> ({', '.join(types)}) {{\n")
        file.write("\n".join(body) + f"\n  return {', '.join(names)} : {', '.join(types)}\n}}\n")
    subprocess.run(command, check=True)
    failed = 0
    for i, (text, y) in enumerate(expected):
        actual = np.load(f"{folder}/y{i}.npy")
        assert actual.dtype == y.dtype and actual.shape == y.shape
        is_sum = y.dtype == np.float32 and "sum" in text
        error = np.abs(actual.astype(np.float64) - y).max()
        if error > (1e-4 if is_sum else 0):
            print(f"case {i}: {text} of {arguments[i]}: error {error:g}")
            failed += 1
    print(f"{len(expected) - failed} of {len(expected)} cases equal")
    sys.exit(1 if failed else 0)


main()
