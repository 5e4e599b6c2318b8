"""Writes the teacher of the distillation benchmark as compress IR, with parameters to be initialized.

Three 3x3 convolutions with batch norm, each halved by a pooling, then two dense layers:
241,770 parameters with the classes of Fashion-MNIST. Statistics are not counted.
"""

LARGEST = "3.40282347E+38"


def tensor(*shape):
    return f"tensor<{'x'.join(map(str, shape))}xf32>"


class Emitter:
    """Collects the lines of a function; every method returns the value that it adds."""

    def __init__(self):
        self.lines = []
        self.parameters = 0

    def value(self, text):
        name = f"%{len(self.lines)}"
        self.lines.append(f"  {name} = {text}")
        return name

    def parameter(self, name, shape, value=0.0, trained=True):
        if trained:
            count = 1
            for size in shape:
                count *= size
            self.parameters += count
        return self.value(f'compress.parameter "{name}" = dense<{value:.1f}> : {tensor(*shape)}')

    def reshape(self, x, old, new):
        shape = self.value(
            f"tosa.const_shape {{values = dense<{list(new)}> : tensor<{len(new)}xindex>}} : () -> !tosa.shape<{len(new)}>"
        )
        return self.value(f"tosa.reshape {x}, {shape} : ({tensor(*old)}, !tosa.shape<{len(new)}>) -> {tensor(*new)}")

    def relu(self, x, shape):
        kind = tensor(*shape)
        return self.value(f"tosa.clamp {x} {{max_val = {LARGEST} : f32, min_val = 0.0 : f32}} : ({kind}) -> {kind}")

    def block(self, x, name, shape, width):
        """Convolution without bias, batch norm, pooling, ReLU; returns value and shape."""
        _, height, columns, channels = shape
        weight = self.parameter(f"{name}.weight", (width, 3, 3, channels))
        kinds = f"{tensor(*shape)}, {tensor(width, 3, 3, channels)}"
        x = self.value(f'compress.conv2d "{name}" {x}, {weight} {{pad = array<i64: 1, 1, 1, 1>}} : {kinds}')
        statistics = [("scale", 1.0, True), ("offset", 0.0, True), ("mean", 0.0, False), ("variance", 1.0, False)]
        values = [self.parameter(f"{name}_norm.{role}", (width,), start, t) for role, start, t in statistics]
        full = (1, height, columns, width)
        words = " ".join(f"{role} {value}" for (role, _, _), value in zip(statistics, values))
        kinds = ", ".join([tensor(*full)] + [tensor(width)] * 4)
        x = self.value(f'compress.batch_norm "{name}_norm" {x} {words} {{epsilon = 1.0e-5 : f32}} : {kinds}')
        # An odd last row or column is not reached by a window; TOSA wants it gone.
        even = (1, height // 2 * 2, columns // 2 * 2, width)
        if even != full:
            shapes = [
                self.value(f"tosa.const_shape {{values = dense<{list(s)}> : tensor<4xindex>}} : () -> !tosa.shape<4>")
                for s in ((0, 0, 0, 0), even)
            ]
            kinds = f"({tensor(*full)}, !tosa.shape<4>, !tosa.shape<4>) -> {tensor(*even)}"
            x = self.value(f"tosa.slice {x}, {shapes[0]}, {shapes[1]} : {kinds}")
        half = (1, height // 2, columns // 2, width)
        window = "kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>"
        x = self.value(f"tosa.max_pool2d {x} {{{window}}} : ({tensor(*even)}) -> {tensor(*half)}")
        return self.relu(x, half), half

    def dense(self, x, name, inputs, outputs):
        weight = self.parameter(f"{name}.weight", (outputs, inputs))
        bias = self.parameter(f"{name}.bias", (outputs,))
        kinds = f"{tensor(1, inputs)}, {tensor(outputs, inputs)}, {tensor(outputs)}"
        return self.value(f'compress.dense "{name}" {x}, {weight} bias {bias} : {kinds}')


def teacher(widths=(32, 64, 128), hidden=128, classes=10):
    """The text of the module, and how many parameters are trained."""
    emitter = Emitter()
    x = emitter.reshape("%x", (1, 1, 28, 28), (1, 28, 28, 1))
    shape = (1, 28, 28, 1)
    for number, width in enumerate(widths, 1):
        x, shape = emitter.block(x, f"conv{number}", shape, width)
    features = shape[1] * shape[2] * shape[3]
    x = emitter.reshape(x, shape, (1, features))
    x = emitter.relu(emitter.dense(x, "fc1", features, hidden), (1, hidden))
    x = emitter.dense(x, "fc2", hidden, classes)
    head = f"func.func @main(%x: {tensor(1, 1, 28, 28)}) -> {tensor(1, classes)} {{"
    lines = [head, *emitter.lines, f"  return {x} : {tensor(1, classes)}", "}", ""]
    return "\n".join(lines), emitter.parameters
