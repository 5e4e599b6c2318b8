"""Checks that two modules compute the same on random inputs.

Usage: same_results.py EXPECTED.mlir ACTUAL.mlir [--native]

Both are run by the TOSA reference model; with --native the first one is run by
compress-run. Integers must be equal, f32 within 2e-5 of the largest value.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

TYPES = {"f32": np.float32, "i8": np.int8, "i32": np.int32}


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def signature(path):
    """Types of the arguments, and the number of results."""
    head = re.search(r"func\.func @main\((.*?)\) -> (.*) {", pathlib.Path(path).read_text())
    return re.findall(r"tensor<([0-9x]*)x(\w+)>", head[1]), head[2].count("tensor<")


def make_inputs(arguments, folder):
    rng = np.random.default_rng(1)
    files = []
    for i, (shape, element) in enumerate(arguments):
        shape = [int(size) for size in shape.split("x")]
        if element == "f32":
            data = 3 * rng.standard_normal(shape)
        else:
            data = rng.integers(-128, 128, shape)
        files.append(folder / f"input{i}.npy")
        np.save(files[-1], data.astype(TYPES[element]))
    return files


def run_reference(model, inputs, num_results, folder):
    folder.mkdir()
    run("tosa-opt", model, "--tosa-serialize", f"--tosa-flatbuffer-filename={folder}/model.tosa", "-o", "/dev/null")
    for file in inputs:
        (folder / file.name).symlink_to(file)
    outputs = [f"output{i}.npy" for i in range(num_results)]
    run(
        "tosa_reference_model",
        "--tosa_file=model.tosa",
        f"--flatbuffer_dir={folder}",
        f"--output_dir={folder}",
        "--ifm_name=" + ",".join(f"TosaInput_{i}" for i in range(len(inputs))),
        "--ifm_file=" + ",".join(file.name for file in inputs),
        "--ofm_name=" + ",".join(f"TosaOutput_{i}" for i in range(num_results)),
        "--ofm_file=" + ",".join(outputs),
        "--tosa_level=NONE",
    )
    return [np.load(folder / name) for name in outputs]


def run_native(model, inputs, num_results, folder):
    folder.mkdir()
    command = ["compress-run", model]
    for file in inputs:
        command += ["--input", file]
    outputs = [folder / f"output{i}.npy" for i in range(num_results)]
    for file in outputs:
        command += ["--output", file]
    run(*command)
    return [np.load(file) for file in outputs]


def same(expected, actual):
    if expected.shape != actual.shape or expected.dtype != actual.dtype:
        return False
    if expected.dtype != np.float32:
        return np.array_equal(expected, actual)
    return np.abs(expected - actual).max() <= 2e-5 * np.abs(expected).max()


def main():
    expected_model, actual_model = sys.argv[1:3]
    run_expected = run_native if "--native" in sys.argv else run_reference
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        arguments, num_results = signature(actual_model)
        inputs = make_inputs(arguments, folder)
        expected = run_expected(expected_model, inputs, num_results, folder / "expected")
        actual = run_reference(actual_model, inputs, num_results, folder / "actual")
    for i, (one, other) in enumerate(zip(expected, actual, strict=True)):
        if not same(one, other):
            sys.exit(f"result {i} differs: expected\n{one}\ngot\n{other}")
    print(f"{num_results} of {num_results} results equal")


main()
