"""Crops of photographs that PyPI packages ship, as inputs for EfficientNet-Lite0.

    photographs.py OUTPUT.npy [--judge] [--crops N]

writes float32 [N, 3, 224, 224]: by default crops to calibrate on, with --judge
crops of other photographs, which calibration never sees. The photographs are
scikit-image's and scikit-learn's; packages that are not installed are left out.
"""

import argparse
import importlib.util
import pathlib

import numpy as np

CALIBRATE = ["astronaut.png", "coffee.png", "motorcycle_left.png", "hubble_deep_field.jpg", "ihc.png", "flower.jpg"]
JUDGE = ["chelsea.png", "rocket.jpg", "retina.jpg", "china.jpg"]
FOLDERS = {"skimage": "data", "sklearn": "datasets/images"}


class MissingData(Exception):
    """Says what to install."""


def find(names: list[str]) -> list[pathlib.Path]:
    """The files of these names, in this order, without importing the packages."""
    folders = []
    for package, folder in FOLDERS.items():
        if spec := importlib.util.find_spec(package):
            folders.append(pathlib.Path(spec.origin).parent / folder)
    found = [folder / name for name in names for folder in folders if (folder / name).exists()]
    if not found:
        raise MissingData("no photographs were found; install scikit-image")
    return found


def make_crops(names: list[str], seed: int, crops: int, size: tuple[int, int] = (224, 224)) -> np.ndarray:
    """[photographs * crops, 3, *size]: random square crops, resized, with values (x - 127) / 128 as EfficientNet-Lite takes them."""
    import PIL.Image

    random = np.random.default_rng(seed)
    result = []
    for path in find(names):
        image = PIL.Image.open(path).convert("RGB")
        for _ in range(crops):
            side = int(min(image.size) * random.uniform(0.6, 1.0))
            left, top = (int(random.integers(0, n - side + 1)) for n in image.size)
            crop = image.resize(size, PIL.Image.Resampling.BICUBIC, (left, top, left + side, top + side))
            result.append((np.asarray(crop, np.float32).transpose(2, 0, 1) - 127) / 128)
    return np.stack(result)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--judge", action="store_true", help="the other photographs, to judge by")
    parser.add_argument("--crops", type=int, default=4, help="of each photograph")
    options = parser.parse_args()
    names, seed = (JUDGE, 2) if options.judge else (CALIBRATE, 1)
    np.save(options.output, make_crops(names, seed, options.crops))


if __name__ == "__main__":
    main()
