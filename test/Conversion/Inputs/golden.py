"""Checks what EfficientNet-Lite0 computes.

    golden.py native|reference MODEL ORIGINAL.tosa.mlir   against PyTorch's logits
    golden.py agree MODEL TOSA ORIGINAL.tosa.mlir         MODEL, native, against TOSA in the reference model

Input and logits lie beside the original.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np


def run_native(model, x, folder):
    output = folder / "output.npy"
    subprocess.run(["compress-run", model, "--input", x, "--output", output], check=True)
    return np.load(output)


def run_reference(model, x, folder):
    """TOSA text in tosa_reference_model."""
    (folder / "x.npy").symlink_to(x)
    subprocess.run(
        ["tosa-opt", model, "--tosa-serialize", f"--tosa-flatbuffer-filename={folder}/model.tosa", "-o", "/dev/null"], check=True
    )
    subprocess.run(
        ["tosa_reference_model", "--tosa_file=model.tosa", f"--flatbuffer_dir={folder}", f"--output_dir={folder}"]
        + ["--ifm_name=TosaInput_0", "--ifm_file=x.npy", "--ofm_name=TosaOutput_0", "--ofm_file=output.npy", "--tosa_level=NONE"],
        check=True,
    )
    return np.load(folder / "output.npy")


def main():
    how, *models, original = sys.argv[1:]
    x, golden = (original.replace(".tosa.mlir", f"_{name}.npy") for name in "xy")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if how == "reference":
            result, expected = run_reference(models[0], x, folder), np.load(golden)
        else:
            result = run_native(models[0], x, folder)
            expected = run_reference(models[1], x, folder) if how == "agree" else np.load(golden)
    difference = np.abs(result - expected).max()
    if not difference <= 1e-4:
        sys.exit(f"differs by {difference}")
    print("within 1e-4")


main()
