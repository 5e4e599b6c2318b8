#!/usr/bin/env python3
"""Writes goldens.npz: parameters after each of recipes.py, trained by torch==2.13.0."""

import pathlib

import numpy as np
import recipes
import torch
import torch.nn.functional as F


def train(optimizer, extra):
    x, labels, targets, parameters = recipes.data()
    p = {name: torch.tensor(value, requires_grad=True) for name, value in parameters.items()}
    trained = [v for n, v in p.items() if not (extra.get("frozen") and n.startswith("fc1"))]
    name, arguments = optimizer
    update = getattr(torch.optim, name)(trained, lr=recipes.RATE, **arguments)
    cosine = plateau = None
    if "cosine" in extra:
        cosine = torch.optim.lr_scheduler.CosineAnnealingLR(update, recipes.EPOCHS, extra["cosine"])
    if "plateau" in extra:
        factor, patience, threshold = extra["plateau"]
        plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(
            update, factor=factor, patience=patience, threshold=threshold
        )
    for _ in range(recipes.EPOCHS):
        hidden = F.relu(F.linear(torch.tensor(x), p["fc1.weight"], p["fc1.bias"]))
        y = F.linear(hidden, p["fc2.weight"], p["fc2.bias"])
        if extra.get("mse"):
            loss = F.mse_loss(y, torch.tensor(targets))
        else:
            smoothing = extra.get("label_smoothing", 0.0)
            loss = F.cross_entropy(y, torch.tensor(labels, dtype=torch.long), label_smoothing=smoothing)
        total = loss
        if "l1" in extra:
            total = loss + extra["l1"] * sum(v.abs().sum() for n, v in p.items() if n.endswith("weight"))
        update.zero_grad()
        total.backward()
        if "clip_value" in extra:
            torch.nn.utils.clip_grad_value_(trained, extra["clip_value"])
        if "clip_norm" in extra:
            torch.nn.utils.clip_grad_norm_(trained, extra["clip_norm"])
        if extra.get("normalize"):
            norm = torch.sqrt(sum((v.grad**2).sum() for v in trained)) + 1e-6
            for v in trained:
                v.grad /= norm
        update.step()
        if cosine:
            cosine.step()
        if plateau:
            plateau.step(loss.item())
    return {name: value.detach().numpy() for name, value in p.items()}


def main():
    goldens = {}
    for name, _, optimizer, extra in recipes.RECIPES:
        for parameter, value in train(optimizer, extra).items():
            goldens[f"{name}/{parameter}"] = value
    np.savez_compressed(pathlib.Path(__file__).parent / "goldens.npz", **goldens)


if __name__ == "__main__":
    main()
