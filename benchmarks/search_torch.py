#!/usr/bin/env python3
"""PyTorch's path evaluations per second on the supernet of benchmarks/search.py, for comparison: 5,000 samples each, batch statistics.

search_torch.py SEED     prints the number; one thread
"""

import random
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
WIDTHS = (4, 8, 12, 16, 24, 32)
OPTIONS = [(kernel, width) for kernel in (3, 5) for width in WIDTHS] + [None]
BUDGET = 480500


def cost(path):
    channels, size, total = 1, 28, 0
    for option in path:
        if option:
            total += size * size * option[0] ** 2 * channels * option[1]
            channels = option[1]
        size //= 2
    return total + channels * 90


def forward(x, path, weights):
    channels = 1
    for option, (kernel, scale, offset) in zip(path, weights):
        if not option:
            x = F.max_pool2d(x, 2)
            continue
        size, width = option
        part = kernel[:width, :channels]
        part = part[:, :, 1:4, 1:4] if size == 3 else part
        x = F.max_pool2d(F.conv2d(x, part, padding=size // 2), 2)
        x = F.relu(F.batch_norm(x, None, None, scale[:width], offset[:width], training=True))
        channels = width
    return F.linear(x.flatten(1), torch.zeros(10, 288)[:, : channels * 9])


def main():
    rng = random.Random(int(sys.argv[1]))
    weights = [(torch.randn(32, inputs, 5, 5), torch.ones(32), torch.zeros(32)) for inputs in (1, 32, 32)]
    images = torch.randn(5000, 1, 28, 28)
    paths = []
    while len(paths) < 21:
        path = [rng.choice(OPTIONS[:-1]), rng.choice(OPTIONS), rng.choice(OPTIONS)]
        if cost(path) <= BUDGET:
            paths.append(path)
    with torch.no_grad():
        for number, path in enumerate(paths):
            if number == 1:
                start = time.time()
            for first in range(0, 5000, 1000):
                forward(images[first : first + 1000], path, weights).argmax(1)
    print(f"{20 / (time.time() - start):.2f}")


if __name__ == "__main__":
    main()
