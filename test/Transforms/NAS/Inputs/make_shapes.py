"""Writes samples for tests: 8x8 images of three classes, told apart by where they are bright.

    make_shapes.py PREFIX      PREFIX.x.npy [N, 8, 8, 1] f32, PREFIX.y.npy [N] int64
"""

import sys

import numpy as np

rng = np.random.default_rng(0)
count = 640
labels = rng.integers(0, 3, count)
images = rng.normal(0.0, 0.6, (count, 8, 8, 1)).astype(np.float32)
for image, label in zip(images, labels):
    row, column = rng.integers(0, 4, 2)
    if label == 0:
        image[row : row + 1, :] += 1.5
    elif label == 1:
        image[:, column : column + 1] += 1.5
    else:
        image[row : row + 4, column : column + 4] += 1.0
np.save(sys.argv[1] + ".x.npy", images)
np.save(sys.argv[1] + ".y.npy", labels)
