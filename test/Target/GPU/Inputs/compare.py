"""Compares two .npy files: compare.py A B LIMIT fails if entries differ by more."""

import sys

import numpy as np

a, b, limit = np.load(sys.argv[1]), np.load(sys.argv[2]), float(sys.argv[3])
assert a.size == b.size and a.dtype == b.dtype, (a.shape, a.dtype, b.shape, b.dtype)
error = np.abs(a.reshape(-1).astype(np.float64) - b.reshape(-1)).max()
print(f"{a.size} entries, the largest difference is {error:g}")
sys.exit(0 if error <= limit else 1)
