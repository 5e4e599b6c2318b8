#!/usr/bin/env python3
"""Trains the network of python/compress_models/resnet_fmnist.py in PyTorch: SEED [EPOCHS].

Adam 2e-3, cosine per step, batches of 128, images that are mirrored half of the
time. Prints the accuracy on the 10,000 test images.
"""

import gzip
import math
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

DATA = pathlib.Path("/usr/share/datasets/fashion-mnist")
BATCH, RATE = 128, 2e-3


def conv(inputs, outputs, kernel=3, stride=1):
    layer = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.conv2 = conv(inputs, outputs, stride=stride), conv(outputs, outputs)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else conv(inputs, outputs, 1, stride)

    def forward(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x))) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(1, 16, stride=2)
        self.blocks = nn.Sequential(Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        return self.fc(self.blocks(F.relu(self.stem(x))).mean((2, 3)))


def read(name, offset):
    return np.frombuffer(gzip.open(DATA / name).read(), np.uint8, offset=offset)


def load(kind):
    images = read(f"{kind}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)
    x = (torch.from_numpy(images / np.float32(255)) - 0.2860) / 0.3530
    return x, torch.from_numpy(read(f"{kind}-labels-idx1-ubyte.gz", 8).astype(np.int64))


def main():
    seed, epochs = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    x, y = load("train")
    model = ResNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    steps = len(x) // BATCH
    for epoch in range(epochs):
        order = torch.randperm(len(x))
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 + math.cos(math.pi * (epoch * steps + step) / (epochs * steps))) / 2
            chosen = order[step * BATCH : (step + 1) * BATCH]
            batch = x[chosen]
            mirrored = torch.rand(BATCH) < 0.5
            batch[mirrored] = batch[mirrored].flip(3)
            loss = F.cross_entropy(model(batch), y[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
    model.eval()
    x, y = load("t10k")
    with torch.no_grad():
        answers = torch.cat([model(part).argmax(1) for part in x.split(1000)])
    print(f"{(answers == y).float().mean().item() * 100:.2f}")


if __name__ == "__main__":
    main()
