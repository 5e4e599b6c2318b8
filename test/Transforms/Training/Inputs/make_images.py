"""Writes PREFIX.x.npy and PREFIX.labels.npy: random images of 6x6x2, three classes."""

import sys

import numpy as np

random = np.random.default_rng(3)
np.save(sys.argv[1] + ".x.npy", random.normal(size=(32, 6, 6, 2)).astype(np.float32))
np.save(sys.argv[1] + ".labels.npy", random.integers(0, 3, 32).astype(np.int32))
