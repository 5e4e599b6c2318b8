#!/usr/bin/env python3
"""PyTorch on the supernet of benchmarks/search.py, for comparison; one thread.

search_torch.py SEED             prints path evaluations per second: 5,000 samples each, batch statistics
search_torch.py SEED --train     prints the seconds of its training, 8 epochs of one random path per step, and of 100 evaluations
"""

import gzip
import math
import random
import sys
import time

import numpy as np

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


def forward(x, path, weights, dense, bias=None):
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
    return F.linear(x.flatten(1), dense[:, : channels * 9], bias)


def draw(rng):
    return [rng.choice(OPTIONS[:-1]), rng.choice(OPTIONS), rng.choice(OPTIONS)]


def evaluate(rng, count, images, *parameters):
    """Seconds of `count` evaluations of paths within the budget, after one that does not count."""
    paths = []
    while len(paths) <= count:
        path = draw(rng)
        if cost(path) <= BUDGET:
            paths.append(path)
    with torch.no_grad():
        for number, path in enumerate(paths):
            if number == 1:
                start = time.time()
            for first in range(0, 5000, 1000):
                forward(images[first : first + 1000], path, *parameters).argmax(1)
    return time.time() - start


def train(rng):
    """Seconds of a training on 55,000 samples of Fashion-MNIST in batches of 128, Adam at 3e-3, cosine."""
    folder = "/usr/share/datasets/fashion-mnist/train-"
    read = lambda name, offset: np.frombuffer(gzip.open(folder + name).read(), np.uint8, offset=offset)
    pixels = read("images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).astype(np.float32)
    images = torch.from_numpy((pixels / 255 - 0.2860) / 0.3530)
    labels = torch.from_numpy(read("labels-idx1-ubyte.gz", 8).astype(np.int64))
    weights = [(torch.empty(32, inputs, 5, 5), torch.ones(32), torch.zeros(32)) for inputs in (1, 32, 32)]
    for kernel, _, _ in weights:
        torch.nn.init.kaiming_normal_(kernel)
    last = torch.nn.Linear(288, 10)
    trained = [tensor.requires_grad_() for stage in weights for tensor in stage] + [last.weight, last.bias]
    optimizer = torch.optim.Adam(trained)
    steps, epochs = 55000 // 128, 8
    start = time.time()
    for epoch in range(epochs):
        order = torch.randperm(55000)
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = 3e-3 * (1 + math.cos(math.pi * (epoch * steps + step) / (epochs * steps))) / 2
            chosen = order[step * 128 : step * 128 + 128]
            loss = F.cross_entropy(forward(images[chosen], draw(rng), weights, last.weight, last.bias), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
    seconds = time.time() - start
    return seconds, evaluate(rng, 100, images[55000:], weights, last.weight, last.bias)


def main():
    rng = random.Random(int(sys.argv[1]))
    if "--train" in sys.argv[2:]:
        training, search = train(rng)
        print(f"supernet {training:.1f} s, 100 evaluations {search:.1f} s")
        return
    weights = [(torch.randn(32, inputs, 5, 5), torch.ones(32), torch.zeros(32)) for inputs in (1, 32, 32)]
    seconds = evaluate(rng, 20, torch.randn(5000, 1, 28, 28), weights, torch.zeros(10, 288))
    print(f"{20 / seconds:.2f}")


if __name__ == "__main__":
    main()
