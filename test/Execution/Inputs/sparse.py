"""Compares sparse kernels with NumPy: f32 in double precision, int8 exactly.

Usage: sparse.py FOLDER. On every instruction set that this machine has.
"""

import itertools
import pathlib
import subprocess
import sys

import numpy as np

# images, height, width, inputs, outputs, kernel, stride, dilation, pad; block of the zeros, sparsity
CONVOLUTIONS = [
    (1, 5, 6, 3, 4, (3, 3), (1, 1), (1, 1), (0, 0, 0, 0), 1, 0.8),
    (2, 9, 8, 16, 20, (3, 3), (2, 2), (1, 1), (1, 1, 1, 1), 4, 0.9),
    (1, 12, 13, 10, 36, (5, 5), (1, 1), (1, 1), (2, 2, 2, 2), 4, 0.9),
    (1, 11, 13, 33, 17, (3, 2), (2, 3), (2, 1), (1, 0, 2, 1), 1, 0.7),
    (3, 7, 7, 64, 32, (1, 1), (1, 1), (1, 1), (0, 0, 0, 0), 1, 0.95),
    (1, 14, 14, 8, 12, (1, 1), (2, 2), (1, 1), (0, 0, 0, 0), 4, 0.5),
    (1, 6, 6, 5, 7, (3, 3), (1, 1), (1, 1), (1, 1, 1, 1), 1, 1.0),
    (1, 40, 41, 4, 5, (3, 3), (1, 1), (1, 1), (1, 1, 1, 1), 1, 0.0),
    (2, 9, 7, 150, 18, (1, 1), (1, 1), (1, 1), (0, 0, 0, 0), 1, 0.9),
    (2, 5, 7, 10, 8, (1, 1), (1, 1), (1, 1), (1, 1, 0, 0), 4, 0.5),
]
# rows, inputs, outputs, block, sparsity
DENSE = [(1, 7, 3, 1, 0.5), (16, 64, 32, 4, 0.9), (37, 50, 21, 1, 0.8), (130, 33, 40, 4, 0.7)]
# Several slices of the inputs, the last one no whole vector; several parts of the outputs, the last one neither.
DENSE += [(75, 597, 30, 1, 0.9), (9, 33, 2100, 1, 0.9), (20, 1040, 12, 4, 0.95)]


def find_cpus():
    """CPUs whose code runs here, with the instruction set that kernels for them are written in."""
    flags = pathlib.Path("/proc/cpuinfo").read_text().split()
    cpus = [("x86-64", "portable", "fxsr"), ("x86-64-v3", "avx2", "avx2"), ("x86-64-v4", "avx512", "avx512dq")]
    cpus += [("x86-64-v4+avx512vnni", "avx512-vnni", "avx512_vnni"), ("x86-64-v3+avxvnni", "avx-vnni", "avx_vnni")]
    return [(cpu, isa) for cpu, isa, flag in cpus if flag in flags]


def make_weight(random, outputs, depth, block, sparsity, integer):
    weight = random.integers(-128, 128, (outputs, depth)) if integer else random.standard_normal((outputs, depth))
    rows = -(-outputs // block)
    keep = np.repeat(random.random((rows, depth)) >= sparsity, block, axis=0)[:outputs]
    return np.where(keep, weight, 0).astype(np.int8 if integer else np.float32)


def convolve(x, w, stride, dilation, pad, zero):
    x = x.astype(np.int64 if zero is not None else np.float64) - (zero or 0)
    x = np.pad(x, ((0, 0), pad[:2], pad[2:], (0, 0)))
    _, kh, kw, _ = w.shape
    height, width = ((x.shape[i + 1] - (w.shape[i + 1] - 1) * dilation[i] - 1) // stride[i] + 1 for i in (0, 1))
    result = np.zeros((x.shape[0], height, width, w.shape[0]), x.dtype)
    for ky, kx in itertools.product(range(kh), range(kw)):
        top, left = ky * dilation[0], kx * dilation[1]
        part = x[:, top : top + (height - 1) * stride[0] + 1 : stride[0], left : left + (width - 1) * stride[1] + 1 : stride[1]]
        result += np.einsum("nyxi,oi->nyxo", part, w[:, ky, kx].astype(x.dtype))
    return result


def show(array, element):
    return f"tensor<{'x'.join(map(str, array.shape))}x{element}>"


def literal(array):
    return '"0x' + np.ascontiguousarray(array).tobytes().hex().upper() + '"'


def write_module(path, layer, x, w, b, y, integer):
    element, result = ("i8", "i32") if integer else ("f32", "f32")
    types = f"{show(x, element)}, {show(w, element)}, {show(b, result)}"
    path.write_text(
        f"func.func @main(%x: {show(x, element)}) -> {show(y, result)} {{\n"
        f'  %w = compress.parameter "l.weight" = dense<{literal(w)}> : {show(w, element)}\n'
        f'  %b = compress.parameter "l.bias" = dense<{literal(b)}> : {show(b, result)}\n'
        f"  %y = {layer.format(operands='%x, %w bias %b')} : {types}\n"
        f"  return %y : {show(y, result)}\n}}\n"
    )


def make_cases(random):
    """Layer, input, weight, bias, expected result, integer or not."""
    for integer in (False, True):
        zero = 3 if integer else None
        zero_text = "input_zp = 3 : i32" if integer else ""

        def make_input(*shape):
            return random.integers(-128, 128, shape).astype(np.int8) if integer else random.standard_normal(shape, np.float32)

        for n, h, w, i, o, kernel, stride, dilation, pad, block, sparsity in CONVOLUTIONS:
            x = make_input(n, h, w, i)
            weight = make_weight(random, o, kernel[0] * kernel[1] * i, block, sparsity, integer).reshape(o, *kernel, i)
            bias = random.integers(-1000, 1000, o).astype(np.int32) if integer else random.standard_normal(o, np.float32)
            lists = {"pad": pad, "stride": stride, "dilation": dilation}
            attributes = [f"{name} = array<i64: {', '.join(map(str, values))}>" for name, values in lists.items()]
            layer = 'compress.conv2d "l" {operands} {{' + ", ".join(attributes + [zero_text] * integer) + "}}"
            yield layer, x, weight, bias, convolve(x, weight, stride, dilation, pad, zero) + bias, integer
        for rows, i, o, block, sparsity in DENSE:
            x = make_input(rows, i)
            weight = make_weight(random, o, i, block, sparsity, integer)
            bias = random.integers(-1000, 1000, o).astype(np.int32) if integer else random.standard_normal(o, np.float32)
            wide = np.int64 if integer else np.float64
            expected = (x.astype(wide) - (zero or 0)) @ weight.T.astype(wide) + bias
            layer = 'compress.dense "l" {operands}' + (f" {{{{{zero_text}}}}}" if integer else "")
            yield layer, x, weight, bias, expected, integer


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    cpus = find_cpus()
    random = np.random.default_rng(1)
    equal = total = 0
    for number, (layer, x, w, b, expected, integer) in enumerate(make_cases(random)):
        model = folder / f"{number}.mlir"
        write_module(model, layer, x, w, b, expected, integer)
        np.save(folder / "x.npy", x)
        for cpu, isa in cpus:
            sparse = folder / f"{number}.{isa}.mlir"
            pipeline = f"builtin.module(func.func(compress-convert-to-sparse-kernels{{isa={isa} force}}))"
            subprocess.run(["compress-opt", model, f"--pass-pipeline={pipeline}", "-o", sparse], check=True)
            if "#compress.sparse" not in sparse.read_text():
                sys.exit(f"{sparse} has no sparse kernel")
            subprocess.run(["compress-run", sparse, f"--cpu={cpu}", "--input", folder / "x.npy", "--output", folder / "y.npy"], check=True)
            error = np.abs(np.load(folder / "y.npy") - expected).max()
            bound = 0 if integer else 1e-5 * w.reshape(w.shape[0], -1).shape[1] ** 0.5 * np.abs(x).max() * np.abs(w).max() + 1e-6
            total += 1
            equal += bool(error <= bound)
            if error > bound:
                print(f"case {number} on {cpu}, {x.shape} {w.shape}: off by {error}, allowed {bound}")
    print(f"{equal} of {total} cases equal, on {', '.join(isa for _, isa in cpus)}")
    sys.exit(equal != total)


main()
