"""Trains the LeNet of examples/models on Fashion-MNIST and exports it as TOSA.

Needs `pip install torch==2.13.0 torch-mlir numpy`; about a minute on one core.
The network, 21,840 parameters and 480,500 MACs for one 28x28 image:

    conv 1->10 5x5, relu, max pool 2 | conv 10->20 5x5, relu, max pool 2
    | dense 320->50, relu | dense 50->10

Six epochs of Adam (2e-3, cosine to zero), batch 128, seed 0. The file in
examples/models classifies 89.34 % of the 10,000 test images; a run on another
CPU sums in another order and ends within a few tenths of a point of it (89.51
on an AVX-512 machine). Images are divided by 255, then normalised with the training
set's mean 0.2860 and standard deviation 0.3530.
"""

import argparse
import gzip
import pathlib

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MEAN, STD = 0.2860, 0.3530
BATCH, EPOCHS, LEARNING_RATE = 128, 6, 2e-3


def read_idx(path: pathlib.Path, header: int) -> np.ndarray:
    """Reads a gzipped IDX file of bytes, skipping its header."""
    return np.frombuffer(gzip.open(path).read(), np.uint8, offset=header)


def load(folder: pathlib.Path, split: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Normalised images [N,1,28,28] and labels [N] of `train` or `t10k`."""
    images = read_idx(folder / f"{split}-images-idx3-ubyte.gz", 16)
    labels = read_idx(folder / f"{split}-labels-idx1-ubyte.gz", 8)
    pixels = images.reshape(-1, 1, 28, 28).astype(np.float32) / 255
    return torch.from_numpy((pixels - MEAN) / STD), torch.from_numpy(labels.astype(np.int64))


class LeNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 10, 5)
        self.conv2 = nn.Conv2d(10, 20, 5)
        self.fc1 = nn.Linear(320, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


def accuracy(model: nn.Module, images: torch.Tensor, labels: torch.Tensor) -> float:
    model.eval()
    with torch.no_grad():
        return (model(images).argmax(1) == labels).double().mean().item()


def train(model: nn.Module, images: torch.Tensor, labels: torch.Tensor, test: tuple) -> None:
    optimizer = torch.optim.Adam(model.parameters(), LEARNING_RATE)
    steps = len(images) // BATCH
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * steps)
    for epoch in range(EPOCHS):
        model.train()
        order = torch.randperm(len(images))
        for step in range(steps):
            batch = order[step * BATCH : (step + 1) * BATCH]
            loss = F.cross_entropy(model(images[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch}: loss {loss.item():.3f}, test accuracy {accuracy(model, *test):.4f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--output", type=pathlib.Path, default="lenet_fmnist.tosa.mlir")
    options = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(1)
    test = load(options.data, "t10k")
    model = LeNet()
    train(model, *load(options.data, "train"), test)
    print(f"{accuracy(model, *test):.4f} of {len(test[1])} test images")

    from torch_mlir import fx

    model.eval()
    module = fx.export_and_import(model, torch.zeros(1, 1, 28, 28), output_type="tosa", func_name="main")
    # Text, not bytecode: text of newer producers parses in MLIR 22.
    options.output.write_text(str(module))


if __name__ == "__main__":
    main()
