#!/usr/bin/env python3
"""Writes qat_goldens.npz: parameters after each of qat_recipes.py, trained by torch==2.13.0.

Learned scales as in Esser et al., Learned Step Size Quantization, 2020, appendix A.
"""

import pathlib

import numpy as np
import qat_recipes
import recipes
import torch
import torch.nn.functional as F


def learned(value, scale, name):
    low, high, zero_point, gradient_scale = qat_recipes.LEARNED[name]
    scale = scale * gradient_scale + (scale - scale * gradient_scale).detach()
    if scale.numel() > 1:
        scale = scale[:, None]
    steps = (value / scale).clamp(low - zero_point, high - zero_point)
    return (steps + (steps.round() - steps).detach()) * scale


def fitted(value):
    limit = qat_recipes.FITTED_LIMIT
    scale = value.detach().abs().amax(1, keepdim=True) / limit
    rounded = (value.detach() / scale).round().clamp(-limit, limit) * scale
    return value + (rounded - value).detach()


def train(case, optimizer):
    x, labels, _, _ = recipes.data()
    p = {name: torch.tensor(value, requires_grad=True) for name, value in qat_recipes.parameters().items()}
    trained = [value for name, value in p.items() if case != "frozen" or not name.endswith("scale")]
    name, arguments = optimizer
    update = getattr(torch.optim, name)(trained, **arguments)
    for _ in range(qat_recipes.EPOCHS):
        q = learned(torch.tensor(x), p["x.scale"], "x.scale")
        w1 = learned(p["fc1.weight"], p["fc1.weight.scale"], "fc1.weight.scale")
        hidden = F.relu(F.linear(q, w1, p["fc1.bias"]))
        hidden = learned(hidden, p["hidden.scale"], "hidden.scale")
        y = F.linear(hidden, fitted(p["fc2.weight"]), p["fc2.bias"])
        loss = F.cross_entropy(y, torch.tensor(labels, dtype=torch.long))
        update.zero_grad()
        loss.backward()
        update.step()
    return {name: value.detach().numpy() for name, value in p.items()}


def main():
    goldens = {}
    for name, _, optimizer in qat_recipes.RECIPES:
        for parameter, value in train(name, optimizer).items():
            goldens[f"{name}/{parameter}"] = value
    np.savez_compressed(pathlib.Path(__file__).parent / "qat_goldens.npz", **goldens)


if __name__ == "__main__":
    main()
