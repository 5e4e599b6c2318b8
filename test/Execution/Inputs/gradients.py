"""Compares gradients of convolutions and poolings with NumPy in double precision.

All gradients are one module per CPU. Usage: gradients.py FOLDER CPU...
"""

import itertools
import pathlib
import subprocess
import sys

import numpy as np

rng = np.random.default_rng(3)


def places(size, window):
    """Rows and columns of places that a window has."""
    pad, kernel, stride, dilation = window["pad"], window["kernel"], window["stride"], window["dilation"]
    return [(size[i] + pad[2 * i] + pad[2 * i + 1] - dilation[i] * (kernel[i] - 1) - 1) // stride[i] + 1 for i in (0, 1)]


def views(padded, out, window):
    """For each place in the window: its row and column, and what the windows see there."""
    stride, dilation = window["stride"], window["dilation"]
    for ky, kx in itertools.product(*map(range, window["kernel"])):
        rows = slice(ky * dilation[0], ky * dilation[0] + (out[0] - 1) * stride[0] + 1, stride[0])
        columns = slice(kx * dilation[1], kx * dilation[1] + (out[1] - 1) * stride[1] + 1, stride[1])
        yield ky, kx, padded[:, rows, columns]


def pad_image(x, window, value=0.0):
    top, bottom, left, right = window["pad"]
    return np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=value)


def crop(padded, size, window):
    top, _, left, _ = window["pad"]
    return padded[:, top : top + size[0], left : left + size[1]]


def input_grad(dy, w, shape, window, groups):
    padded = pad_image(np.zeros(shape), window)
    outputs, inputs = w.shape[0] // groups, w.shape[3]
    for ky, kx, view in views(padded, dy.shape[1:3], window):
        for g in range(groups):
            part = slice(g * outputs, (g + 1) * outputs)
            view[..., g * inputs : (g + 1) * inputs] += dy[..., part] @ w[part, ky, kx]
    return crop(padded, shape[1:3], window)


def weight_grad(dy, x, shape, window, groups):
    result = np.zeros(shape)
    outputs, inputs = shape[0] // groups, shape[3]
    for ky, kx, view in views(pad_image(x, window), dy.shape[1:3], window):
        for g in range(groups):
            part = slice(g * outputs, (g + 1) * outputs)
            result[part, ky, kx] = np.einsum("nyxo,nyxi->oi", dy[..., part], view[..., g * inputs : (g + 1) * inputs])
    return result


def max_pool_grad(dy, x, window):
    padded = pad_image(x, window, -np.inf)
    most = np.full(dy.shape, -np.inf)
    for _, _, view in views(padded, dy.shape[1:3], window):
        most = np.fmax(most, view)
    # Padding is no pixel, even where all of them are -inf.
    inside = pad_image(np.ones(x.shape, bool), window, False)
    result, taken = np.zeros(padded.shape), np.zeros(dy.shape, bool)
    seen = zip(views(padded, dy.shape[1:3], window), views(inside, dy.shape[1:3], window),
               views(result, dy.shape[1:3], window))
    for (_, _, view), (_, _, is_inside), (_, _, share) in seen:
        is_first = (view == most) & is_inside & ~taken
        share += np.where(is_first, dy, 0)
        taken |= is_first
    return crop(result, x.shape[1:3], window)


def avg_pool_grad(dy, shape, window):
    counts = np.zeros(dy.shape)
    for _, _, view in views(pad_image(np.ones(shape), window), dy.shape[1:3], window):
        counts += view
    padded = pad_image(np.zeros(shape), window)
    for _, _, view in views(padded, dy.shape[1:3], window):
        view += dy / counts
    return crop(padded, shape[1:3], window)


def type_of(array):
    return "tensor<" + "x".join(map(str, array.shape)) + "xf32>"


def attributes(window, names, groups=None):
    texts = [f"{name} = array<i64: {', '.join(map(str, window[name]))}>" for name in names]
    if groups is not None:
        texts.append(f"groups = {groups} : i64")
    return "{" + ", ".join(texts) + "}"


def random(*shape):
    return rng.standard_normal(shape, np.float32)


class Module:
    def __init__(self):
        self.arguments, self.body, self.expected, self.names = [], [], [], []

    def argument(self, array):
        self.arguments.append(array)
        return f"%a{len(self.arguments) - 1}"

    def gradient(self, what, text, expected, bound):
        i = len(self.expected)
        self.body.append(f"  %r{i} = {text} -> {type_of(expected)}")
        self.expected.append((what, expected, bound))

    def text(self):
        arguments = ", ".join(f"%a{i}: {type_of(a)}" for i, a in enumerate(self.arguments))
        types = ", ".join(type_of(e) for _, e, _ in self.expected)
        results = ", ".join(f"%r{i}" for i in range(len(self.expected)))
        return "\n".join([f"func.func @main({arguments}) -> ({types}) {{", *self.body, f"  return {results} : {types}", "}", ""])


def add_convolution(module, n, size, inputs, outputs, kernel, stride=(1, 1), dilation=(1, 1), pad=(0, 0, 0, 0), groups=1):
    window = dict(kernel=kernel, stride=stride, dilation=dilation, pad=pad)
    out = places(size, window)
    dy, x, w = random(n, *out, outputs), random(n, *size, inputs), random(outputs, *kernel, inputs // groups)
    wide = [a.astype(np.float64) for a in (dy, x, w)]
    a, b, c = (module.argument(array) for array in (dy, x, w))
    given = attributes(window, ("pad", "stride", "dilation"), groups)
    what = f"{n}x{size} {inputs}->{outputs} {given} kernel {kernel}"
    module.gradient(f"input of {what}",
                    f'compress.conv2d_input_grad "i{len(module.expected)}" {a}, {c} {given} : {type_of(dy)}, {type_of(w)}',
                    input_grad(wide[0], wide[2], x.shape, window, groups),
                    input_grad(abs(wide[0]), abs(wide[2]), x.shape, window, groups))
    module.gradient(f"weight of {what}",
                    f'compress.conv2d_weight_grad "w{len(module.expected)}" {a}, {b} {given} : {type_of(dy)}, {type_of(x)}',
                    weight_grad(wide[0], wide[1], w.shape, window, groups),
                    weight_grad(abs(wide[0]), abs(wide[1]), w.shape, window, groups))


def add_random_convolution(module):
    pick = lambda low, high: int(rng.integers(low, high + 1))
    kernel, stride, dilation = ((pick(1, 4), pick(1, 4)) for _ in range(3))
    pad = tuple(pick(0, 3) for _ in range(4))
    size = [pick(1, 6) + d * (k - 1) for k, d in zip(kernel, dilation)]
    groups = pick(1, 2)
    add_convolution(module, pick(1, 3), tuple(size), groups * pick(1, 20), groups * pick(1, 20), kernel, stride, dilation, pad, groups)


def add_pooling(module, n, size, channels, kernel, stride, pad=(0, 0, 0, 0), is_special=False):
    window = dict(kernel=kernel, stride=stride, dilation=(1, 1), pad=pad)
    dy = random(n, *places(size, window), channels)
    # Few values: many windows have several maxima.
    x = rng.integers(-1, 3, (n, *size, channels)).astype(np.float32)
    a, b = module.argument(dy), module.argument(x)
    if is_special:
        # Files hold finite numbers; the logarithm makes NaN and -inf of them.
        module.body.append(f"  {b}s = tosa.log {b} : ({type_of(x)}) -> {type_of(x)}")
        with np.errstate(all="ignore"):
            b, x = f"{b}s", np.log(x)
    given = attributes(window, ("kernel", "stride", "pad"))
    what = f"{n}x{size} {channels} {given}"
    wide = dy.astype(np.float64)
    module.gradient(f"max_pool of {what}",
                    f"compress.max_pool2d_grad {a}, {b} {given} : {type_of(dy)}, {type_of(x)}",
                    max_pool_grad(wide, x, window), max_pool_grad(abs(wide), x, window))
    module.gradient(f"avg_pool of {what}", f"compress.avg_pool2d_grad {a} {given} : {type_of(dy)}",
                    avg_pool_grad(wide, x.shape, window), avg_pool_grad(abs(wide), x.shape, window))


def add_products(module, rows, inputs, outputs, batch=1):
    """Gradients of a dense layer and of a product, as reverse mode writes them."""
    def transpose(name, array):
        perms = ", ".join(map(str, [*range(array.ndim - 2), array.ndim - 1, array.ndim - 2]))
        result = f"{name}t{len(module.body)}"
        turned = np.swapaxes(array, -1, -2)
        module.body.append(f"  {result} = tosa.transpose {name} {{perms = array<i32: {perms}>}} : ({type_of(array)}) -> {type_of(turned)}")
        return result, type_of(turned)

    def product(what, operation, a, b, wide):
        text = f'compress.{operation} "p{len(module.expected)}" {a[0]}, {b[0]} : {a[1]}, {b[1]}'
        i = len(module.expected)
        expected = wide[0] @ wide[1]
        module.body.append(f"  %r{i} = {text}")
        module.expected.append((f"{what} of {rows}x{inputs}->{outputs}", expected, abs(wide[0]) @ abs(wide[1])))

    dy, x, w = random(rows, outputs), random(rows, inputs), random(outputs, inputs)
    a, b, c = (module.argument(array) for array in (dy, x, w))
    wide = [array.astype(np.float64) for array in (dy, x, w)]
    product("input", "dense", (a, type_of(dy)), transpose(c, w), (wide[0], wide[2]))
    product("weight", "dense", transpose(a, dy), transpose(b, x), (wide[0].T, wide[1]))
    dy, x, w = random(batch, rows, outputs), random(batch, rows, inputs), random(batch, inputs, outputs)
    a, b, c = (module.argument(array) for array in (dy, x, w))
    wide = [array.astype(np.float64) for array in (dy, x, w)]
    product("a", "batch_matmul", (a, type_of(dy)), transpose(c, w), (wide[0], np.swapaxes(wide[2], 1, 2)))
    product("b", "batch_matmul", transpose(b, x), (a, type_of(dy)), (np.swapaxes(wide[1], 1, 2), wide[0]))


def build():
    module = Module()
    # Plain, as in LeNet and ResNet, and channels that fill no vector.
    add_convolution(module, 3, (12, 12), 10, 20, (5, 5))
    add_convolution(module, 2, (8, 9), 1, 10, (5, 5))
    add_convolution(module, 2, (7, 7), 33, 17, (3, 3), pad=(1, 1, 1, 1))
    add_convolution(module, 1, (6, 5), 64, 48, (3, 3), pad=(1, 1, 1, 1))
    # Strides: even, odd, that leave rows out, larger than the kernel.
    add_convolution(module, 2, (14, 14), 16, 32, (3, 3), (2, 2), pad=(1, 1, 1, 1))
    add_convolution(module, 1, (15, 17), 3, 8, (7, 7), (2, 2), pad=(3, 3, 3, 3))
    add_convolution(module, 2, (9, 14), 5, 6, (3, 4), (2, 3), pad=(0, 1, 2, 0))
    add_convolution(module, 1, (11, 10), 4, 7, (2, 1), (3, 4))
    add_convolution(module, 2, (8, 8), 16, 24, (1, 1), (2, 2))
    add_convolution(module, 2, (6, 7), 19, 33, (1, 1))
    add_convolution(module, 1, (10, 9), 2, 3, (2, 2), (5, 3))
    # Dilation, with strides; padding wider than the kernel.
    add_convolution(module, 1, (11, 12), 5, 6, (3, 3), dilation=(2, 3), pad=(2, 2, 3, 3))
    add_convolution(module, 1, (13, 12), 8, 4, (3, 2), (2, 3), (2, 2), (1, 2, 0, 1))
    add_convolution(module, 1, (12, 13), 3, 4, (3, 3), (2, 4), (4, 2), (5, 3, 1, 2))
    add_convolution(module, 1, (3, 2), 3, 4, (2, 2), pad=(4, 5, 3, 6))
    add_convolution(module, 1, (2, 3), 3, 4, (1, 2), (3, 4), pad=(4, 5, 3, 6))
    add_convolution(module, 1, (1, 1), 2, 3, (1, 1), (10, 10), pad=(5, 0, 5, 0))
    # Groups, depthwise, depthwise with several results.
    add_convolution(module, 2, (8, 7), 12, 9, (3, 3), pad=(1, 0, 1, 0), groups=3)
    add_convolution(module, 1, (9, 9), 8, 16, (3, 3), (2, 2), groups=2)
    add_convolution(module, 2, (9, 11), 21, 21, (3, 3), pad=(1, 1, 1, 1), groups=21)
    add_convolution(module, 2, (14, 14), 32, 32, (3, 3), (2, 2), pad=(0, 1, 0, 1), groups=32)
    add_convolution(module, 1, (10, 10), 40, 40, (5, 5), (2, 2), pad=(2, 2, 2, 2), groups=40)
    add_convolution(module, 1, (9, 9), 16, 16, (3, 3), (1, 2), (2, 1), (2, 2, 1, 1), groups=16)
    add_convolution(module, 1, (6, 7), 5, 15, (3, 3), (2, 1), groups=5)
    # Batches whose images are summed up in blocks: of images, of rows.
    add_convolution(module, 9, (28, 28), 24, 20, (3, 3), pad=(1, 1, 1, 1))
    add_convolution(module, 2, (71, 64), 16, 40, (3, 3), (2, 1), pad=(1, 0, 1, 1))
    # Products of transposed matrices.
    add_products(module, 64, 320, 50)
    add_products(module, 5, 17, 3)
    add_products(module, 7, 9, 33, batch=3)
    # Windows side by side, with rows left over, overlapping, apart.
    add_pooling(module, 3, (12, 12), 10, (2, 2), (2, 2))
    add_pooling(module, 2, (8, 8), 20, (2, 2), (2, 2))
    add_pooling(module, 2, (7, 9), 5, (2, 3), (2, 3))
    add_pooling(module, 2, (14, 14), 16, (3, 3), (2, 2), (1, 1, 1, 1))
    add_pooling(module, 1, (9, 10), 33, (3, 2), (1, 1), (1, 2, 1, 0))
    add_pooling(module, 1, (11, 13), 4, (2, 2), (3, 4), (1, 0, 0, 1))
    add_pooling(module, 2, (7, 7), 24, (7, 7), (7, 7))
    add_pooling(module, 2, (4, 4), 8, (1, 1), (1, 1))
    add_pooling(module, 2, (9, 9), 8, (3, 3), (2, 2), (1, 1, 1, 1), is_special=True)
    for _ in range(8):
        add_random_convolution(module)
    return module


def main():
    folder, cpus = pathlib.Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    module = build()
    model = folder / "gradients.mlir"
    model.write_text(module.text())
    operands = []
    for i, array in enumerate(module.arguments):
        np.save(folder / f"a{i}.npy", array)
        operands += ["--input", folder / f"a{i}.npy"]
    for i in range(len(module.expected)):
        operands += ["--output", folder / f"r{i}.npy"]
    wrong = 0
    for cpu in cpus:
        if subprocess.run(["compress-run", model, f"--cpu={cpu}", *operands]).returncode != 0:
            sys.exit(f"compress-run fails with --cpu={cpu}")
        for i, (what, expected, bound) in enumerate(module.expected):
            actual = np.load(folder / f"r{i}.npy")
            # Sums in another order: off by a few roundings of the summands.
            is_equal = actual.shape == expected.shape and (abs(actual - expected) <= 4e-6 * bound).all()
            if not is_equal:
                wrong += 1
                print(f"{cpu}: {what}: off by {abs(actual - expected).max() if actual.shape == expected.shape else actual.shape}")
    total = len(cpus) * len(module.expected)
    print(f"{wrong} of {total} gradients differ" if wrong else f"all {total} gradients equal")


main()
