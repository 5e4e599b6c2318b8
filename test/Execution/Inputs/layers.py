"""Compiles layers of many shapes and compares them with NumPy.

All cases are one module: case i has input `x<i>`, possibly weight `w<i>`, and
result i. Usage: layers.py FOLDER f32|i8
"""

import os
import subprocess
import sys

import numpy as np

rng = np.random.default_rng(7)


def convolve(x, w, bias, pad, stride, dilation, groups, x_zp, w_zp):
    """NHWC x OHWI, straight from the definition, in float64 or int64."""
    wide = np.float64 if x.dtype == np.float32 else np.int64
    x = x.astype(wide) - x_zp
    w = w.astype(wide) - w_zp
    top, bottom, left, right = pad
    x = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
    o, kh, kw, i = w.shape
    oh = (x.shape[1] - dilation[0] * (kh - 1) - 1) // stride[0] + 1
    ow = (x.shape[2] - dilation[1] * (kw - 1) - 1) // stride[1] + 1
    y = np.zeros((x.shape[0], oh, ow, o), wide)
    per_group = o // groups
    for channel in range(o):
        group = channel // per_group
        for ky in range(kh):
            for kx in range(kw):
                rows = slice(ky * dilation[0], ky * dilation[0] + (oh - 1) * stride[0] + 1, stride[0])
                columns = slice(kx * dilation[1], kx * dilation[1] + (ow - 1) * stride[1] + 1, stride[1])
                part = x[:, rows, columns, group * i : (group + 1) * i]
                y[..., channel] += part @ w[channel, ky, kx]
    return y if bias is None else y + bias


def random(shape, dtype):
    if dtype == np.float32:
        return rng.standard_normal(shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max + 1, shape).astype(dtype)


def type_of(array):
    name = {"float32": "f32", "int8": "i8", "int32": "i32"}[array.dtype.name]
    return "x".join(map(str, array.shape)) + "x" + name


def literal(array):
    data = np.ascontiguousarray(array).tobytes().hex().upper()
    return f'dense<"0x{data}"> : tensor<{type_of(array)}>'


class Module:
    def __init__(self):
        self.arguments, self.body, self.results = [], [], []
        self.inputs, self.expected = {}, []

    def argument(self, name, array):
        self.inputs[name] = array
        self.arguments.append(f'%{name}: tensor<{type_of(array)}> {{compress.name = "{name}"}}')

    def parameter(self, name, array):
        self.body.append(f'  %{name} = compress.parameter "{name}" = {literal(array)}')

    def result(self, name, expected, dtype):
        expected = expected.astype(dtype)
        self.expected.append(expected)
        self.results.append((f"%{name}", f"tensor<{type_of(expected)}>"))

    def text(self):
        names, types = zip(*self.results)
        return "\n".join(
            [f"func.func @main({', '.join(self.arguments)}) -> ({', '.join(types)}) {{", *self.body,
             f"  return {', '.join(names)} : {', '.join(types)}", "}", ""])


def add_operands(module, i, x, w, bias, is_constant):
    module.argument(f"x{i}", x)
    if is_constant:
        module.parameter(f"w{i}", w)
    else:
        module.argument(f"w{i}", w)
    if bias is not None:
        module.parameter(f"b{i}", bias)


def zero_points(dtype, case):
    return case.get("zp", (0, 0)) if dtype == np.int8 else (0, 0)


def add_convolution(module, i, dtype, case):
    size, weight = case["size"], case["weight"]
    pad, stride = case.get("pad", (0,) * 4), case.get("stride", (1, 1))
    dilation, groups = case.get("dilation", (1, 1)), case.get("groups", 1)
    sum_type = np.float32 if dtype == np.float32 else np.int32
    x, w = random(size, dtype), random(weight, dtype)
    bias = random(weight[:1], np.float32 if dtype == np.float32 else np.int8).astype(sum_type) if case.get("bias") else None
    x_zp, w_zp = zero_points(dtype, case)
    add_operands(module, i, x, w, bias, case.get("constant", True))
    y = convolve(x, w, bias, pad, stride, dilation, groups, x_zp, w_zp)
    numbers = lambda values: "array<i64: " + ", ".join(map(str, values)) + ">"
    bias_text = f" bias %b{i}" if bias is not None else ""
    types = ", ".join(f"tensor<{type_of(t)}>" for t in (x, w, bias) if t is not None)
    module.body.append(
        f'  %y{i} = compress.conv2d "c{i}" %x{i}, %w{i}{bias_text} {{pad = {numbers(pad)}, stride = {numbers(stride)}, '
        f"dilation = {numbers(dilation)}, groups = {groups} : i64, input_zp = {x_zp} : i32, weight_zp = {w_zp} : i32}} : {types}")
    module.result(f"y{i}", y, sum_type)


def add_dense(module, i, dtype, case):
    sum_type = np.float32 if dtype == np.float32 else np.int32
    x, w = random(case["size"], dtype), random(case["weight"], dtype)
    bias = random(case["weight"][:1], np.int8).astype(sum_type) if case.get("bias") else None
    x_zp, w_zp = zero_points(dtype, case)
    add_operands(module, i, x, w, bias, case.get("constant", True))
    wide = np.float64 if dtype == np.float32 else np.int64
    y = (x.astype(wide) - x_zp) @ (w.astype(wide) - w_zp).T + (0 if bias is None else bias)
    bias_text = f" bias %b{i}" if bias is not None else ""
    types = ", ".join(f"tensor<{type_of(t)}>" for t in (x, w, bias) if t is not None)
    module.body.append(
        f'  %y{i} = compress.dense "d{i}" %x{i}, %w{i}{bias_text} {{input_zp = {x_zp} : i32, weight_zp = {w_zp} : i32}} : {types}')
    module.result(f"y{i}", y, sum_type)


def add_batch_matmul(module, i, dtype, case):
    a, b = random(case["size"], dtype), random(case["weight"], dtype)
    a_zp, b_zp = zero_points(dtype, case)
    module.argument(f"x{i}", a)
    module.argument(f"w{i}", b)
    wide = np.float64 if dtype == np.float32 else np.int64
    y = (a.astype(wide) - a_zp) @ (b.astype(wide) - b_zp)
    module.body.append(
        f'  %y{i} = compress.batch_matmul "m{i}" %x{i}, %w{i} {{a_zp = {a_zp} : i32, b_zp = {b_zp} : i32}} '
        f": tensor<{type_of(a)}>, tensor<{type_of(b)}>")
    module.result(f"y{i}", y, np.float32 if dtype == np.float32 else np.int32)


CASES = [
    # Plain, odd channels, rows that are no multiple of the register tile.
    (add_convolution, dict(size=(1, 9, 17, 3), weight=(5, 3, 3, 3), bias=True)),
    (add_convolution, dict(size=(2, 5, 6, 1), weight=(1, 2, 3, 1))),
    (add_convolution, dict(size=(1, 7, 31, 5), weight=(37, 3, 3, 5), bias=True, pad=(1, 1, 1, 1), zp=(-128, 0))),
    # More than one tile of output channels.
    (add_convolution, dict(size=(1, 4, 5, 7), weight=(150, 1, 3, 7), pad=(0, 0, 2, 1), zp=(5, 0))),
    # Stride that leaves rows over, dilation, uneven pads.
    (add_convolution, dict(size=(1, 12, 13, 4), weight=(8, 3, 2, 4), stride=(2, 3), pad=(0, 1, 2, 0), bias=True, zp=(3, -7))),
    (add_convolution, dict(size=(1, 11, 12, 2), weight=(6, 3, 3, 2), dilation=(2, 3), pad=(2, 2, 3, 3), zp=(-1, 0))),
    # 1x1, with and without stride.
    (add_convolution, dict(size=(2, 6, 5, 19), weight=(33, 1, 1, 19), bias=True, zp=(-128, 2))),
    (add_convolution, dict(size=(1, 6, 5, 8), weight=(16, 1, 1, 8), stride=(2, 2))),
    # Depthwise, depthwise with multiplier, grouped.
    (add_convolution, dict(size=(1, 9, 19, 21), weight=(21, 3, 3, 1), groups=21, pad=(1, 1, 1, 1), bias=True, zp=(-128, 0))),
    (add_convolution, dict(size=(1, 8, 8, 32), weight=(32, 5, 5, 1), groups=32, stride=(2, 2), pad=(2, 2, 1, 2), zp=(9, -3))),
    (add_convolution, dict(size=(1, 6, 7, 5), weight=(15, 3, 3, 1), groups=5, bias=True, zp=(1, 0))),
    (add_convolution, dict(size=(1, 8, 7, 12), weight=(9, 3, 3, 4), groups=3, pad=(1, 0, 1, 0), bias=True, zp=(-5, 4))),
    # Weights that are arguments.
    (add_convolution, dict(size=(1, 6, 6, 3), weight=(4, 3, 3, 3), pad=(1, 1, 1, 1), constant=False, bias=True, zp=(7, -2))),
    (add_convolution, dict(size=(1, 6, 6, 4), weight=(4, 3, 3, 1), groups=4, constant=False, zp=(7, 0))),
    (add_dense, dict(size=(1, 40), weight=(50, 40), bias=True, zp=(-128, 0))),
    (add_dense, dict(size=(1, 5), weight=(1, 5))),
    (add_dense, dict(size=(7, 33), weight=(67, 33), bias=True, zp=(4, 11))),
    (add_dense, dict(size=(2, 3, 17), weight=(10, 17), zp=(2, 0))),
    (add_dense, dict(size=(3, 17), weight=(10, 17), constant=False, zp=(2, 1))),
    (add_batch_matmul, dict(size=(3, 5, 17), weight=(3, 17, 21), zp=(3, -4))),
    (add_batch_matmul, dict(size=(2, 1, 8), weight=(2, 8, 1))),
]


def main():
    folder, name = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    dtype = {"f32": np.float32, "i8": np.int8}[name]
    module = Module()
    for i, (add, case) in enumerate(CASES):
        add(module, i, dtype, case)
    path = os.path.join(folder, "layers.mlir")
    with open(path, "w") as file:
        file.write(module.text())
    command = ["compress-run", path]
    for key, array in module.inputs.items():
        np.save(f"{folder}/{key}.npy", array)
        command += ["--input", f"{key}={folder}/{key}.npy"]
    for i in range(len(module.expected)):
        command += ["--output", f"{folder}/y{i}.npy"]
    subprocess.run(command, check=True)
    failed = 0
    for i, expected in enumerate(module.expected):
        actual = np.load(f"{folder}/y{i}.npy")
        assert actual.dtype == expected.dtype and actual.shape == expected.shape
        error = np.abs(actual.astype(np.float64) - expected).max()
        limit = 1e-4 if dtype == np.float32 else 0
        print(f"case {i}: {CASES[i][0].__name__} {CASES[i][1]}: error {error:g}")
        failed += error > limit
    print(f"{len(module.expected) - failed} of {len(module.expected)} cases equal")
    sys.exit(1 if failed else 0)


main()
