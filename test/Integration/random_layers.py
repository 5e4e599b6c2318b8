"""Compares random integer layers with the TOSA reference model, bit for bit.

  random_layers.py LAYERS TOSA FOLDER --engines=native,reference

LAYERS is a module whose @main has any number of i8 arguments and results; TOSA
is the same in TOSA's integer profile. Both are run on the same inputs, random
ones and ones at the ends of i8: LAYERS by our engines, TOSA by
`tosa_reference_model`. Exits with 1 unless all numbers are equal.
"""

import argparse
import os
import re
import subprocess
import sys

import numpy as np


def read_signature(path):
    """Shapes of arguments and of results."""
    with open(path) as file:
        head = next(line for line in file if "func.func @main" in line)
    arguments, results = head.split(") -> ")
    shapes = lambda text: [tuple(map(int, shape.split("x"))) for shape in re.findall(r"tensor<((?:\d+x)*\d+)xi8>", text)]
    return shapes(arguments), shapes(results)


def make_input(shape, kind, rng):
    if kind == 0:
        return rng.integers(-128, 128, shape).astype(np.int8)
    if kind == 1:
        return rng.choice(np.array([-128, 127], np.int8), shape)
    return np.full(shape, -128 if kind == 2 else 127, np.int8)


def inline_resources(text):
    """Constants where they are used; the serializer does not find small resources."""
    resources = dict(re.findall(r'(\w[\w.]*): "0x[0-9A-F]{8}([0-9A-F]*)"', text))
    text = re.sub(r"dense_resource<([\w.]+)>", lambda match: f'dense<"0x{resources[match[1]]}">', text)
    return text.split("{-#")[0]


def serialize(tosa, folder):
    with open(tosa) as file, open(f"{folder}/layers.mlir", "w") as copy:
        copy.write(inline_resources(file.read()))
    subprocess.run(
        ["tosa-opt", f"{folder}/layers.mlir", "--tosa-serialize", f"--tosa-flatbuffer-filename={folder}/layers.tosa", "-o", os.devnull],
        check=True,
    )


def run_reference_model(folder, inputs, outputs):
    names = lambda prefix, count: ",".join(f"{prefix}_{i}" for i in range(count))
    files = lambda prefix, count: ",".join(f"{prefix}{i}.npy" for i in range(count))
    subprocess.run(
        ["tosa_reference_model", f"--tosa_file={folder}/layers.tosa", f"--flatbuffer_dir={folder}", f"--output_dir={folder}"]
        + [f"--ifm_name={names('TosaInput', inputs)}", f"--ifm_file={files('x', inputs)}"]
        + [f"--ofm_name={names('TosaOutput', outputs)}", f"--ofm_file={files('tosa', outputs)}", "--tosa_level=NONE"],
        check=True,
    )


def run_layers(layers, folder, inputs, outputs, engine):
    command = ["compress-run", layers, f"--engine={engine}"]
    for i in range(inputs):
        command += ["--input", f"arg{i}={folder}/x{i}.npy"]
    for i in range(outputs):
        command += ["--output", f"{folder}/{engine}{i}.npy"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("layers", "tosa", "folder"):
        parser.add_argument(name)
    parser.add_argument("--engines", default="native,reference")
    args = parser.parse_args()
    os.makedirs(args.folder, exist_ok=True)
    arguments, results = read_signature(args.layers)
    serialize(args.tosa, args.folder)
    engines = args.engines.split(",")
    rng = np.random.default_rng(7)
    for i, shape in enumerate(arguments):
        np.save(f"{args.folder}/x{i}.npy", make_input(shape, i % 4, rng))
    run_reference_model(args.folder, len(arguments), len(results))
    for engine in engines:
        run_layers(args.layers, args.folder, len(arguments), len(results), engine)
    numbers = wrong = ends = 0
    for i, shape in enumerate(results):
        expected = np.load(f"{args.folder}/tosa{i}.npy")
        numbers += expected.size
        ends += np.isin(expected, (-128, 127)).sum()
        for engine in engines:
            actual = np.load(f"{args.folder}/{engine}{i}.npy")
            assert actual.shape == expected.shape == shape and actual.dtype == np.int8
            count = int((actual != expected).sum())
            if count:
                print(f"result {i}, {engine}: {count} of {actual.size} differ")
            wrong += count
    print(f"{len(results)} results, {numbers} numbers, {ends} of them -128 or 127; {wrong} differ")
    sys.exit(1 if wrong or not numbers else 0)


if __name__ == "__main__":
    main()
