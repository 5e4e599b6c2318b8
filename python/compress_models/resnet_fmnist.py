#!/usr/bin/env python3
"""Writes a residual network for Fashion-MNIST, ready to be trained, as MLIR.

A stem of 16 channels with stride 2 and three blocks of two 3x3 convolutions with
16, 32 and 64 channels, each with batch normalisation: 77,754 parameters and 2.6 M
MACs. He et al., Deep Residual Learning for Image Recognition, arXiv:1512.03385,
with 1x1 convolutions on the shortcuts. All parameters are 0:
compress-train's initialize= gives them values.

    python/compress_models/resnet_fmnist.py > resnet.mlir
    compress-opt resnet.mlir --compress-train="initialize=kaiming ..."
"""

WIDTHS = (16, 32, 64)
CLASSES = 10


def tensor(*shape):
    return f"tensor<{''.join(f'{size}x' for size in shape)}f32>"


class Writer:
    """Writes operations on NHWC values; a value is its name and its shape."""

    def __init__(self):
        self.lines = []

    def emit(self, text):
        self.lines.append(f"  %{len(self.lines)} = {text}")
        return f"%{len(self.lines) - 1}"

    def parameter(self, name, *shape, frozen=False):
        return self.emit(f'compress.parameter "{name}" {"frozen " if frozen else ""}= dense<0.0> : {tensor(*shape)}')

    def conv(self, name, x, channels, kernel=3, stride=1):
        value, (batch, size, _, inputs) = x
        weight = self.parameter(f"{name}.weight", channels, kernel, kernel, inputs)
        pad, out = kernel // 2, -(-size // stride)
        # What stride 2 does not reach is not padded.
        after = max((out - 1) * stride + kernel - size - pad, 0)
        result = self.emit(
            f'compress.conv2d "{name}" {value}, {weight} {{pad = array<i64: {pad}, {after}, {pad}, {after}>, '
            f"stride = array<i64: {stride}, {stride}>}} : {tensor(*x[1])}, {tensor(channels, kernel, kernel, inputs)}"
        )
        return self.batch_norm(f"{name}_bn", (result, (batch, out, out, channels)))

    def batch_norm(self, name, x):
        channels = x[1][-1]
        roles = {"scale": "weight", "offset": "bias", "mean": "running_mean", "variance": "running_var"}
        operands = " ".join(
            f"{role} {self.parameter(f'{name}.{key}', channels, frozen='running' in key)}" for role, key in roles.items()
        )
        types = ", ".join([tensor(*x[1])] + [tensor(channels)] * 4)
        return self.emit(f'compress.batch_norm "{name}" {x[0]} {operands} {{epsilon = 1.0e-5 : f32}} : {types}'), x[1]

    def relu(self, x):
        kind = tensor(*x[1])
        bounds = "min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32"
        return self.emit(f"tosa.clamp {x[0]} {{{bounds}}} : ({kind}) -> {kind}"), x[1]

    def add(self, x, y):
        kind = tensor(*x[1])
        return self.emit(f"tosa.add {x[0]}, {y[0]} : ({kind}, {kind}) -> {kind}"), x[1]

    def reshape(self, value, old, new):
        sizes = f"dense<{list(new)}> : tensor<{len(new)}xindex>"
        shape = self.emit(f"tosa.const_shape {{values = {sizes}}} : () -> !tosa.shape<{len(new)}>")
        types = f"{tensor(*old)}, !tosa.shape<{len(new)}>"
        return self.emit(f"tosa.reshape {value}, {shape} : ({types}) -> {tensor(*new)}"), new

    def mean(self, x):
        """[N, H, W, C] to [N, C]."""
        batch, size, _, channels = x[1]
        kind, pooled = tensor(*x[1]), (batch, 1, 1, channels)
        zero = self.emit('"tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>')
        attributes = (
            f"acc_type = f32, kernel = array<i64: {size}, {size}>, "
            f"pad = array<i64: 0, 0, 0, 0>, stride = array<i64: {size}, {size}>"
        )
        value = self.emit(
            f"tosa.avg_pool2d {x[0]}, {zero}, {zero} {{{attributes}}} : ({kind}, tensor<1xf32>, tensor<1xf32>) -> {tensor(*pooled)}"
        )
        return self.reshape(value, pooled, (batch, channels))

    def block(self, name, x, channels, stride):
        y = self.relu(self.conv(f"{name}_conv1", x, channels, stride=stride))
        y = self.conv(f"{name}_conv2", y, channels)
        if stride != 1 or x[1][-1] != channels:
            x = self.conv(f"{name}_shortcut", x, channels, kernel=1, stride=stride)
        return self.relu(self.add(y, x))


def module():
    writer = Writer()
    x = writer.reshape("%image", (1, 1, 28, 28), (1, 28, 28, 1))
    x = writer.relu(writer.conv("stem", x, WIDTHS[0], stride=2))
    for index, channels in enumerate(WIDTHS):
        x = writer.block(f"block{index + 1}", x, channels, stride=1 if index == 0 else 2)
    value, shape = writer.mean(x)
    weight = writer.parameter("fc.weight", CLASSES, shape[1])
    bias = writer.parameter("fc.bias", CLASSES)
    scores = writer.emit(
        f'compress.dense "fc" {value}, {weight} bias {bias} : {tensor(*shape)}, {tensor(CLASSES, shape[1])}, {tensor(CLASSES)}'
    )
    body = "\n".join(writer.lines)
    return (
        f"func.func @main(%image: {tensor(1, 1, 28, 28)}) -> {tensor(1, CLASSES)} {{\n"
        f"{body}\n  return {scores} : {tensor(1, CLASSES)}\n}}\n"
    )


if __name__ == "__main__":
    print(module(), end="")
