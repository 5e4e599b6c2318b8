"""Random layers on the emulated GPU and on the CPU: integers equal, f32 close.

Usage: layers.py FOLDER SEED COUNT makes COUNT layers; layers.py FOLDER FILE takes
the network in FILE and gives it random inputs.
"""

import os
import random
import subprocess
import sys

import numpy as np

import emulate


def text_of(dtype):
    return {np.float32: "f32", np.int8: "i8", np.int32: "i32"}[dtype]


def type_of(shape, dtype):
    return "tensor<" + "x".join(map(str, shape)) + "x" + text_of(dtype) + ">"


class Module:
    """A function with one result per layer."""

    def __init__(self, seed):
        self.rng, self.random = np.random.default_rng(seed), random.Random(seed)
        self.arguments, self.body, self.results, self.inputs, self.kinds = [], [], [], [], []

    def values(self, shape, dtype):
        if dtype == np.float32:
            return self.rng.standard_normal(shape).astype(dtype)
        limit = 2000 if dtype == np.int32 else 128
        return self.rng.integers(-limit, limit, shape).astype(dtype)

    def argument(self, shape, dtype):
        name = f"%x{len(self.inputs)}"
        self.inputs.append(self.values(shape, dtype))
        self.arguments.append(f"{name}: {type_of(shape, dtype)}")
        return name

    def parameter(self, shape, dtype):
        name = f"%p{len(self.body)}"
        data = self.values(shape, dtype).tobytes().hex().upper()
        self.body.append(f'{name} = compress.parameter "{name[1:]}" = dense<"0x{data}"> : {type_of(shape, dtype)}')
        return name

    def finish(self, kind, value, shape, dtype):
        """Maybe an activation, maybe a residual sum, then a result."""
        i = len(self.results)
        low, high = ("0.0 : f32", "6.0 : f32") if dtype == np.float32 else ("-1000 : i32", "30000 : i32")
        kind_of = type_of(shape, dtype)
        if self.random.random() < 0.5:
            self.body.append(f"%c{i} = tosa.clamp {value} {{min_val = {low}, max_val = {high}}} : ({kind_of}) -> {kind_of}")
            value, kind = f"%c{i}", kind + " clamp"
        if self.random.random() < 0.4:
            other = self.argument(shape, dtype)
            self.body.append(f"%s{i} = tosa.add {value}, {other} : ({kind_of}, {kind_of}) -> {kind_of}")
            value, kind = f"%s{i}", kind + " add"
        self.results.append((value, kind_of))
        self.kinds.append(kind)

    def text(self):
        names, types = zip(*self.results)
        return "\n".join([f"func.func @main({', '.join(self.arguments)}) -> ({', '.join(types)}) {{", *self.body,
                          f"return {', '.join(names)} : {', '.join(types)}", "}", ""])


def add_convolution(module, dtype):
    pick = module.random.choice
    kernel = [pick([1, 1, 2, 3, 5]), pick([1, 3, 3, 4])]
    stride, dilation = [pick([1, 1, 2, 3]), pick([1, 2])], [pick([1, 1, 2]), 1]
    pad = [pick([0, 1, 2]) for _ in range(4)]
    groups = pick([1, 1, 1, 2, 3, 24])
    inputs, outputs = pick([1, 3, 8, 19, 32]), pick([1, 7, 16, 33, 70])
    if groups == 24:
        inputs, outputs = 1, pick([1, 2])
    batch, height, width = pick([1, 1, 3]), pick([9, 14, 17]), pick([8, 13, 21])
    shape, weight = [batch, height, width, groups * inputs], [groups * outputs, *kernel, inputs]
    size = lambda n, before, after, k, s, d: (n + before + after - d * (k - 1) - 1) // s + 1
    result = [batch, size(height, pad[0], pad[1], kernel[0], stride[0], dilation[0]),
              size(width, pad[2], pad[3], kernel[1], stride[1], dilation[1]), weight[0]]
    sums = np.float32 if dtype == np.float32 else np.int32
    zp = (0, 0) if dtype == np.float32 else (pick([0, -128, 5]), pick([0, 0, 3]))
    i = len(module.results)
    x = module.argument(shape, dtype)
    w = module.parameter(weight, dtype) if pick([1, 1, 0]) else module.argument(weight, dtype)
    bias, types = "", [type_of(shape, dtype), type_of(weight, dtype)]
    if pick([0, 1]):
        bias = " bias " + module.parameter(weight[:1], sums)
        types.append(type_of(weight[:1], sums))
    numbers = lambda values: "array<i64: " + ", ".join(map(str, values)) + ">"
    module.body.append(
        f'%y{i} = compress.conv2d "c{i}" {x}, {w}{bias} {{pad = {numbers(pad)}, stride = {numbers(stride)}, dilation = {numbers(dilation)}, '
        f"groups = {groups} : i64, input_zp = {zp[0]} : i32, weight_zp = {zp[1]} : i32}} : {', '.join(types)}")
    module.finish(f"conv {shape} by {weight} groups {groups}", f"%y{i}", result, sums)


def add_dense(module, dtype):
    pick = module.random.choice
    rows, inputs, outputs = pick([1, 1, 5, 64, 700]), pick([3, 40, 257, 1024]), pick([1, 10, 50, 300])
    sums = np.float32 if dtype == np.float32 else np.int32
    zp = (0, 0) if dtype == np.float32 else (pick([0, -128, 5]), pick([0, 0, 3]))
    i = len(module.results)
    x, w = module.argument([rows, inputs], dtype), module.parameter([outputs, inputs], dtype)
    b = module.parameter([outputs], sums)
    module.body.append(
        f'%y{i} = compress.dense "d{i}" {x}, {w} bias {b} {{input_zp = {zp[0]} : i32, weight_zp = {zp[1]} : i32}} : '
        f"{type_of([rows, inputs], dtype)}, {type_of([outputs, inputs], dtype)}, {type_of([outputs], sums)}")
    module.finish(f"dense {rows}x{inputs}x{outputs}", f"%y{i}", [rows, outputs], sums)


def add_batch_matmul(module, dtype):
    pick = module.random.choice
    batch, m, k, n = pick([1, 3]), pick([1, 9, 40]), pick([8, 33]), pick([1, 12, 65])
    sums = np.float32 if dtype == np.float32 else np.int32
    zp = (0, 0) if dtype == np.float32 else (pick([0, -3]), pick([0, 7]))
    i = len(module.results)
    a, b = module.argument([batch, m, k], dtype), module.argument([batch, k, n], dtype)
    module.body.append(f'%y{i} = compress.batch_matmul "m{i}" {a}, {b} {{a_zp = {zp[0]} : i32, b_zp = {zp[1]} : i32}} : '
                       f"{type_of([batch, m, k], dtype)}, {type_of([batch, k, n], dtype)}")
    module.finish(f"matmul {batch}x{m}x{k}x{n}", f"%y{i}", [batch, m, n], sums)


def add_pool(module, dtype):
    pick = module.random.choice
    shape, window = [pick([1, 2]), 12, 15, pick([3, 40])], pick([2, 3])
    i = len(module.results)
    x = module.argument(shape, dtype)
    result = [shape[0], 12 // window, 15 // window, shape[3]]
    kinds = f"({type_of(shape, dtype)}) -> {type_of(result, dtype)}"
    # TOSA wants windows that fill the input: cut what is left over.
    rest = 15 - 15 // window * window
    cut = [shape[0], 12, 15 - rest, shape[3]]
    module.body.append(f"%st{i} = tosa.const_shape {{values = dense<0> : tensor<4xindex>}} : () -> !tosa.shape<4>")
    module.body.append(f"%sz{i} = tosa.const_shape {{values = dense<{cut}> : tensor<4xindex>}} : () -> !tosa.shape<4>")
    module.body.append(f"%sl{i} = tosa.slice {x}, %st{i}, %sz{i} : ({type_of(shape, dtype)}, !tosa.shape<4>, !tosa.shape<4>) -> {type_of(cut, dtype)}")
    window_text = f"kernel = array<i64: {window}, {window}>, stride = array<i64: {window}, {window}>, pad = array<i64: 0, 0, 0, 0>"
    kinds = f"({type_of(cut, dtype)}) -> {type_of(result, dtype)}"
    module.body.append(f"%y{i} = tosa.max_pool2d %sl{i} {{{window_text}}} : {kinds}")
    module.results.append((f"%y{i}", type_of(result, dtype)))
    module.kinds.append(f"pool {shape}")


def random_inputs(function):
    """Entries for the inputs of `function`; of i32, indices."""
    rng = np.random.default_rng(3)
    for spec in function["inputs"]:
        dtype = emulate.TYPES[spec["type"]]
        if dtype == np.float32:
            yield rng.standard_normal(spec["shape"]).astype(dtype)
        else:
            low, high = (0, 4) if dtype == np.int32 else (-128, 128)
            yield rng.integers(low, high, spec["shape"]).astype(dtype)


def run_both(folder, path, inputs=None, kinds=None):
    """Runs the network in `path` on the CPU and in the emulator; returns how many results differ."""
    files = f"llvm={folder}/gpu.ll weights={folder}/gpu.weights launches={folder}/gpu.json"
    subprocess.run(["compress-opt", path, "--compress-to-gpu=chip=sm_80", f"--compress-emit-ptx={files}", "-o", os.devnull], check=True)
    function = emulate.json.load(open(f"{folder}/gpu.json"))["functions"][0]
    inputs = inputs or list(random_inputs(function))
    kinds = kinds or [spec["name"] for spec in function["outputs"]]
    command = ["compress-run", path]
    for i, value in enumerate(inputs):
        np.save(f"{folder}/x{i}.npy", value)
        command += ["--input", f"arg{i}={folder}/x{i}.npy"]
    for i in range(len(kinds)):
        command += ["--output", f"{folder}/y{i}.npy"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    library = emulate.Library(f"{folder}/gpu.ll", folder)
    weights = np.fromfile(f"{folder}/gpu.weights", np.uint8)
    failed = 0
    for order in (0, 1):
        outputs = emulate.run(library, function, weights, inputs, order)
        for i, (kind, output) in enumerate(zip(kinds, outputs, strict=True)):
            expected = np.load(f"{folder}/y{i}.npy")
            error = np.abs(output.astype(np.float64) - expected).max()
            limit = 1e-5 * (1 + np.abs(expected).max()) if output.dtype == np.float32 else 0
            bad = not error <= limit
            failed += bad
            if order == 0 or bad:
                print(f"{'WRONG' if bad else 'right'}: {i}, {kind}: {output.dtype} {list(output.shape)}, error {error:g}")
    how = sorted({launch["kernel"].split("_", 2)[2] for launch in function["launches"]})
    print(f"{len(function['launches'])} kernels of {', '.join(how)}")
    print(f"{len(kinds)} results in two orders of threads, {failed} wrong")
    return failed


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    if len(sys.argv) == 3:
        sys.exit(1 if run_both(folder, sys.argv[2]) else 0)
    seed, count = int(sys.argv[2]), int(sys.argv[3])
    module = Module(seed)
    adders = [add_convolution, add_convolution, add_convolution, add_dense, add_batch_matmul, add_pool]
    for i in range(count):
        module.random.choice(adders)(module, np.float32 if i % 2 else np.int8)
    path = os.path.join(folder, "layers.mlir")
    with open(path, "w") as file:
        file.write(module.text())
    sys.exit(1 if run_both(folder, path, module.inputs, module.kinds) else 0)


main()
