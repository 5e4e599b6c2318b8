"""Compares an integer core with the TOSA reference model, bit for bit.

  samples IMAGES CORE --output F     quantize images as the core's input says
  run CORE SAMPLES --output F        run the reference model (PyPI tosa-tools)
  compare A B [--steps N]            exit 1 unless equal, or at most N steps apart

CORE is TOSA text with one function of one i8 input, whose scale and zero point
its `compress.qtype` attribute holds. `run` sets the batch of the text to the
number of samples, so that one call of the model computes them all.
"""

import argparse
import gzip
import os
import re
import subprocess
import sys
import tempfile

import numpy as np


def read_qtype(text):
    """Scale and zero point of the first argument."""
    match = re.search(r"compress\.qtype = !quant\.uniform<i8:f32, ([0-9.Ee+-]+?)(?::(-?\d+))?>", text)
    if not match:
        sys.exit("the core's argument has no compress.qtype")
    return float(match[1]), int(match[2] or 0)


def read_images(path, count):
    """The first images of a gzipped IDX file, as f32 from 0 to 1."""
    with gzip.open(path) as file:
        header = np.frombuffer(file.read(16), ">i4")
        rows, columns = int(header[2]), int(header[3])
        data = np.frombuffer(file.read(count * rows * columns), np.uint8)
    return data.reshape(count, 1, rows, columns).astype(np.float32) / 255


def write_samples(args):
    """Quantized images, and beside them the f32 numbers that they stand for."""
    scale, zero_point = read_qtype(open(args.core).read())
    images = (read_images(args.images, args.count) - args.mean) / args.std
    quantized = np.clip(np.round(images / scale) + zero_point, -128, 127)
    np.save(args.output, quantized.astype(np.int8))
    values = (quantized - zero_point) * scale
    np.save(args.output.replace(".npy", ".f32.npy"), values.astype(np.float32))


def set_batch(text, batch):
    """The text with `batch` in place of every leading 1 of an activation.

    Weights do not start with 1 in the models that this is for; vectors and
    scalars, which have rank 1, stay.
    """
    text = re.sub(r"tensor<1x((?:\d+x)+i(?:8|32)>)", rf"tensor<{batch}x\1", text)
    return re.sub(r"dense<\[1, ((?:\d+, )*\d+)\]> : tensor<(\d+)xindex>", rf"dense<[{batch}, \1]> : tensor<\2xindex>", text)


def run_model(args):
    samples = np.load(args.samples)
    text = re.sub(r" \{compress\.qtype = [^}]*\}", "", open(args.core).read())
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        open(path("core.mlir"), "w").write(set_batch(text, len(samples)))
        np.save(path("x.npy"), samples)
        subprocess.run(
            ["tosa-opt", path("core.mlir"), "--tosa-serialize", f"--tosa-flatbuffer-filename={path('core.tosa')}", "-o", os.devnull],
            check=True,
        )
        subprocess.run(
            ["tosa_reference_model", f"--tosa_file={path('core.tosa')}", f"--flatbuffer_dir={folder}", f"--output_dir={folder}"]
            + ["--ifm_name=TosaInput_0", "--ifm_file=x.npy", "--ofm_name=TosaOutput_0", "--ofm_file=y.npy", "--tosa_level=NONE"],
            check=True,
        )
        np.save(args.output, np.load(path("y.npy")).astype(np.int8))


def compare(args):
    a, b = np.load(args.a), np.load(args.b)
    if a.size != b.size or a.size == 0:
        sys.exit(f"sizes differ: {a.shape} and {b.shape}")
    difference = np.abs(a.ravel().astype(np.float64) - b.ravel())
    limit = args.steps * read_qtype(open(args.scale).read().split("->", 1)[1])[0] * 1.0001 if args.scale else args.steps
    wrong = int((difference > limit).sum())
    print(f"{a.size} numbers, {wrong} differ by more than {limit:g}, {int((difference != 0).sum())} differ at all")
    sys.exit(1 if wrong else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("samples")
    command.add_argument("images")
    command.add_argument("core")
    command.add_argument("--count", type=int, default=200)
    command.add_argument("--mean", type=float, default=0.0)
    command.add_argument("--std", type=float, default=1.0)
    command.add_argument("--output", required=True)
    command.set_defaults(action=write_samples)
    command = commands.add_parser("run")
    command.add_argument("core")
    command.add_argument("samples")
    command.add_argument("--output", required=True)
    command.set_defaults(action=run_model)
    command = commands.add_parser("compare")
    command.add_argument("a")
    command.add_argument("b")
    command.add_argument("--steps", type=int, default=0)
    command.add_argument("--scale", help="core whose result's scale is one step")
    command.set_defaults(action=compare)
    args = parser.parse_args()
    args.action(args)


if __name__ == "__main__":
    main()
