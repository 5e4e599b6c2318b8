"""A feed-forward network as a list of operations: the one description that the TOSA and the ONNX of a benchmark come from.

Shapes and weights are in PyTorch's layouts: activations NCHW, convolution
weights [out, in / groups, height, width], dense weights [out, in].
`Network.evaluate` computes it in NumPy, slowly, for tests.
"""

import dataclasses
import math

import numpy as np


@dataclasses.dataclass
class Operation:
    kind: str  # conv, dense, clamp, max_pool, average_pool, add, flatten
    inputs: list[int]  # indices of values: 0 is the input, i + 1 the result of operation i
    shape: tuple[int, ...]  # of the result
    attributes: dict
    weight: np.ndarray | None = None
    bias: np.ndarray | None = None


class Network:
    """Built from the input on; every method returns the index of the value that it adds."""

    def __init__(self, name: str, shape: tuple[int, ...]):
        self.name = name
        self.input_shape = tuple(shape)
        self.operations: list[Operation] = []

    def shape(self, value: int) -> tuple[int, ...]:
        return self.operations[value - 1].shape if value else self.input_shape

    @property
    def output_shape(self) -> tuple[int, ...]:
        return self.shape(len(self.operations))

    def _append(self, kind, inputs, shape, weight=None, bias=None, **attributes) -> int:
        self.operations.append(Operation(kind, inputs, tuple(shape), attributes, weight, bias))
        return len(self.operations)

    def conv(self, x: int, weight, bias=None, stride=1, pad=(0, 0, 0, 0), groups=1) -> int:
        """`pad` is top, bottom, left, right, as in TOSA."""
        batch, channels, *size = self.shape(x)
        out, per_group, *kernel = weight.shape
        assert channels == per_group * groups and groups in (1, channels), "only dense and depthwise convolutions"
        bias = np.zeros(out, np.float32) if bias is None else bias
        size = _output_size(size, kernel, stride, pad)
        return self._append("conv", [x], (batch, out, *size), weight, bias, stride=stride, pad=tuple(pad), groups=groups)

    def dense(self, x: int, weight, bias=None) -> int:
        rows, columns = self.shape(x)
        assert columns == weight.shape[1]
        return self._append("dense", [x], (rows, weight.shape[0]), weight, bias)

    def clamp(self, x: int, upper: float = math.inf) -> int:
        """ReLU, or ReLU6 with `upper=6`."""
        return self._append("clamp", [x], self.shape(x), upper=upper)

    def max_pool(self, x: int, kernel: int, stride: int, pad=(0, 0, 0, 0)) -> int:
        batch, channels, *size = self.shape(x)
        size = _output_size(size, (kernel, kernel), stride, pad)
        return self._append("max_pool", [x], (batch, channels, *size), kernel=kernel, stride=stride, pad=tuple(pad))

    def average_pool(self, x: int) -> int:
        """The mean of each channel."""
        return self._append("average_pool", [x], (*self.shape(x)[:2], 1, 1))

    def add(self, x: int, y: int) -> int:
        assert self.shape(x) == self.shape(y)
        return self._append("add", [x, y], self.shape(x))

    def flatten(self, x: int) -> int:
        batch, *rest = self.shape(x)
        return self._append("flatten", [x], (batch, math.prod(rest)))

    def macs(self) -> int:
        """Multiply-accumulates of convolutions and dense layers."""
        return sum(math.prod(op.shape) * math.prod(op.weight.shape[1:]) for op in self.operations if op.weight is not None)

    def parameters(self) -> int:
        arrays = [array for op in self.operations for array in (op.weight, op.bias) if array is not None]
        return sum(array.size for array in arrays)

    def evaluate(self, x: np.ndarray) -> np.ndarray:
        """The output in double precision, as f32."""
        values = [x.astype(np.float64)]
        for op in self.operations:
            values.append(_EVALUATE[op.kind](op, *(values[i] for i in op.inputs)))
        return values[-1].astype(np.float32)


def _output_size(size, kernel, stride, pad) -> list[int]:
    padding = (pad[0] + pad[1], pad[2] + pad[3])
    return [(n + p - k) // stride + 1 for n, p, k in zip(size, padding, kernel)]


def _windows(x, kernel, stride, pad, fill):
    """[batch, channels, rows, columns, kernel rows, kernel columns]."""
    x = np.pad(x, ((0, 0), (0, 0), pad[:2], pad[2:]), constant_values=fill)
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(2, 3))
    return windows[:, :, ::stride, ::stride]


def _evaluate_conv(op, x):
    windows = _windows(x, op.weight.shape[2:], op.attributes["stride"], op.attributes["pad"], 0)
    if op.attributes["groups"] == 1:
        result = np.tensordot(windows, op.weight, axes=([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
    else:
        result = np.einsum("bchwij,cij->bchw", windows, op.weight[:, 0])
    return result + op.bias[:, None, None]


def _evaluate_dense(op, x):
    return x @ op.weight.T.astype(np.float64) + (0 if op.bias is None else op.bias)


def _evaluate_max_pool(op, x):
    kernel = (op.attributes["kernel"],) * 2
    return _windows(x, kernel, op.attributes["stride"], op.attributes["pad"], -np.inf).max((4, 5))


_EVALUATE = {
    "conv": _evaluate_conv,
    "dense": _evaluate_dense,
    "clamp": lambda op, x: np.clip(x, 0, op.attributes["upper"]),
    "max_pool": _evaluate_max_pool,
    "average_pool": lambda op, x: x.mean((2, 3), keepdims=True),
    "add": lambda op, x, y: x + y,
    "flatten": lambda op, x: x.reshape(op.shape),
}
