"""Gradients of compiled networks, and at kinks, against PyTorch's.

Writes each network of torch_gradients.py as layers on parameters, lifts them,
differentiates, compiles, runs and compares.
Usage: network_gradients.py FOLDER lenet|resnet|transformer|kinks
"""

import os
import subprocess
import sys

import numpy as np

GOLDEN = np.load(os.path.join(os.path.dirname(__file__), "torch_gradients.npz"))
NAMES = {"f": "f32", "i": "i32"}


def type_of(shape, element="f32"):
    return f"tensor<{''.join(f'{size}x' for size in shape)}{element}>"


def nhwc(array):
    """NCHW to NHWC, and OIHW to OHWI."""
    return np.ascontiguousarray(array.transpose(0, 2, 3, 1)) if array.ndim == 4 else array


class Writer:
    """Writes operations; values are (name, shape)."""

    def __init__(self, case):
        self.case, self.lines, self.shared = case, [], {}

    def emit(self, text, shape):
        name = f"%{len(self.lines)}"
        self.lines.append(f"  {name} = {text}")
        return name, tuple(shape)

    def constant(self, array):
        text = f"dense<\"0x{array.tobytes().hex()}\">" if array.size > 1 else f"dense<{array.item()}>"
        kind = type_of(array.shape, {"float32": "f32", "int8": "i8"}[array.dtype.name])
        return self.emit(f'"tosa.const"() <{{values = {text} : {kind}}}> : () -> {kind}', array.shape)

    def scalar(self, number, rank):
        return self.constant(np.full((1,) * rank, number, np.float32))

    def shape(self, sizes):
        sizes = list(sizes)
        values = f"dense<{sizes}> : tensor<{len(sizes)}xindex>"
        return self.emit(f"tosa.const_shape {{values = {values}}} : () -> !tosa.shape<{len(sizes)}>", ())[0]

    def parameter(self, key):
        """A parameter; the same one for the same key."""
        if key not in self.shared:
            value = nhwc(GOLDEN[f"{self.case}/value/{key}"])
            data = f'dense<"0x{value.tobytes().hex()}"> : {type_of(value.shape)}'
            frozen = "frozen " if "running" in key else ""
            self.shared[key] = self.emit(f'compress.parameter "{key}" {frozen}= {data}', value.shape)
        return self.shared[key]

    def op(self, name, operands, shape, attributes=""):
        values = ", ".join(value for value, _ in operands)
        types = ", ".join(type_of(size) for _, size in operands)
        return self.emit(f"tosa.{name} {values}{attributes} : ({types}) -> {type_of(shape)}", shape)

    def unary(self, name, x, attributes=""):
        return self.op(name, [x], x[1], attributes)

    def binary(self, name, a, b):
        shape = np.broadcast_shapes(a[1], b[1])
        if name != "mul":
            return self.op(name, [a, b], shape)
        shift = self.constant(np.zeros(1, np.int8))[0]
        types = f"{type_of(a[1])}, {type_of(b[1])}, tensor<1xi8>"
        return self.emit(f"tosa.mul {a[0]}, {b[0]}, {shift} : ({types}) -> {type_of(shape)}", shape)

    def scaled(self, x, number):
        return self.binary("mul", x, self.scalar(number, len(x[1])))

    def reduce(self, name, x, axis):
        axis %= len(x[1])
        shape = [1 if i == axis else size for i, size in enumerate(x[1])]
        return self.op(f"reduce_{name}", [x], shape, f" {{axis = {axis} : i32}}")

    def reshape(self, x, shape):
        sizes = self.shape(shape)
        types = f"{type_of(x[1])}, !tosa.shape<{len(shape)}>"
        return self.emit(f"tosa.reshape {x[0]}, {sizes} : ({types}) -> {type_of(shape)}", shape)

    def transpose(self, x, perms):
        return self.op("transpose", [x], [x[1][i] for i in perms],
                       f" {{perms = array<i32: {', '.join(map(str, perms))}>}}")  # fmt: skip

    def relu(self, x, high="3.40282347E+38"):
        return self.unary("clamp", x, f" {{min_val = 0.0 : f32, max_val = {high} : f32}}")

    def conv(self, key, x, bias=True, pad=0, stride=1, dilation=1, groups=1):
        weight = self.parameter(f"{key}.weight")
        operands = [x, weight] + ([self.parameter(f"{key}.bias")] if bias else [])
        size = lambda i: (x[1][i] + 2 * pad - dilation * (weight[1][i] - 1) - 1) // stride + 1
        attributes = (f"{{pad = array<i64: {pad}, {pad}, {pad}, {pad}>, stride = array<i64: {stride}, {stride}>, "
                      f"dilation = array<i64: {dilation}, {dilation}>, groups = {groups} : i64}}")  # fmt: skip
        return self.layer(f'conv2d "{key}"', operands, (x[1][0], size(1), size(2), weight[1][0]), attributes)

    def layer(self, head, operands, shape, attributes=""):
        values = [value for value, _ in operands]
        text = f"{values[0]}, {values[1]}" + (f" bias {values[2]}" if len(values) > 2 else "")
        types = ", ".join(type_of(size) for _, size in operands)
        return self.emit(f"compress.{head} {text} {attributes} : {types}", shape)

    def dense(self, key, x):
        weight, bias = self.parameter(f"{key}.weight"), self.parameter(f"{key}.bias")
        return self.layer(f'dense "{key}"', [x, weight, bias], (*x[1][:-1], weight[1][0]))

    def batch_norm(self, key, x):
        roles = (("scale", "weight"), ("offset", "bias"), ("mean", "running_mean"), ("variance", "running_var"))
        values = [(role, self.parameter(f"{key}.{name}")) for role, name in roles]
        text = " ".join(f"{role} {value}" for role, (value, _) in values)
        types = ", ".join(type_of(shape) for shape in [x[1], *(shape for _, (_, shape) in values)])
        return self.emit(f'compress.batch_norm "{key}" {x[0]} {text} {{epsilon = 1.0e-5 : f32}} : {types}', x[1])

    def max_pool(self, x, size=2, stride=2, pad=0):
        out = lambda i: (x[1][i] + 2 * pad - size) // stride + 1
        return self.op("max_pool2d", [x], (x[1][0], out(1), out(2), x[1][3]),
                       f" {{kernel = array<i64: {size}, {size}>, pad = array<i64: {pad}, {pad}, {pad}, {pad}>, "
                       f"stride = array<i64: {stride}, {stride}>}}")  # fmt: skip

    def avg_pool(self, x, size):
        zero = self.scalar(0.0, 1)[0]
        shape = (x[1][0], x[1][1] // size, x[1][2] // size, x[1][3])
        types = f"{type_of(x[1])}, tensor<1xf32>, tensor<1xf32>"
        return self.emit(f"tosa.avg_pool2d {x[0]}, {zero}, {zero} {{acc_type = f32, kernel = array<i64: {size}, {size}>, "
                         f"pad = array<i64: 0, 0, 0, 0>, stride = array<i64: {size}, {size}>}} : "
                         f"({types}) -> {type_of(shape)}", shape)  # fmt: skip

    def softmax_parts(self, x):
        """x - max, and the sum of its exponentials."""
        shifted = self.binary("sub", x, self.reduce("max", x, -1))
        exponentials = self.unary("exp", shifted)
        return shifted, exponentials, self.reduce("sum", exponentials, -1)

    def layer_norm(self, key, x):
        width = x[1][-1]
        mean = self.scaled(self.reduce("sum", x, -1), 1 / width)
        centered = self.binary("sub", x, mean)
        two = self.scalar(2.0, len(x[1]))
        variance = self.scaled(self.reduce("sum", self.binary("pow", centered, two), -1), 1 / width)
        inverse = self.unary("rsqrt", self.binary("add", variance, self.scalar(1e-5, len(x[1]))))
        normal = self.binary("mul", centered, inverse)
        row = lambda name: self.reshape(self.parameter(f"{key}.{name}"), (1, 1, width))
        return self.binary("add", self.binary("mul", normal, row("weight")), row("bias"))

    def cross_entropy(self, logits, labels):
        one_hot = self.constant(np.eye(logits[1][1], dtype=np.float32)[labels])
        shifted, _, total = self.softmax_parts(logits)
        log_probability = self.binary("sub", shifted, self.unary("log", total))
        picked = self.binary("mul", log_probability, one_hot)
        return self.reshape(self.scaled(self.reduce("sum", self.reduce("sum", picked, 0), 1), -1 / len(labels)), ())


def lenet(w, x):
    x = w.max_pool(w.relu(w.conv("conv1", x)))
    x = w.max_pool(w.relu(w.conv("conv2", x)))
    return w.dense("fc2", w.relu(w.dense("fc1", w.reshape(x, (x[1][0], 96)))))


def resnet(w, x):
    x = w.relu(w.batch_norm("bn0", w.conv("stem", x, bias=False, pad=1)))
    y = w.relu(w.batch_norm("bn1", w.conv("a", x, bias=False, pad=1)))
    y = w.batch_norm("bn2", w.conv("b", y, bias=False, pad=1, stride=2))
    x = w.relu(w.binary("add", y, w.conv("skip", x, stride=2)))
    x = w.relu(w.conv("depthwise", x, pad=2, dilation=2, groups=12), high="6.0")
    x = w.avg_pool(w.conv("grouped", x, groups=2), 2)
    return w.dense("fc", w.reshape(x, (x[1][0], 8)))


def transformer(w, x):
    batch, tokens, width = x[1]

    def heads(value):
        value = w.transpose(w.reshape(value, (batch, tokens, 2, 4)), (0, 2, 1, 3))
        return w.reshape(value, (batch * 2, tokens, 4))

    y = w.layer_norm("norm1", x)
    q, k, v = (heads(w.dense(key, y)) for key in "qkv")
    scores = w.layer('batch_matmul "scores"', [q, w.transpose(k, (0, 2, 1))], (batch * 2, tokens, tokens))
    _, exponentials, total = w.softmax_parts(w.scaled(scores, 0.5))
    scores = w.binary("mul", exponentials, w.unary("reciprocal", total))
    y = w.layer('batch_matmul "mix"', [scores, v], (batch * 2, tokens, 4))
    y = w.transpose(w.reshape(y, (batch, 2, tokens, 4)), (0, 2, 1, 3))
    x = w.binary("add", x, w.dense("o", w.reshape(y, (batch, tokens, width))))
    y = w.dense("up", w.layer_norm("norm2", x))
    bell = w.binary("add", w.unary("erf", w.scaled(y, 0.5**0.5)), w.scalar(1.0, 3))
    y = w.dense("down", w.scaled(w.binary("mul", y, bell), 0.5))
    x = w.binary("add", x, y)
    return w.reshape(w.dense("head", x), (batch * tokens, 10))


NETWORKS = {"lenet": lenet, "resnet": resnet, "transformer": transformer}


def run(path, inputs, names):
    """Runs a module on named inputs; returns results by name."""
    command = ["compress-run", path]
    for name, array in inputs.items():
        np.save(f"{path}.{name}.npy", array)
        command += ["--input", f"{name}={path}.{name}.npy"]
    for name in names:
        command += ["--output", f"{path}.{name}.out.npy"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return {name: np.load(f"{path}.{name}.out.npy") for name in names}


def differs(name, actual, expected, tolerance):
    error = np.abs(actual.astype(np.float64) - expected).max() / max(np.abs(expected).max(), 1e-3)
    if actual.shape != expected.shape or not error <= tolerance:
        print(f"{name}: shape {actual.shape}, relative error {error:g}")
        return True
    return False


def check_network(folder, case):
    w = Writer(case)
    x = nhwc(GOLDEN[f"{case}/x"])
    loss = w.cross_entropy(NETWORKS[case](w, ("%x", x.shape)), GOLDEN[f"{case}/labels"])
    path = f"{folder}/{case}.mlir"
    with open(path, "w") as file:
        file.write(f'func.func @main(%x: {type_of(x.shape)} {{compress.name = "x"}}) -> '
                   '(tensor<f32> {compress.name = "loss"}) {\n')  # fmt: skip
        file.write("\n".join(w.lines) + f"\n  return {loss[0]} : tensor<f32>\n}}\n")
    passes = ["--compress-lift-parameters", "--compress-use-batch-statistics", "--compress-differentiate"]
    if not any("running" in key for key in w.shared):
        passes.remove("--compress-use-batch-statistics")
    subprocess.run(["compress-opt", path, *passes, "-o", f"{path}.grad"], check=True)
    # Results come in the order of arguments, statistics before gradients.
    running = [key for key in w.shared if "running" in key]
    trained = [key for key in w.shared if "running" not in key]
    inputs = {"x": x} | {key: nhwc(GOLDEN[f"{case}/value/{key}"]) for key in w.shared}
    results = run(f"{path}.grad", inputs, ["loss", *running, *trained])
    expected = {"loss": GOLDEN[f"{case}/loss"]}
    expected |= {key: GOLDEN[f"{case}/running/{key}"] for key in running}
    expected |= {key: nhwc(GOLDEN[f"{case}/gradient/{key}"]) for key in trained}
    assert len(trained) == sum(key.startswith(f"{case}/gradient/") for key in GOLDEN)
    failed = sum(differs(key, results[key], expected[key], 2e-4) for key in expected)
    return len(expected), failed


def kink_cases():
    clamp = lambda low, high: f"tosa.clamp %x0 {{min_val = {low} : f32, max_val = {high} : f32}} : (TYPE) -> TYPE"
    yield "relu", clamp("0.0", "3.40282347E+38")
    yield "hardtanh", clamp("-0.5", "1.0")
    yield "abs", "tosa.abs %x0 : (TYPE) -> TYPE"
    for name in ("maximum", "minimum", "pow"):
        yield name, f"tosa.{name} %x0, %x1 : (TYPE, TYPE) -> TYPE"
    yield "reduce_max", "tosa.reduce_max %x0 {axis = 1 : i32} : (tensor<3x3xf32>) -> tensor<3x1xf32>"
    yield "reduce_min", "tosa.reduce_min %x0 {axis = 0 : i32} : (tensor<3x3xf32>) -> tensor<1x3xf32>"
    yield "fake_quant0", "compress.fake_quant %x0 as !quant.uniform<i8<-8:7>:f32, 0.5> : TYPE"
    yield "fake_quant1", "compress.fake_quant %x0 as !quant.uniform<i8<-8:7>:f32, 0.5:1> : TYPE"
    yield "fake_quant_axis", "compress.fake_quant %x0 as !quant.uniform<i8<-8:7>:f32:0, {0.5, 0.25:1}> : TYPE"
    pool = "{kernel = array<i64: K, K>, pad = array<i64: P, P, P, P>, stride = array<i64: S, S>}"
    for name, sizes in (("max_pool2d", "202"), ("max_pool2d_overlap", "311")):
        attributes = pool.replace("K", sizes[0]).replace("P", sizes[1]).replace("S", sizes[2])
        out = "1x2x2x1" if sizes[2] == "2" else "1x4x4x1"
        yield name, f"tosa.max_pool2d %x0 {attributes} : (tensor<1x4x4x1xf32>) -> tensor<{out}xf32>"


def check_kink(folder, name, text):
    keys = [key for key in GOLDEN if key.startswith(f"kink/{name}/x")]
    pooled = name.startswith("max_pool")
    inputs = {key.rsplit("/")[-1]: GOLDEN[key] for key in keys}
    shapes = {key: (1, 4, 4, 1) if pooled else value.shape for key, value in inputs.items()}
    text = text.replace("TYPE", type_of(shapes["x0"]))
    result = type_of(shapes["x0"]) if "->" not in text else text.split("-> ")[1]
    shape = [int(size) for size in result[7:-5].split("x")]
    w = Writer(name)
    y = w.emit(text, shape)
    weights = np.arange(1, np.prod(shape) + 1, dtype=np.float32).reshape(shape)
    loss = w.binary("mul", y, w.constant(weights))
    for axis in range(len(shape)):
        loss = w.reduce("sum", loss, axis)
    path = f"{folder}/{name}.mlir"
    with open(path, "w") as file:
        arguments = ", ".join(f'%{key}: {type_of(shapes[key])} {{compress.name = "{key}"}}' for key in inputs)
        file.write(f"func.func @main({arguments}) -> {type_of(loss[1])} {{\n")
        file.write("\n".join(w.lines) + f"\n  return {loss[0]} : {type_of(loss[1])}\n}}\n")
    subprocess.run(["compress-opt", path, "--compress-differentiate=wrt=x.", "-o", f"{path}.grad"], check=True)
    named = {key: value.reshape(shapes[key]) for key, value in inputs.items()}
    results = run(f"{path}.grad", named, ["loss", *inputs])
    golden = lambda key: GOLDEN[f"kink/{name}/gradient{key[1:]}"].reshape(shapes[key])
    return sum(differs(f"{name} {key}", results[key], golden(key), 1e-6) for key in inputs)


def main():
    folder, case = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    if case == "kinks":
        outcomes = [check_kink(folder, name, text) for name, text in kink_cases()]
        count, failed = len(outcomes), sum(map(bool, outcomes))
    else:
        count, failed = check_network(folder, case)
    print(f"{count - failed} of {count} {'kinks' if case == 'kinks' else 'tensors'} agree")
    sys.exit(1 if failed else 0)


main()
