"""Prints a TOSA module with one result for each form in which layers arrive."""

import numpy as np

rng = np.random.default_rng(0)
arguments, body, results = [], [], []


def tensor(shape, element="f32"):
    return "tensor<" + "x".join(map(str, [*shape, element])) + ">"


class Value:
    """An SSA value with its shape and element type."""

    def __init__(self, name, shape, element="f32"):
        self.name, self.shape, self.element = name, tuple(shape), element
        self.type = tensor(shape, element)


def fresh():
    return f"%v{len(body)}"


def argument(*shape, element="f32"):
    arguments.append(Value(f"%x{len(arguments)}", shape, element))
    return arguments[-1]


def constant(data, element="f32"):
    dtype = {"f32": "<f4", "i8": "i1", "i32": "<i4"}[element]
    data = np.asarray(data).astype(dtype)
    value = Value(fresh(), data.shape, element)
    body.append(f'{value.name} = "tosa.const"() <{{values = dense<"0x{data.tobytes().hex()}"> : {value.type}}}> : () -> {value.type}')
    return value


def normal(*shape):
    return constant(rng.standard_normal(shape))


def shape_of(*sizes):
    name = fresh()
    body.append(f"{name} = tosa.const_shape {{values = dense<{list(sizes)}> : tensor<{len(sizes)}xindex>}} : () -> !tosa.shape<{len(sizes)}>")
    value = Value(name, ())
    value.type = f"!tosa.shape<{len(sizes)}>"
    return value


def op(mnemonic, operands, shape, attributes="", element=None):
    result = Value(fresh(), shape, element or operands[0].element)
    names = ", ".join(operand.name for operand in operands)
    types = ", ".join(operand.type for operand in operands)
    body.append(f"{result.name} = tosa.{mnemonic} {names} {{{attributes}}} : ({types}) -> {result.type}")
    return result


def elementwise(mnemonic, a, b):
    return op(mnemonic, [a, b], np.broadcast_shapes(a.shape, b.shape))


def mul(a, b):
    return op("mul", [a, b, constant([0], "i8")], np.broadcast_shapes(a.shape, b.shape))


def reshape(x, *shape):
    return op("reshape", [x, shape_of(*shape)], shape)


def transpose(x, *perms):
    return op("transpose", [x], [x.shape[i] for i in perms], f"perms = array<i32: {', '.join(map(str, perms))}>")


def nhwc(x):
    return transpose(x, 0, 2, 3, 1)


def nchw(x):
    return transpose(x, 0, 3, 1, 2)


def pad(x, sizes, value=None):
    shape = [size + sizes[2 * i] + sizes[2 * i + 1] for i, size in enumerate(x.shape)]
    return op("pad", [x, shape_of(*sizes), value or constant([0.0])], shape)


def conv(x, w, b, pad=(0, 0, 0, 0), stride=(1, 1), dilation=(1, 1), zps=None, depthwise=False):
    kernel = w.shape[:2] if depthwise else w.shape[1:3]
    size = [(x.shape[1 + i] + pad[2 * i] + pad[2 * i + 1] - dilation[i] * (kernel[i] - 1) - 1) // stride[i] + 1 for i in (0, 1)]
    channels = w.shape[2] * w.shape[3] if depthwise else w.shape[0]
    zps = zps or [constant([0.0])] * 2
    acc = "f32" if x.element == "f32" else "i32"
    array = lambda values: f"array<i64: {', '.join(map(str, values))}>"
    attributes = f"acc_type = {acc}, pad = {array(pad)}, stride = {array(stride)}, dilation = {array(dilation)}"
    return op("depthwise_conv2d" if depthwise else "conv2d", [x, w, b, *zps], [x.shape[0], *size, channels], attributes, acc)


def matmul(a, b):
    zero = constant([0.0])
    return op("matmul", [a, b, zero, zero], [a.shape[0], a.shape[1], b.shape[2]])


def batch_norm(x, shape):
    channels = max(shape)
    variance = constant(rng.uniform(0.5, 2, channels))
    root = elementwise("pow", elementwise("add", constant([1e-3]), variance), constant([0.5]))
    inverse = reshape(op("reciprocal", [root], root.shape), *shape)
    normalized = mul(elementwise("sub", x, normal(*shape)), inverse)
    return elementwise("add", mul(normalized, normal(*shape)), normal(*shape))


def mean(x, *axes):
    area = np.prod([x.shape[axis] for axis in axes])
    for axis in axes:
        shape = list(x.shape)
        shape[axis] = 1
        x = op("reduce_sum", [x], shape, f"axis = {axis} : i32")
    return mul(x, constant(np.full((1, 1, 1, 1), 1 / area)))


# Convolutions: stride, dilation, pads; depthwise with two outputs per channel.
x = argument(1, 9, 8, 3)
results.append(conv(x, normal(5, 3, 2, 3), normal(5), pad=(1, 1, 0, 2), stride=(2, 1), dilation=(1, 2)))
results.append(conv(x, normal(3, 2, 3, 2), normal(6), pad=(0, 1, 1, 0), depthwise=True))
zps = [constant([-7], "i8"), constant([0], "i8")]
q = argument(1, 6, 6, 2, element="i8")
padded = pad(q, [0, 0, 1, 0, 2, 0, 0, 0], zps[0])
results.append(conv(padded, constant(rng.integers(-127, 128, (3, 2, 2, 2)), "i8"), constant(rng.integers(-999, 999, 3), "i32"), zps=zps))

# An NCHW block: pad, depthwise, batch norm, residual, clamp, mean, flatten.
image = argument(1, 3, 6, 8)
y = conv(nhwc(pad(image, [0, 0, 0, 0, 1, 0, 1, 1])), normal(4, 2, 3, 3), constant(np.zeros(4)))
y = elementwise("minimum", elementwise("maximum", batch_norm(nchw(y), (1, 4, 1, 1)), constant(np.zeros((1, 1, 1, 1)))), constant(np.full((1, 1, 1, 1), 2.0)))
z = nchw(conv(nhwc(pad(y, [0, 0, 0, 0, 1, 1, 1, 1])), normal(3, 3, 4, 1), constant(np.zeros(4)), depthwise=True))
y = elementwise("add", batch_norm(z, (1, 4, 1, 1)), y)
y = op("concat", [y, mul(y, normal(1, 4, 1, 1))], [1, 8, *y.shape[2:]], "axis = 1 : i32")
results.append(mean(y, 3, 2))
flat = reshape(y, 1, 1, int(np.prod(y.shape)))
dense = reshape(matmul(flat, normal(1, flat.shape[2], 5)), 1, 5)
results.append(elementwise("add", dense, normal(1, 5)))
results.append(reshape(matmul(reshape(mean(y, 2, 3), 1, 1, 8), normal(1, 8, 3)), 1, 3))

# A sequence, and a product of activations.
words = argument(2, 4, 6)
hidden = reshape(matmul(reshape(words, 1, 8, 6), normal(1, 6, 6)), 2, 4, 6)
hidden = elementwise("add", hidden, normal(1, 1, 6))
results.append(hidden)
results.append(matmul(hidden, transpose(words, 0, 2, 1)))

# As TFLite's converter writes a dense layer.
w = reshape(constant(rng.integers(-127, 128, (3, 5)), "i8"), 3, 1, 1, 5)
row = reshape(argument(2, 5, element="i8"), 2, 1, 1, 5)
results.append(reshape(conv(row, w, constant(rng.integers(-999, 999, 3), "i32"), zps=zps), 2, 3))

print(f"func.func @main({', '.join(f'{x.name}: {x.type}' for x in arguments)}) -> ({', '.join(y.type for y in results)}) {{")
for line in body:
    print("  " + line)
print(f"  return {', '.join(y.name for y in results)} : {', '.join(y.type for y in results)}\n}}")
