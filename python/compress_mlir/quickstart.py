"""Compresses the LeNet of examples/models step by step and measures each step.

Prints a table and writes it, with the models, as table, SVG and JSON to the
output folder. Only needs the standard library, compress-opt and compress-run.
"""

import argparse
import dataclasses
import json
import pathlib
import re
import subprocess
import sys

from report import Row, draw_svg, format_table

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGES = ["--mean", "0.2860", "--std", "0.3530"]


@dataclasses.dataclass
class Tools:
    """The command-line tools, and where their results go."""

    bin: pathlib.Path
    output: pathlib.Path
    data: pathlib.Path

    def call(self, tool: str, *arguments: object) -> str:
        """Runs a tool; its standard output. Ends the script if it fails."""
        command = [str(self.bin / tool), *map(str, arguments)]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if result.returncode != 0:
            sys.exit(f"error: {tool} failed; the command was:\n  {' '.join(command)}")
        return result.stdout

    def transform(self, source: pathlib.Path, name: str, *passes: str) -> pathlib.Path:
        """Runs passes on a model and keeps the result as `name`.mlir."""
        target = self.output / f"{name}.mlir"
        print(f"  {name}: {' '.join(passes)}", flush=True)
        self.call("compress-opt", source, *passes, "-o", target)
        return target

    def measure(self, label: str, model: pathlib.Path) -> Row:
        """Accuracy on the test images, size, cost and latency of a model."""
        print(f"  measuring {label}", flush=True)
        test = ["--data", self.data / "t10k-images-idx3-ubyte.gz", *IMAGES]
        labels = ["--labels", self.data / "t10k-labels-idx1-ubyte.gz"]
        accuracy = search(r"accuracy: ([0-9.]+)", self.call("compress-run", model, *test, *labels))
        benchmark = self.call("compress-run", model, "--benchmark")
        layers = json.loads(self.call("compress-opt", model, "--compress-list-layers=format=json", "-o", "/dev/null"))
        cost = {key: sum(function[key] for function in layers["functions"]) for key in ("macs", "nonzeros")}
        return Row(
            label=label,
            accuracy=100 * accuracy,
            weight_bytes=int(search(r"weight_bytes: ([0-9]+)", benchmark)),
            macs=cost["macs"],
            nonzeros=cost["nonzeros"],
            latency_us=search(r"median_ns: ([0-9]+)", benchmark) / 1000,
        )


def search(pattern: str, text: str) -> float:
    """The number that `pattern` finds in a tool's output."""
    match = re.search(pattern, text)
    if not match:
        sys.exit(f"error: expected '{pattern}' in:\n{text}")
    return float(match.group(1))


def compress(tools: Tools, model: pathlib.Path) -> list[Row]:
    calibrate = (
        f"--compress-calibrate=data={tools.data / 'train-images-idx3-ubyte.gz'} num-samples=512 mean=0.2860 std=0.3530"
    )
    prune = ["--compress-prune=criterion=l1-norm scope=global sparsity=0.5", "--compress-apply-masks"]
    quantize = [calibrate, "--compress-quantize", "--compress-lower-to-integer", "--compress-verify=contract=integer"]

    print("Compressing the LeNet:", flush=True)
    layers = tools.transform(model, "f32", "--convert-tosa-to-compress")
    pruned = tools.transform(layers, "pruned", *prune)
    int8 = tools.transform(layers, "int8", *quantize)
    both = tools.transform(pruned, "pruned-int8", *quantize)
    return [
        tools.measure("f32", layers),
        tools.measure("pruned 50 %", pruned),
        tools.measure("int8", int8),
        tools.measure("pruned 50 % + int8", both),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of compress-opt and compress-run")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder for models, table and chart")
    parser.add_argument("--data", type=pathlib.Path, default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "examples/models/lenet_fmnist.tosa.mlir")
    options = parser.parse_args()

    options.output.mkdir(parents=True, exist_ok=True)
    rows = compress(Tools(options.bin, options.output, options.data), options.model)
    table = format_table(rows)
    (options.output / "table.txt").write_text(table)
    (options.output / "table.json").write_text(json.dumps([dataclasses.asdict(row) for row in rows], indent=2))
    (options.output / "chart.svg").write_text(draw_svg(rows, "LeNet on Fashion-MNIST, 10,000 test images"))
    print(f"\nLeNet on Fashion-MNIST, 10,000 test images, no retraining (all files in {options.output}):\n")
    print(table, end="")


if __name__ == "__main__":
    main()
