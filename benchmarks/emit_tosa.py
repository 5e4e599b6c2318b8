"""Writes a network as TOSA text, in the form that torch-mlir and the TFLite converter give it."""

import math
import pathlib

import numpy as np

from network import Network, Operation

LARGEST = "3.40282347E+38"
TO_NHWC, TO_NCHW = (0, 2, 3, 1), (0, 3, 1, 2)


class Emitter:
    """Collects the lines of a function and its weights.

    Values of rank 4 are kept NHWC. With `layout="nchw"` the function takes and
    returns NCHW like a PyTorch model; with "nhwc" it does like a TFLite one.
    """

    def __init__(self, network: Network, layout: str):
        self.network = network
        self.layout = layout
        self.lines: list[str] = []
        self.resources: dict[str, np.ndarray] = {}
        self.count = 0
        self.small: dict[str, str] = {}

    def value(self, text: str) -> str:
        self.count += 1
        self.lines.append(f"    %{self.count} = {text}")
        return f"%{self.count}"

    def constant(self, text: str) -> str:
        """A small constant, once for all its uses."""
        if text not in self.small:
            self.small[text] = self.value(text)
        return self.small[text]

    def zero(self, kind: str = "f32") -> str:
        zero = "0.000000e+00" if kind == "f32" else "0"
        return self.constant(f'"tosa.const"() <{{values = dense<{zero}> : tensor<1x{kind}>}}> : () -> tensor<1x{kind}>')

    def weight(self, array: np.ndarray) -> str:
        """A constant whose entries go to the resource section."""
        name = f"{self.network.name}_{len(self.resources)}"
        self.resources[name] = array
        kind = tensor(array.shape)
        return self.value(f'"tosa.const"() <{{values = dense_resource<{name}> : {kind}}}> : () -> {kind}')

    def shape(self, dims) -> str:
        text = f"dense<[{', '.join(map(str, dims))}]> : tensor<{len(dims)}xindex>"
        return self.constant(f"tosa.const_shape {{values = {text}}} : () -> !tosa.shape<{len(dims)}>")

    def transpose(self, x: str, shape, order) -> str:
        result = [shape[i] for i in order]
        perms = ", ".join(map(str, order))
        return self.value(f"tosa.transpose {x} {{perms = array<i32: {perms}>}} : ({tensor(shape)}) -> {tensor(result)}")

    def reshape(self, x: str, old, new) -> str:
        shape = self.shape(new)
        return self.value(f"tosa.reshape {x}, {shape} : ({tensor(old)}, !tosa.shape<{len(new)}>) -> {tensor(new)}")

    def slice(self, x: str, old, new) -> str:
        start, size = self.shape([0] * len(old)), self.shape(new)
        kinds = f"({tensor(old)}, !tosa.shape<{len(old)}>, !tosa.shape<{len(old)}>)"
        return self.value(f"tosa.slice {x}, {start}, {size} : {kinds} -> {tensor(new)}")

    def conv(self, op: Operation, x: str) -> str:
        groups, stride = op.attributes["groups"], op.attributes["stride"]
        shape, result = nhwc(self.network.shape(op.inputs[0])), nhwc(op.shape)
        x, shape, pad = self.fit(x, shape, op.weight.shape[2:], stride, op.attributes["pad"])
        if groups == 1:
            name, weight = "conv2d", op.weight.transpose(0, 2, 3, 1)
        else:
            name, weight = "depthwise_conv2d", op.weight.transpose(2, 3, 0, 1)
        zero = self.zero()
        operands = [x, self.weight(weight), self.weight(op.bias), zero, zero]
        kinds = [shape, weight.shape, op.bias.shape, (1,), (1,)]
        attributes = f"acc_type = f32, dilation = array<i64: 1, 1>, {window(pad, stride)}"
        kinds = ", ".join(map(tensor, kinds))
        return self.value(f"tosa.{name} {', '.join(operands)} {{{attributes}}} : ({kinds}) -> {tensor(result)}")

    def fit(self, x: str, shape, kernel, stride: int, pad):
        """TOSA wants windows to cover the padded input exactly; what they do not reach goes."""
        pad, size = list(pad), list(shape)
        for axis in (0, 1):
            before, after = 2 * axis, 2 * axis + 1
            spare = (size[axis + 1] + pad[before] + pad[after] - kernel[axis]) % stride
            cut = min(spare, pad[after])
            pad[after] -= cut
            size[axis + 1] -= spare - cut
        if tuple(size) != tuple(shape):
            x = self.slice(x, shape, size)
        return x, tuple(size), pad

    def dense(self, op: Operation, x: str) -> str:
        rows, inputs = self.network.shape(op.inputs[0])
        outputs = op.weight.shape[0]
        x = self.reshape(x, (rows, inputs), (1, rows, inputs))
        weight = self.weight(op.weight.T[None])
        zero = self.zero()
        kinds = ", ".join(map(tensor, [(1, rows, inputs), (1, inputs, outputs), (1,), (1,)]))
        y = self.value(f"tosa.matmul {x}, {weight}, {zero}, {zero} : ({kinds}) -> {tensor((1, rows, outputs))}")
        y = self.reshape(y, (1, rows, outputs), (rows, outputs))
        if op.bias is None:
            return y
        bias = self.weight(op.bias[None])
        return self.value(f"tosa.add {y}, {bias} : ({tensor(op.shape)}, {tensor((1, outputs))}) -> {tensor(op.shape)}")

    def clamp(self, op: Operation, x: str) -> str:
        upper = op.attributes["upper"]
        upper = LARGEST if math.isinf(upper) else f"{upper:.6e}"
        kind = tensor(nhwc(op.shape))
        return self.value(f"tosa.clamp {x} {{max_val = {upper} : f32, min_val = 0.000000e+00 : f32}} : ({kind}) -> {kind}")

    def max_pool(self, op: Operation, x: str) -> str:
        kernel, stride = op.attributes["kernel"], op.attributes["stride"]
        shape = nhwc(self.network.shape(op.inputs[0]))
        x, shape, pad = self.fit(x, shape, (kernel, kernel), stride, op.attributes["pad"])
        attributes = f"kernel = array<i64: {kernel}, {kernel}>, {window(pad, stride)}"
        return self.value(f"tosa.max_pool2d {x} {{{attributes}}} : ({tensor(shape)}) -> {tensor(nhwc(op.shape))}")

    def average_pool(self, op: Operation, x: str) -> str:
        shape = nhwc(self.network.shape(op.inputs[0]))
        zero = self.zero()
        attributes = f"acc_type = f32, kernel = array<i64: {shape[1]}, {shape[2]}>, {window((0, 0, 0, 0), 1)}"
        kinds = ", ".join(map(tensor, [shape, (1,), (1,)]))
        return self.value(f"tosa.avg_pool2d {x}, {zero}, {zero} {{{attributes}}} : ({kinds}) -> {tensor(nhwc(op.shape))}")

    def add(self, op: Operation, x: str, y: str) -> str:
        kind = tensor(nhwc(op.shape))
        return self.value(f"tosa.add {x}, {y} : ({kind}, {kind}) -> {kind}")

    def flatten(self, op: Operation, x: str) -> str:
        shape = self.network.shape(op.inputs[0])
        return self.reshape(self.transpose(x, nhwc(shape), TO_NCHW), shape, op.shape)

    def function(self) -> str:
        shape, result = self.network.input_shape, self.network.output_shape
        transposed = self.layout == "nchw"
        argument = shape if transposed else nhwc(shape)
        values = ["%arg0"]
        if transposed and len(shape) == 4:
            values[0] = self.transpose("%arg0", shape, TO_NHWC)
        for op in self.network.operations:
            values.append(getattr(self, op.kind)(op, *(values[i] for i in op.inputs)))
        output = values[-1]
        if transposed and len(result) == 4:
            output = self.transpose(output, nhwc(result), TO_NCHW)
        result = result if transposed else nhwc(result)
        header = f"  func.func @main(%arg0: {tensor(argument)}) -> {tensor(result)} {{"
        return "\n".join(["module {", header, *self.lines, f"    return {output} : {tensor(result)}", "  }", "}"])


def tensor(shape) -> str:
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


def nhwc(shape):
    return tuple(shape[i] for i in TO_NHWC) if len(shape) == 4 else tuple(shape)


def window(pad, stride: int) -> str:
    return f"pad = array<i64: {', '.join(map(str, pad))}>, stride = array<i64: {stride}, {stride}>"


def write_tosa(network: Network, path: pathlib.Path, layout: str = "nchw") -> None:
    emitter = Emitter(network, layout)
    function = emitter.function()
    partial = path.with_suffix(".partial")
    with open(partial, "w") as file:
        file.write(function)
        separator = "\n\n{-#\n  dialect_resources: {\n    builtin: {\n"
        for name, array in emitter.resources.items():
            # The first four bytes are the alignment of the blob.
            blob = np.ascontiguousarray(array, "<f4").tobytes().hex().upper()
            file.write(f'{separator}      {name}: "0x04000000{blob}"')
            separator = ",\n"
        if emitter.resources:
            file.write("\n    }\n  }\n#-}")
        file.write("\n")
    partial.rename(path)
