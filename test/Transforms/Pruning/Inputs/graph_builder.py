"""Writes small networks with masked layers as MLIR."""

import itertools


class Value:
    def __init__(self, ssa, shape, element="f32"):
        self.ssa, self.shape, self.element = ssa, list(shape), element

    @property
    def type(self):
        return "tensor<" + "".join(f"{size}x" for size in self.shape) + self.element + ">"


def nested(data, shape):
    """The entries as MLIR writes them, in brackets."""
    if not shape:
        return data[0]
    size = len(data) // shape[0]
    return "[" + ", ".join(nested(data[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])) + "]"


def count(shape):
    result = 1
    for size in shape:
        result *= size
    return result


class Graph:
    """One function. Weights are multiples of 1/16, drawn from `rng`."""

    def __init__(self, name, rng):
        self.name, self.rng = name, rng
        self.lines, self.arguments = [], []
        self.numbers = itertools.count()
        self.layers = itertools.count()
        self.extra = ""

    def emit(self, text, shape, element="f32"):
        value = Value(f"%{next(self.numbers)}", shape, element)
        self.lines.append(f"{value.ssa} = " + text.replace("$r", value.type))
        return value

    def argument(self, *shape):
        value = Value(f"%x{len(self.arguments)}", shape)
        self.arguments.append(value)
        return value

    def text(self, *results):
        arguments = ", ".join(f"{a.ssa}: {a.type}" for a in self.arguments)
        types = ", ".join(r.type for r in results)
        body = "\n  ".join(self.lines)
        names = ", ".join(r.ssa for r in results)
        return (
            f"func.func @{self.name}({arguments}) -> ({types}) {{\n  {body}\n"
            f"  return {names} : {types}\n}}\n{self.extra}"
        )

    # Constants

    def numbers_of(self, shape, low=-16, high=16):
        return [self.rng.randint(low, high) / 16 for _ in range(count(shape))]

    def constant(self, shape, data=None, element="f32"):
        data = self.numbers_of(shape) if data is None else data
        entries = [str(entry).lower() for entry in data]
        text = f'"tosa.const"() <{{values = dense<{nested(entries, shape)}> : $r}}> : () -> $r'
        return self.emit(text, shape, element)

    def shape_constant(self, sizes):
        value = f"%{next(self.numbers)}"
        self.lines.append(
            f"{value} = tosa.const_shape {{values = dense<{list(sizes)}> : tensor<{len(sizes)}xindex>}} "
            f": () -> !tosa.shape<{len(sizes)}>"
        )
        return f"{value}", f"!tosa.shape<{len(sizes)}>"

    def parameter(self, name, shape, data=None):
        data = self.numbers_of(shape) if data is None else data
        return self.emit(f'compress.parameter "{name}" = dense<{nested([str(d) for d in data], shape)}> : $r', shape)

    # Layers

    def weight(self, name, shape, masked, style="row"):
        """A weight whose rows `masked` are masked, or zero."""
        data = self.numbers_of(shape)
        row = count(shape[1:])
        if style == "zero":
            for o in masked:
                data[o * row : (o + 1) * row] = [0.0] * row
        weight = self.parameter(name, shape, data)
        if not masked or style == "zero":
            return weight
        full = style == "full"
        keep = [o not in masked for o in range(shape[0]) for _ in range(row if full else 1)]
        return self.mask(weight, shape if full else [shape[0]] + [1] * (len(shape) - 1), keep)

    def mask(self, weight, shape, keep):
        constant = self.constant(shape, keep, "i1")
        return self.emit(f"compress.mask {weight.ssa}, {constant.ssa} : {weight.type}, {constant.type}", weight.shape)

    def bias(self, name, size, masked, kind):
        if kind is None:
            return None
        data = self.numbers_of([size])
        for o in masked if kind == "zero" else []:
            data[o] = 0.0
        bias = self.parameter(name, [size], data)
        if masked and kind == "masked":
            bias = self.mask(bias, [size], [o not in masked for o in range(size)])
        return bias

    def conv(self, x, out, k=1, pad=0, stride=1, groups=1, masked=(), bias="zero", style="row", name=None, weight=None):
        """`bias`: None, "zero" or "masked" where the weight is, or "full"."""
        name = name or f"conv{next(self.layers)}"
        n, h, w, c = x.shape
        weight = weight or self.weight(f"{name}.weight", [out, k, k, c // groups], masked, style)
        b = self.bias(f"{name}.bias", out, masked, bias)
        size = [(s + 2 * pad - k) // stride + 1 for s in (h, w)]
        operands, types = f"{x.ssa}, {weight.ssa}", f"{x.type}, {weight.type}"
        if b:
            operands, types = f"{operands} bias {b.ssa}", f"{types}, {b.type}"
        attributes = f"pad = array<i64: {pad}, {pad}, {pad}, {pad}>, stride = array<i64: {stride}, {stride}>, groups = {groups} : i64"
        return self.emit(f'compress.conv2d "{name}" {operands} {{{attributes}}} : {types}', [n, *size, out])

    def depthwise(self, x, **options):
        return self.conv(x, x.shape[3], groups=x.shape[3], **options)

    def dense(self, x, out, masked=(), bias="zero", style="row", name=None, weight=None):
        name = name or f"fc{next(self.layers)}"
        weight = weight or self.weight(f"{name}.weight", [out, x.shape[-1]], masked, style)
        b = self.bias(f"{name}.bias", out, masked, bias)
        operands, types = f"{x.ssa}, {weight.ssa}", f"{x.type}, {weight.type}"
        if b:
            operands, types = f"{operands} bias {b.ssa}", f"{types}, {b.type}"
        return self.emit(f'compress.dense "{name}" {operands} : {types}', x.shape[:-1] + [out])

    def batch_norm(self, x, name=None, zero=()):
        name = name or f"norm{next(self.layers)}"
        c = [x.shape[-1]]
        scale = self.numbers_of(c, 4, 24)
        offset = self.numbers_of(c)
        for i in zero:
            scale[i] = offset[i] = 0.0
        values = [
            self.parameter(f"{name}.scale", c, scale),
            self.parameter(f"{name}.offset", c, offset),
            self.parameter(f"{name}.mean", c),
            self.parameter(f"{name}.variance", c, self.numbers_of(c, 4, 24)),
        ]
        words = " ".join(f"{w} {v.ssa}" for w, v in zip(["scale", "offset", "mean", "variance"], values))
        types = ", ".join(v.type for v in [x, *values])
        return self.emit(f'compress.batch_norm "{name}" {x.ssa} {words} {{epsilon = 1.0e-3 : f32}} : {types}', x.shape)

    def batch_matmul(self, a, b, name=None):
        name = name or f"matmul{next(self.layers)}"
        return self.emit(
            f'compress.batch_matmul "{name}" {a.ssa}, {b.ssa} : {a.type}, {b.type}',
            [a.shape[0], a.shape[1], b.shape[2]],
        )

    # Entry by entry

    def unary(self, op, x):
        return self.emit(f"tosa.{op} {x.ssa} : ({x.type}) -> $r", x.shape)

    def clamp(self, x, low=0.0, high=3.4e38):
        return self.emit(f"tosa.clamp {x.ssa} {{min_val = {low} : f32, max_val = {high} : f32}} : ({x.type}) -> $r", x.shape)

    def binary(self, op, a, b):
        shape = [max(m, n) for m, n in zip(a.shape, b.shape)]
        if op == "mul":
            shift = self.constant([1], [0], "i8")
            return self.emit(f"tosa.mul {a.ssa}, {b.ssa}, {shift.ssa} : ({a.type}, {b.type}, {shift.type}) -> $r", shape)
        return self.emit(f"tosa.{op} {a.ssa}, {b.ssa} : ({a.type}, {b.type}) -> $r", shape)

    # Moving entries

    def reshape(self, x, *shape):
        s, type = self.shape_constant(shape)
        return self.emit(f"tosa.reshape {x.ssa}, {s} : ({x.type}, {type}) -> $r", shape)

    def transpose(self, x, *perms):
        text = ", ".join(map(str, perms))
        return self.emit(f"tosa.transpose {x.ssa} {{perms = array<i32: {text}>}} : ({x.type}) -> $r", [x.shape[p] for p in perms])

    def concat(self, axis, *parts):
        shape = list(parts[0].shape)
        shape[axis] = sum(p.shape[axis] for p in parts)
        names, types = ", ".join(p.ssa for p in parts), ", ".join(p.type for p in parts)
        return self.emit(f"tosa.concat {names} {{axis = {axis} : i32}} : ({types}) -> $r", shape)

    def slice(self, x, axis, start, size):
        starts, sizes = [0] * len(x.shape), list(x.shape)
        starts[axis], sizes[axis] = start, size
        a, b = self.shape_constant(starts), self.shape_constant(sizes)
        return self.emit(f"tosa.slice {x.ssa}, {a[0]}, {b[0]} : ({x.type}, {a[1]}, {b[1]}) -> $r", sizes)

    def pad(self, x, padding, value=0.0):
        p, type = self.shape_constant(padding)
        c = self.constant([1], [value])
        shape = [s + padding[2 * i] + padding[2 * i + 1] for i, s in enumerate(x.shape)]
        return self.emit(f"tosa.pad {x.ssa}, {p}, {c.ssa} : ({x.type}, {type}, {c.type}) -> $r", shape)

    def tile(self, x, *multiples):
        m, type = self.shape_constant(multiples)
        return self.emit(f"tosa.tile {x.ssa}, {m} : ({x.type}, {type}) -> $r", [s * t for s, t in zip(x.shape, multiples)])

    def reverse(self, x, axis):
        return self.emit(f"tosa.reverse {x.ssa} {{axis = {axis} : i32}} : ({x.type}) -> $r", x.shape)

    # Combining entries

    def reduce(self, op, x, axis):
        shape = list(x.shape)
        shape[axis] = 1
        return self.emit(f"tosa.reduce_{op} {x.ssa} {{axis = {axis} : i32}} : ({x.type}) -> $r", shape)

    def max_pool(self, x, k=2, stride=2, pad=0):
        shape = [x.shape[0], *[(s + 2 * pad - k) // stride + 1 for s in x.shape[1:3]], x.shape[3]]
        return self.emit(
            f"tosa.max_pool2d {x.ssa} {{kernel = array<i64: {k}, {k}>, stride = array<i64: {stride}, {stride}>, "
            f"pad = array<i64: {pad}, {pad}, {pad}, {pad}>}} : ({x.type}) -> $r",
            shape,
        )

    def avg_pool(self, x, k, stride=1):
        zero = self.constant([1], [0.0])
        shape = [x.shape[0], *[(s - k) // stride + 1 for s in x.shape[1:3]], x.shape[3]]
        return self.emit(
            f"tosa.avg_pool2d {x.ssa}, {zero.ssa}, {zero.ssa} {{kernel = array<i64: {k}, {k}>, "
            f"stride = array<i64: {stride}, {stride}>, pad = array<i64: 0, 0, 0, 0>, acc_type = f32}} "
            f": ({x.type}, {zero.type}, {zero.type}) -> $r",
            shape,
        )

    def softmax(self, x, axis):
        e = self.unary("exp", self.binary("sub", x, self.reduce("max", x, axis)))
        return self.binary("mul", e, self.unary("reciprocal", self.reduce("sum", e, axis)))

    def mean(self, x):
        """Over the image."""
        total = self.reduce("sum", self.reduce("sum", x, 1), 2)
        return self.binary("mul", total, self.constant([1, 1, 1, 1], [1 / (x.shape[1] * x.shape[2])]))

    def unknown(self, x):
        """|x|, by an operation whose dimensions nobody tells."""
        empty = self.emit("tensor.empty() : $r", x.shape)
        return self.emit(f"linalg.abs ins({x.ssa} : {x.type}) outs({empty.ssa} : {empty.type}) -> $r", x.shape)

    def call(self, name, x, shape):
        return self.emit(f"call @{name}({x.ssa}) : ({x.type}) -> $r", shape)
