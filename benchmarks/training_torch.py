#!/usr/bin/env python3
"""Prints how many milliseconds PyTorch takes for a step of LeNet: OPTIMIZER [BATCH]."""

import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
STEPS = 300


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5)
        self.fc1, self.fc2 = nn.Linear(320, 50), nn.Linear(50, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


def main():
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 64
    model = LeNet()
    kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    optimizer = kinds[sys.argv[1]](model.parameters(), lr=1e-3)
    x, y = torch.randn(batch * 10, 1, 28, 28), torch.randint(0, 10, (batch * 10,))
    for step in range(STEPS + 20):
        if step == 20:
            start = time.perf_counter()
        chosen = torch.randperm(len(x))[:batch]
        loss = F.cross_entropy(model(x[chosen]), y[chosen])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    print((time.perf_counter() - start) / STEPS * 1e3)


if __name__ == "__main__":
    main()
