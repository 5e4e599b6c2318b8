"""Checks EfficientNet-Lite0 against the logits that PyTorch computes.

Usage: golden.py native|reference MODEL ORIGINAL.tosa.mlir; input and logits lie
beside the original.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np

how, model, original = sys.argv[1:4]
x, expected = (original.replace(".tosa.mlir", f"_{name}.npy") for name in "xy")
with tempfile.TemporaryDirectory() as folder:
    output = pathlib.Path(folder) / "output.npy"
    if how == "native":
        commands = [["compress-run", model, "--input", x, "--output", output]]
    else:
        (pathlib.Path(folder) / "x.npy").symlink_to(x)
        commands = [
            ["tosa-opt", model, "--tosa-serialize", f"--tosa-flatbuffer-filename={folder}/model.tosa", "-o", "/dev/null"],
            ["tosa_reference_model", "--tosa_file=model.tosa", f"--flatbuffer_dir={folder}", f"--output_dir={folder}"]
            + ["--ifm_name=TosaInput_0", "--ifm_file=x.npy", "--ofm_name=TosaOutput_0", "--ofm_file=output.npy", "--tosa_level=NONE"],
        ]
    for command in commands:
        subprocess.run(command, check=True)
    difference = np.abs(np.load(output) - np.load(expected)).max()
if not difference <= 1e-4:
    sys.exit(f"differs by {difference}")
print("within 1e-4")
