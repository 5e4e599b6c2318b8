#!/usr/bin/env python3
"""Writes LearningRates.inc: what PyTorch's schedulers give, with torch==2.13.0.

Schedulers that PyTorch steps once per epoch are stepped every EPOCH_STEPS steps.
"""

import pathlib

import torch
from torch.optim import lr_scheduler as lr

BASE, STEPS, EPOCH_STEPS = 0.25, 12, 3
LOSSES = [1.0, 0.9, 0.95, 0.93, 0.91, 0.92, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6]


def rates(make, every=1, losses=None):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=BASE)
    scheduler = make(optimizer)
    result = []
    for step in range(STEPS):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if losses:
            scheduler.step(losses[step])
        elif (step + 1) % every == 0:
            scheduler.step()
    return result


def warm_up(optimizer):
    first = lr.LinearLR(optimizer, start_factor=0.25, end_factor=1.0, total_iters=4)
    rest = lr.CosineAnnealingLR(optimizer, STEPS - 4)
    return lr.SequentialLR(optimizer, [first, rest], milestones=[4])


def main():
    tables = {
        "kStep": rates(lambda o: lr.StepLR(o, step_size=2, gamma=0.5), EPOCH_STEPS),
        "kExponential": rates(lambda o: lr.ExponentialLR(o, gamma=0.9), EPOCH_STEPS),
        "kCosine": rates(lambda o: lr.CosineAnnealingLR(o, STEPS, eta_min=0.01)),
        "kWarmUp": rates(warm_up),
        "kPlateau": rates(
            lambda o: lr.ReduceLROnPlateau(o, factor=0.5, patience=1, cooldown=1, min_lr=0.05), losses=LOSSES
        ),
        "kLosses": LOSSES,
    }
    with open(pathlib.Path(__file__).parent / "LearningRates.inc", "w") as out:
        out.write("// Made by learning_rates.py.\n")
        for name, values in tables.items():
            numbers = ",\n    ".join(repr(float(value)) for value in values)
            out.write(f"static const std::vector<double> {name} = {{\n    {numbers}}};\n")


if __name__ == "__main__":
    main()
