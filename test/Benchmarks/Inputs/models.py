"""Writes networks of the benchmark as TOSA, and checks what compress says of them."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "benchmarks"))

import numpy as np
from emit_tosa import write_tosa
from models import MODELS, RandomLayers, Sources, conv3x3, write_model_tosa
from network import Network

MEASURED = ["gemm512", "lenet_b64", "resnet18"]


def mixed() -> Network:
    """Every kind of operation; strides that leave a rest with and without padding."""
    network = Network("mixed", (2, 3, 22, 23))
    layers = RandomLayers(network, seed=0)
    x = network.clamp(layers.conv(0, 8, 5, stride=2), 6)
    x = network.max_pool(x, 3, 2, (1, 1, 1, 1))
    y = network.conv(x, layers.weight((8, 1, 3, 3), 1), layers.bias(8), stride=2, pad=(0, 1, 1, 1), groups=8)
    z = layers.conv(x, 8, 1, stride=2)
    y = network.conv(y, layers.weight((8, 8, 2, 2), 1), None, pad=(0, 1, 1, 0))
    x = network.clamp(network.add(y, z))
    y = layers.dense(network.flatten(network.average_pool(x)), 5)
    network.dense(y, layers.weight((3, 5), 1))
    return network


def conv() -> Network:
    network = Network("conv", (1, 8, 9, 9))
    RandomLayers(network, seed=0).conv(0, 16, 3)
    return network


def make(name: str) -> Network:
    return {"mixed": mixed, "conv": conv}[name]() if name in ("mixed", "conv") else MODELS[name].network(Sources(None))


def make_input(name: str) -> np.ndarray:
    return np.random.default_rng(1).standard_normal(make(name).input_shape, np.float32)


def write(folder: pathlib.Path) -> None:
    write_tosa(mixed(), folder / "mixed.mlir")
    write_tosa(conv(), folder / "conv.mlir", "nhwc")
    for name in MEASURED:
        write_model_tosa(MODELS[name], Sources(None), folder / f"{name}.mlir")
    for name in ("mixed", "gemm512"):
        np.save(folder / f"{name}_x.npy", make_input(name))
    np.save(folder / "conv_x.npy", np.ascontiguousarray(make_input("conv").transpose(0, 2, 3, 1)))


def macs(name: str, path: pathlib.Path) -> None:
    (function,) = json.loads(path.read_text())["functions"]
    network = make(name)
    assert function["macs"] == network.macs(), (function["macs"], network.macs())
    print(f"{len(function['layers'])} layers, macs agree")


def compare(name: str, folder: pathlib.Path) -> None:
    expected = make(name).evaluate(make_input(name))
    y = np.load(folder / f"{name}_y.npy")
    if name == "conv":
        y = y.transpose(0, 3, 1, 2)
    assert y.shape == expected.shape, (y.shape, expected.shape)
    error = np.abs(y - expected).max() / np.abs(expected).max()
    if error > 1e-5:
        sys.exit(f"outputs differ by {error:.1e}")
    print("outputs agree")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    assert conv3x3(None).macs() == 64 * 64 * 9 * 56 * 56
    {"write": write, "macs": macs, "compare": compare}[command](*arguments[:-1], pathlib.Path(arguments[-1]))
