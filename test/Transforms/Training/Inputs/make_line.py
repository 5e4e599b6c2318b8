"""Writes PREFIX.x.npy and PREFIX.labels.npy: points on both sides of a line."""

import sys

import numpy as np

x = np.random.default_rng(1).normal(size=(64, 2)).astype(np.float32)
side = x @ np.array([1.0, 2.0], np.float32)
x += np.sign(side)[:, None] * np.array([0.2, 0.4], np.float32)
np.save(sys.argv[1] + ".x.npy", x)
np.save(sys.argv[1] + ".labels.npy", (side > 0).astype(np.int32))
