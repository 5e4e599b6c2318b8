"""Seeded inputs of a realistic distribution: some to calibrate on, others to judge by."""

import gzip
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "python" / "compress_models"))
import photographs  # noqa: E402

FASHION_MNIST = pathlib.Path("/usr/share/datasets/fashion-mnist")


def make_samples(kind: str, shape: tuple[int, ...], calibrate: bool) -> np.ndarray:
    """[count, *shape[1:]], where count is a multiple of shape[0]; layout NCHW."""
    random = np.random.default_rng(1 if calibrate else 2)
    if kind == "fashion-mnist":
        return fashion_mnist(random, calibrate)
    if kind == "photographs":
        names, seed = (photographs.CALIBRATE, 1) if calibrate else (photographs.JUDGE, 2)
        return photographs.make_crops(names, seed, 4, shape[2:])
    count = shape[0] * (8 if calibrate else 2)
    values = random.standard_normal((count, *shape[1:]), np.float32)
    return np.maximum(values, 0) if kind == "relu" else values


def fashion_mnist(random, calibrate: bool) -> np.ndarray:
    """512 images of the training set, or 128 test images, as the LeNet was trained on."""
    path = FASHION_MNIST / ("train-images-idx3-ubyte.gz" if calibrate else "t10k-images-idx3-ubyte.gz")
    if not path.exists():
        raise photographs.MissingData(f"{path} is missing; it comes with Debian's dataset-fashion-mnist")
    images = np.frombuffer(gzip.open(path).read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    chosen = random.choice(len(images), 512 if calibrate else 128, replace=False)
    return ((images[chosen] / np.float32(255) - np.float32(0.2860)) / np.float32(0.3530)).astype(np.float32)
