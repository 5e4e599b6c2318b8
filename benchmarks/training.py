#!/usr/bin/env python3
"""Trains the LeNet of the examples on Fashion-MNIST and prints accuracies beside PyTorch's.

The recipes are those of PyTorch that the figures come from: Adam, cosine, batches of
128, no augmentation; accuracy on the 10,000 test images after the last epoch.

    benchmarks/training.py                      all accuracies, three seeds; from scratch, where they differ by 0.3 points, 16
    benchmarks/training.py --only scratch
    benchmarks/training.py --only qat       quantization-aware training, simulated and as integers
    benchmarks/training.py --time --torch VENV/bin/python   time of a step, alternated
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
DATA = pathlib.Path("/usr/share/datasets/fashion-mnist")
MODEL = ROOT / "examples/models/lenet_fmnist.tosa.mlir"
NORMALIZE = "mean=0.2860 std=0.3530"

# Name, passes before, options of the training, PyTorch's mean accuracy.
EXPERIMENTS = [
    ("scratch", [], "epochs=6 initialize=kaiming learning-rate=2e-3", 89.29),
    ("dense +3", [], "epochs=3", 89.94),
    ("global 80 % +3", ["--compress-prune=sparsity=0.8 scope=global"], "epochs=3", 89.08),
    ("global 90 % +3", ["--compress-prune=sparsity=0.9 scope=global"], "epochs=3", 87.40),
    (
        "half removed +3",
        ["--compress-prune=pattern=filter criterion=l1-norm sparsity=0.5 exclude=dense_1", "--compress-shrink=round-to=1"],
        "epochs=3",
        87.94,
    ),
    ("agp 90 %, 9 epochs", [], "epochs=9 schedule=agp sparsity=0.9 scope=global", 88.76),
    ("agp 95 %, 9 epochs", [], "epochs=9 schedule=agp sparsity=0.95 scope=global", 86.59),
    # Of python/compress_models/resnet_fmnist.py; PyTorch's by training_resnet_torch.py.
    ("resnet", [], "epochs=5 initialize=kaiming learning-rate=2e-3 flip", 91.12),
    # Against AGP by magnitude, ours and PyTorch's.
    *(
        (
            f"{name} {percent} %, 9 epochs",
            [],
            f"epochs=9 schedule=agp sparsity={percent / 100} scope=global {options}",
            peer,
        )
        for percent, peer in ((90, 88.76), (95, 86.59))
        for name, options in (
            ("taylor", "criterion=taylor"),
            ("taylor-magnitude", "criterion=taylor-magnitude"),
            ("surgery", "method=dynamic-surgery"),
            ("movement", "criterion=movement method={dynamic-surgery<hysteresis = 0.0, update_pruned = false>}"),
        )
    ),
]

# Quantization-aware trainings of three epochs: name, passes before, options of
# compress-quantize, PyTorch's mean accuracy. Those of pruned networks follow three epochs
# of retraining.
RETRAIN = ["--compress-prune=sparsity=0.9 scope=global", "retrain"]
QAT = [
    ("qat w8a8", [], "weight-ranges=fitted", None),
    ("qat w4a8", [], "weight-bits=4 weight-ranges=fitted", 89.84),
    ("qat w4a8 learned", [], "weight-bits=4 weight-ranges=learned", None),
    ("qat w4a8 all learned", [], "weight-bits=4 weight-ranges=learned activation-ranges=learned", None),
    ("qat w2a8 learned", [], "weight-bits=2 weight-ranges=learned", 89.04),
    ("qat w2a8 all learned", [], "weight-bits=2 weight-ranges=learned activation-ranges=learned", None),
    ("qat 90 % w4a8", RETRAIN, "weight-bits=4 weight-ranges=fitted", 87.93),
]


def run(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result


def train_flag(options, seed, batch=128, schedule="cosine"):
    data = f"data={DATA}/train-images-idx3-ubyte.gz labels={DATA}/train-labels-idx1-ubyte.gz"
    return f"--compress-train={data} {NORMALIZE} batch-size={batch} lr-schedule={schedule} seed={seed} {options}"


def train(tools, output, passes, options, seed, model=MODEL, **more):
    """Trains, writes the model, and returns what the pass remarked."""
    command = [tools / "compress-opt", model, "--convert-tosa-to-compress", *passes, train_flag(options, seed, **more)]
    return run([*command, "--remarks-filter=compress-train", "-o", output]).stderr


def accuracy(tools, model):
    images = ["--data", DATA / "t10k-images-idx3-ubyte.gz", "--labels", DATA / "t10k-labels-idx1-ubyte.gz"]
    text = run([tools / "compress-run", model, *images, "--mean=0.2860", "--std=0.3530"]).stdout
    return float(re.search(r"accuracy: ([\d.]+)", text)[1]) * 100


def write_resnet(folder):
    path = folder / "resnet.mlir"
    path.write_text(run([sys.executable, ROOT / "python/compress_models/resnet_fmnist.py"]).stdout)
    return path


def print_accuracies(arguments, folder):
    print("| training | accuracy, each seed | mean | PyTorch |\n| --- | --- | --- | --- |")
    for name, passes, options, peer in EXPERIMENTS:
        if arguments.only and arguments.only not in name:
            continue
        model = write_resnet(folder) if name == "resnet" else MODEL
        results = []
        for seed in range(arguments.seeds or (16 if name == "scratch" else 3)):
            train(arguments.tools, folder / "trained.mlir", passes, options, seed, model)
            results.append(accuracy(arguments.tools, folder / "trained.mlir"))
        values = " ".join(f"{value:.2f}" for value in results)
        print(f"| {name} | {values} | {statistics.mean(results):.2f} | {peer:.2f} |", flush=True)


def train_quantized(tools, folder, passes, quantize, seed):
    """Trains with simulated quantization; accuracies of the simulation and of its integer form."""
    calibrate = f"--compress-calibrate=data={DATA}/train-images-idx3-ubyte.gz {NORMALIZE} num-samples=500 seed={seed}"
    before = [train_flag("epochs=3", seed) if flag == "retrain" else flag for flag in passes]
    train(tools, folder / "qat.mlir", [*before, calibrate, f"--compress-quantize={quantize}"], "epochs=3", seed)
    run([tools / "compress-opt", folder / "qat.mlir", "--compress-fix-ranges", "-o", folder / "fixed.mlir"])
    run([tools / "compress-opt", folder / "fixed.mlir", "--compress-lower-to-integer", "-o", folder / "integer.mlir"])
    return accuracy(tools, folder / "fixed.mlir"), accuracy(tools, folder / "integer.mlir")


def print_quantized(arguments, folder):
    print("\n| training | integers, each seed | mean | simulation | PyTorch, simulation |\n| --- | --- | --- | --- | --- |")
    for name, passes, quantize, peer in QAT:
        if arguments.only and arguments.only not in name:
            continue
        results = [
            train_quantized(arguments.tools, folder, passes, quantize, seed) for seed in range(arguments.seeds or 3)
        ]
        simulated, integers = ([f"{value:.2f}" for value in values] for values in zip(*results))
        mean = statistics.mean(values[1] for values in results)
        beside = "" if peer is None else f"{peer:.2f}"
        print(f"| {name} | {' '.join(integers)} | {mean:.2f} | {' '.join(simulated)} | {beside} |", flush=True)


def print_times(arguments, folder):
    """Milliseconds of a step at batch 64, the best of several rounds in turn."""
    times = {}
    for _ in range(arguments.rounds):
        for optimizer in ("sgd", "adam"):
            text = train(
                arguments.tools, folder / "t.mlir", [], f"epochs=1 optimizer={optimizer}", 0, batch=64, schedule="constant"
            )
            ours = float(re.search(r"([\d.]+) ms per step", text)[1])
            times.setdefault((optimizer, "compress"), []).append(ours)
            if arguments.torch:
                script = pathlib.Path(__file__).with_name("training_torch.py")
                theirs = float(run([arguments.torch, script, optimizer]).stdout)
                times.setdefault((optimizer, "PyTorch"), []).append(theirs)
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"{cpu[1] if cpu else 'unknown CPU'}; ms per step at batch 64, best of {arguments.rounds}")
    for (optimizer, engine), values in times.items():
        print(f"{optimizer:5} {engine:9} {min(values):7.3f}   all: {' '.join(f'{v:.3f}' for v in values)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/dev/bin")
    parser.add_argument("--only", help="part of the name of a training")
    parser.add_argument("--seeds", type=int, help="default: 3; 16 from scratch")
    parser.add_argument("--time", action="store_true", help="measure steps instead")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--torch", help="a Python with torch==2.13.0, for --time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if arguments.time:
            print_times(arguments, folder)
        else:
            print_accuracies(arguments, folder)
            print_quantized(arguments, folder)


if __name__ == "__main__":
    main()
