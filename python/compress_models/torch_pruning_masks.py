"""Writes the masks that PyTorch and NumPy give the LeNet of examples/models.

Needs `pip install torch==2.13.0 numpy`; a few seconds. The result,
test/Transforms/Pruning/Inputs/torch_masks.npz, is what prune-torch-masks.test
compares compress-prune with, entry for entry: a file of bits for each case and
weight, in the layout of the weight as it was imported (conv OHWI, dense
[1, in, out]). The weights are read from the model's text.

`torch.nn.utils.prune` makes the masks where it has the method. For the others
the score is computed here in torch, in double precision, from the papers'
formulas, on the first 32 test images of Fashion-MNIST where they need data.
"""

import argparse
import gzip
import pathlib
import re

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.nn.utils.prune as prune

NAMES = ["conv2d_0", "conv2d_1", "dense_0", "dense_1"]
MEAN, STD, IMAGES = 0.2860, 0.3530, 32


def read_tensors(path: pathlib.Path) -> list[np.ndarray]:
    """The f32 constants of a TOSA file in order, hexadecimal and resources."""
    text = path.read_text()
    blobs = {name: data[8:] for name, data in re.findall(r'^\s*(\S+): "0x([0-9A-F]+)"', text, re.M)}
    tensors = []
    for value, shape in re.findall(r"dense(?:_resource)?<([^>]+)> : tensor<([0-9x]+)xf32>", text):
        sizes = [int(size) for size in shape.split("x")]
        data = blobs.get(value) or value.strip('"').removeprefix("0x")
        if len(data) == 8 * np.prod(sizes):
            tensors.append(np.frombuffer(bytes.fromhex(data), "<f4").reshape(sizes))
    return tensors


def load(path: pathlib.Path) -> nn.ModuleDict:
    """The LeNet's layers with the file's weights, in PyTorch's layout."""
    layers = {
        "conv2d_0": nn.Conv2d(1, 10, 5),
        "conv2d_1": nn.Conv2d(10, 20, 5),
        "dense_0": nn.Linear(320, 50),
        "dense_1": nn.Linear(50, 10),
    }
    tensors = read_tensors(path)
    for layer in layers.values():
        if isinstance(layer, nn.Conv2d):
            out, inputs, height, width = layer.weight.shape
            weight = next(t for t in tensors if t.shape == (out, height, width, inputs)).transpose(0, 3, 1, 2)
        else:
            weight = next(t for t in tensors if t.shape == (1, *layer.weight.shape[::-1]))[0].T
        layer.weight.data = torch.from_numpy(weight.copy())
    biases = [t.reshape(-1) for t in tensors if t.size == max(t.shape) and t.size > 1]
    for name, layer in layers.items():
        found = next(i for i, b in enumerate(biases) if b.size == layer.bias.numel())
        layer.bias.data = torch.from_numpy(biases.pop(found).copy())
    return nn.ModuleDict(layers)


def to_imported(mask: np.ndarray) -> np.ndarray:
    """From PyTorch's layout to that of the imported weight."""
    return mask.transpose(0, 2, 3, 1) if mask.ndim == 4 else mask.T[None]


class Threshold(prune.BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def __init__(self, threshold: float):
        self.threshold = threshold

    def compute_mask(self, t, default_mask):
        return default_mask * (t.abs() > self.threshold)


def each(function, **arguments):
    return lambda net: [function(net[name], "weight", **arguments) for name in NAMES]


def globally(amount):
    return lambda net: prune.global_unstructured(
        [(net[name], "weight") for name in NAMES], prune.L1Unstructured, amount=amount
    )


L1, LN = prune.l1_unstructured, prune.ln_structured
CASES = {
    "l1-50": [each(L1, amount=0.5)],
    "l1-80": [each(L1, amount=0.8)],
    "l1-90": [each(L1, amount=0.9)],
    "l1-50-30": [each(L1, amount=0.5), each(L1, amount=0.3)],
    "ln1-filter-50": [each(LN, amount=0.5, n=1, dim=0)],
    "ln2-filter-50": [each(LN, amount=0.5, n=2, dim=0)],
    "ln3-filter-50": [each(LN, amount=0.5, n=3, dim=0)],
    "ln1-channel-30": [each(LN, amount=0.3, n=1, dim=1)],
    "ln2-channel-30": [each(LN, amount=0.3, n=2, dim=1)],
    "ln2-filter-30-30": [each(LN, amount=0.3, n=2, dim=0), each(LN, amount=0.3, n=2, dim=0)],
    "l1-50-filter-30": [each(L1, amount=0.5), each(LN, amount=0.3, n=2, dim=0)],
    "filter-30-l1-50": [each(LN, amount=0.3, n=1, dim=0), each(L1, amount=0.5)],
    "global-50": [globally(0.5)],
    "global-80": [globally(0.8)],
    "global-90": [globally(0.9)],
    "global-50-50": [globally(0.5), globally(0.5)],
    "threshold-0.05": [each(Threshold.apply, threshold=0.05)],
}


def activations(net, images):
    """For each layer its input and its output after ReLU, channels last."""
    pairs = []

    def run(name, x, relu=True):
        layer = net[name].double()
        y = layer(x)
        y = F.relu(y) if relu else y
        pairs.append([t.permute(0, 2, 3, 1) if t.ndim == 4 else t for t in (x, y)])
        return y

    x = F.max_pool2d(run("conv2d_0", images), 2)
    x = F.max_pool2d(run("conv2d_1", x), 2)
    x = run("dense_0", torch.flatten(x, 1))
    run("dense_1", x, relu=False)
    return pairs


def gini(values: torch.Tensor) -> torch.Tensor:
    """Of each column, by the mean absolute difference; 0 for zeros."""
    differences = (values[:, None] - values[None]).abs().sum((0, 1))
    return torch.nan_to_num(differences / (2 * len(values) * values.sum(0)))


def entropy(values: torch.Tensor, bins: int) -> float:
    counts, _ = np.histogram(values.numpy(), bins, (values.min().item(), values.max().item()))
    shares = counts[counts > 0] / counts.sum()
    return -(shares * np.log(shares)).sum()


def lowest(scores: torch.Tensor, fraction: float) -> torch.Tensor:
    """True for what stays, ranked along the last dimension."""
    count = round(fraction * scores.shape[-1])
    keep = torch.ones_like(scores, dtype=torch.bool)
    return keep.scatter(-1, torch.sort(scores, dim=-1, stable=True).indices[..., :count], False)


def filters(keep: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return keep.reshape(-1, *[1] * (weight.ndim - 1)).expand_as(weight)


def scored_masks(net, images):
    """Masks of methods that torch does not have, half of everything each."""
    masks = {}
    for name, (x, y) in zip(NAMES, activations(net, images)):
        w = net[name].weight.detach().double()
        norms = x.reshape(-1, x.shape[-1]).square().sum(0).sqrt()
        scaled = w.abs() * norms.reshape(1, -1, *[1] * (w.ndim - 2))
        masks["wanda-neuron-50", name] = lowest(scaled.flatten(1), 0.5).reshape(w.shape)
        flat = w.flatten(1)
        means = y.reshape(len(y), -1, y.shape[-1]).mean(1)
        sizes = y.abs().reshape(len(y), -1, y.shape[-1]).mean(1)
        for case, scores in {
            "fpgm-50": torch.cdist(flat, flat, compute_mode="donot_use_mm_for_euclid_dist").sum(1),
            "gini-50": gini(flat.abs().T),
            "apoz-50": (y != 0).double().flatten(0, -2).mean(0),
            "mean-activation-50": y.abs().flatten(0, -2).mean(0),
            "activation-gini-50": gini(sizes),
            "activation-entropy-50": torch.tensor([entropy(column, 16) for column in means.T.detach()]),
        }.items():
            masks[case, name] = filters(lowest(scores, 0.5), w)
    return masks


def main() -> None:
    root = pathlib.Path(__file__).parents[2]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--output", default=root / "test/Transforms/Pruning/Inputs/torch_masks.npz")
    arguments = parser.parse_args()
    model = root / "examples/models/lenet_fmnist.tosa.mlir"
    packed = {}
    for case, steps in CASES.items():
        net = load(model)
        for step in steps:
            step(net)
        for name in NAMES:
            mask = net[name].weight_mask.numpy().astype(bool)
            packed[f"{case}/{name}"] = np.packbits(to_imported(mask))
    pixels = np.frombuffer(gzip.open(arguments.data / "t10k-images-idx3-ubyte.gz").read(), np.uint8, offset=16)
    images = torch.from_numpy(pixels[: IMAGES * 784].reshape(-1, 1, 28, 28).astype(np.float32) / 255)
    for (case, name), mask in scored_masks(load(model), ((images - MEAN) / STD).double()).items():
        packed[f"{case}/{name}"] = np.packbits(to_imported(mask.numpy()))
    np.savez_compressed(arguments.output, **packed)
    print(f"{len(packed)} masks")


if __name__ == "__main__":
    main()
