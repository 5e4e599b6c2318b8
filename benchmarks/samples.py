"""Seeded inputs of a realistic distribution: some to calibrate on, others to judge by."""

import gzip
import pathlib

import numpy as np

FASHION_MNIST = pathlib.Path("/usr/share/datasets/fashion-mnist")
# Photographs that PyPI packages ship; the network never sees one of the second row during calibration.
CALIBRATION_PHOTOGRAPHS = ["astronaut.png", "coffee.png", "motorcycle_left.png", "hubble_deep_field.jpg", "ihc.png", "flower.jpg"]
EVALUATION_PHOTOGRAPHS = ["chelsea.png", "rocket.jpg", "retina.jpg", "china.jpg"]
CROPS = 4  # of each photograph


class MissingData(Exception):
    """Says what to install."""


def make_samples(kind: str, shape: tuple[int, ...], calibrate: bool) -> np.ndarray:
    """[count, *shape[1:]], where count is a multiple of shape[0]; layout NCHW."""
    random = np.random.default_rng(1 if calibrate else 2)
    if kind == "fashion-mnist":
        return fashion_mnist(random, calibrate)
    if kind == "photographs":
        return photographs(random, CALIBRATION_PHOTOGRAPHS if calibrate else EVALUATION_PHOTOGRAPHS, shape[2:])
    count = shape[0] * (8 if calibrate else 2)
    values = random.standard_normal((count, *shape[1:]), np.float32)
    return np.maximum(values, 0) if kind == "relu" else values


def fashion_mnist(random, calibrate: bool) -> np.ndarray:
    """512 images of the training set, or 128 test images, as the LeNet was trained on."""
    path = FASHION_MNIST / ("train-images-idx3-ubyte.gz" if calibrate else "t10k-images-idx3-ubyte.gz")
    if not path.exists():
        raise MissingData(f"{path} is missing; it comes with Debian's dataset-fashion-mnist")
    images = np.frombuffer(gzip.open(path).read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    chosen = random.choice(len(images), 512 if calibrate else 128, replace=False)
    return ((images[chosen] / np.float32(255) - np.float32(0.2860)) / np.float32(0.3530)).astype(np.float32)


def photographs(random, names: list[str], size: tuple[int, int]) -> np.ndarray:
    """Random square crops, resized, with values (x - 127) / 128 as EfficientNet-Lite takes them."""
    import PIL.Image
    import skimage
    import sklearn

    folders = [pathlib.Path(skimage.__file__).parent / "data", pathlib.Path(sklearn.__file__).parent / "datasets" / "images"]
    crops = []
    for name in names:
        (path,) = [folder / name for folder in folders if (folder / name).exists()]
        image = PIL.Image.open(path).convert("RGB")
        for _ in range(CROPS):
            side = int(min(image.size) * random.uniform(0.6, 1.0))
            left, top = (int(random.integers(0, n - side + 1)) for n in image.size)
            crop = image.resize(size, PIL.Image.Resampling.BICUBIC, (left, top, left + side, top + side))
            crops.append((np.asarray(crop, np.float32).transpose(2, 0, 1) - 127) / 128)
    return np.stack(crops)
