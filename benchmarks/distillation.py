#!/usr/bin/env python3
"""Distills a LeNet from a larger network on Fashion-MNIST, and prints accuracies.

Everything is trained by compress-train. What takes long is kept in --work: the
teacher, and what it says about the samples.

    teacher       conv 32-64-128 with batch norm, dense 128; 9 epochs, mirrored images
    few           5,000 labels, 40 epochs: labels alone, and with the teacher
    unlabelled    the same labels, and the other 55,000 images without
    sweep         all labels: temperature and alpha, chosen on validation samples
    self          LeNet pruned by 90 % and in int8, recovered with and without labels
    time          a step with a cached teacher against one without, in alternation
    report        size, cost, accuracy, agreement, latency, curves

    benchmarks/distillation.py                  all of it
    benchmarks/distillation.py --only few,time
"""

import argparse
import itertools
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

import numpy as np
from emit_teacher import teacher
from tools import ToolError

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATA = pathlib.Path("/usr/share/datasets/fashion-mnist")
LENET = ROOT / "examples/models/lenet_fmnist.tosa.mlir"
NORMALIZE = "mean=0.2860 std=0.3530"
TRAIN = (DATA / "train-images-idx3-ubyte.gz", DATA / "train-labels-idx1-ubyte.gz")
STUDENT = "batch-size=128 lr-schedule=cosine learning-rate=2e-3 initialize=kaiming"
FEW, EPOCHS_FEW, EPOCHS_ALL = 5000, 40, 6
# Temperature and alpha of the published recipe for few labels.
TEACHING = "temperature=2 alpha=0.5"
TEACHING_UNLABELLED = "temperature=2 alpha=0.9"
TEMPERATURES, ALPHAS = (1, 2, 4), (0.1, 0.5, 0.9)
CALIBRATE = f"--compress-calibrate=data={TRAIN[0]} {NORMALIZE} num-samples=512"


class Bench:
    """Calls the tools; files are in one folder."""

    def __init__(self, arguments):
        self.bin, self.work, self.seeds = arguments.tools, arguments.work, arguments.seeds
        self.rounds = arguments.rounds
        self.work.mkdir(parents=True, exist_ok=True)

    def call(self, tool, *words):
        command = [str(self.bin / tool), *map(str, words)]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            raise ToolError(f"{' '.join(command)}\n{result.stderr[:2000]}")
        return result

    def train(self, model, output, options, seed, data=TRAIN[0], labels=TRAIN[1], passes=()):
        """Returns what the pass remarked."""
        answers = f"labels={labels}" if labels else ""
        flag = f"--compress-train=data={data} {answers} {NORMALIZE} seed={seed} {options}"
        return self.call(
            "compress-opt", model, *passes, flag, "--remarks-filter=compress-train", "-o", self.work / output
        ).stderr

    def accuracy(self, model, *options):
        images = ["--data", DATA / "t10k-images-idx3-ubyte.gz", "--labels", DATA / "t10k-labels-idx1-ubyte.gz"]
        model = self.work / model
        text = self.call("compress-run", model, *images, "--mean=0.2860", "--std=0.3530", *options).stdout
        return 100 * float(re.search(r"accuracy: ([\d.]+)", text)[1])

    def distilled(self, options, model=None):
        """The LeNet with a distillation graph."""
        path = self.work / "graph.mlir"
        flag = f"--compress-distill=teacher={self.teacher()} {options}"
        self.call("compress-opt", model or self.lenet(), flag, "-o", path)
        return path

    def lenet(self):
        path = self.work / "lenet.mlir"
        if not path.exists():
            self.call("compress-opt", LENET, "--convert-tosa-to-compress", "-o", path)
        return path

    def teacher(self):
        """Trains the teacher if that has not been done."""
        path = self.work / "teacher.mlir"
        if path.exists():
            return path
        text, _ = teacher()
        start = self.work / "teacher_start.mlir"
        start.write_text(text)
        options = "batch-size=128 lr-schedule=cosine learning-rate=2e-3 initialize=kaiming epochs=9 flip"
        files = f"checkpoint={self.work}/teacher.ckpt resume log={self.work}/teacher.jsonl curve={self.work}/teacher.svg"
        self.train(start, "teacher.partial.mlir", f"{options} {files}", seed=0)
        os.replace(self.work / "teacher.partial.mlir", path)
        return path

    def subset(self, seed):
        """Files of 5,000 random samples with labels, and of the other images."""
        paths = [self.work / f"{name}_{seed}.npy" for name in ("few", "few_labels", "rest")]
        if not all(path.exists() for path in paths):
            images, labels = read_idx(TRAIN[0], 16), read_idx(TRAIN[1], 8)
            images = images.reshape(-1, 28, 28)
            order = np.random.default_rng(50 + seed).permutation(len(images))
            chosen, others = np.sort(order[:FEW]), np.sort(order[FEW:])
            for path, values in zip(paths, (images[chosen], labels[chosen], images[others])):
                np.save(path, values)
        return paths


def read_idx(path, offset):
    import gzip

    return np.frombuffer(gzip.open(path).read(), np.uint8, offset=offset)


def show(name, values):
    text = " ".join(f"{value:.2f}" for value in values)
    print(f"{name:44} {statistics.mean(values):6.2f}   seeds: {text}", flush=True)


def run_teacher(bench):
    bench.teacher()
    print(f"teacher, {teacher()[1]} parameters{'':17} {bench.accuracy('teacher.mlir'):6.2f}", flush=True)


def train_few(bench, seed, name, options, model, unlabelled=False):
    data, labels, rest = bench.subset(seed)
    more = f"unlabelled={rest}" if unlabelled else ""
    output = f"{name}_{seed}.mlir"
    files = f"log={bench.work}/{name}_{seed}.jsonl curve={bench.work}/{name}_{seed}.svg"
    bench.train(model, output, f"{STUDENT} {options} {more} {files}", seed, data, labels)
    return bench.accuracy(output)


def labels_alone(bench, seed):
    return train_few(bench, seed, "alone", f"epochs={EPOCHS_FEW}", bench.lenet())


def run_few(bench):
    alone, taught = [], []
    for seed in range(bench.seeds):
        alone.append(labels_alone(bench, seed))
        cache = f"teacher-cache={bench.work}/few_{seed}.cache"
        graph = bench.distilled(TEACHING)
        taught.append(train_few(bench, seed, "taught", f"epochs={EPOCHS_FEW} {cache}", graph))
    show("5,000 labels alone, 40 epochs", alone)
    show(f"the same, taught ({TEACHING})", taught)
    show("gain", [b - a for a, b in zip(alone, taught)])


def run_unlabelled(bench):
    alone, taught = [], []
    for seed in range(bench.seeds):
        alone.append(labels_alone(bench, seed))
        cache = f"teacher-cache={bench.work}/rest_{seed}.cache"
        graph = bench.distilled(TEACHING_UNLABELLED)
        taught.append(train_few(bench, seed, "unlabelled", f"epochs=10 {cache}", graph, unlabelled=True))
    show("5,000 labels alone, 40 epochs", alone)
    show("with 55,000 unlabelled images, 10 epochs", taught)
    show("gain", [b - a for a, b in zip(alone, taught)])


def run_sweep(bench):
    """Chooses on a tenth of the samples with seed 100, then trains on all of them."""
    options = f"{STUDENT} epochs={EPOCHS_ALL}"
    cache = f"teacher-cache={bench.work}/all.cache"

    def validate(name, model, extra):
        log = bench.work / f"sweep_{re.sub('[^0-9a-z]+', '_', name)}.jsonl"
        bench.train(model, "sweep.mlir", f"{options} {extra} validation=0.1 log={log}", seed=100)
        value = 100 * json.loads(log.read_text().splitlines()[-1])["validation_accuracy"]
        print(f"validation, {name:32} {value:6.2f}", flush=True)
        return value

    scores = {None: validate("labels alone", bench.lenet(), "")}
    for temperature, alpha in itertools.product(TEMPERATURES, ALPHAS):
        setting = f"temperature={temperature} alpha={alpha}"
        scores[setting] = validate(setting, bench.distilled(setting), cache)
    best = max(scores, key=scores.get)
    print(f"chosen: {best or 'labels alone'}", flush=True)
    alone, chosen = [], []
    for seed in range(bench.seeds):
        bench.train(bench.lenet(), f"all_{seed}.mlir", options, seed)
        alone.append(bench.accuracy(f"all_{seed}.mlir"))
        if best:
            bench.train(bench.distilled(best), f"all_taught_{seed}.mlir", f"{options} {cache}", seed)
        chosen.append(bench.accuracy(f"all_taught_{seed}.mlir") if best else alone[-1])
    show("60,000 labels alone, 6 epochs", alone)
    show(f"chosen ({best or 'labels alone'})", chosen)
    show("gain", [b - a for a, b in zip(alone, chosen)])


def run_self(bench):
    """The dense network teaches what pruning and int8 left of it."""
    prune = ["--compress-keep-teacher", "--compress-prune=sparsity=0.9 scope=global"]
    simulate = [CALIBRATE, "--compress-quantize"]
    distill = "--compress-distill=teacher-function=teacher alpha=1 temperature=2"
    options = "batch-size=128 lr-schedule=cosine epochs=3"
    lower = "--compress-lower-to-integer"
    # Ranges of a network that has just been pruned are not those of the recovered one: they are trained too.
    trained = [CALIBRATE, "--compress-quantize=weight-ranges=fitted activation-ranges=learned"]
    for name, before, after in (
        ("calibrated afterwards", [], simulate),
        ("int8 simulated in training", trained, ["--compress-fix-ranges"]),
    ):
        results = {"labels": [], "self": []}
        for seed in range(bench.seeds):
            for kind, labels in (("labels", TRAIN[1]), ("self", None)):
                passes = [*prune, *before, *([] if labels else [distill])]
                bench.train(bench.lenet(), "recovered.mlir", options, seed, labels=labels, passes=passes)
                bench.call("compress-opt", bench.work / "recovered.mlir", "--symbol-dce", *after, lower,
                           "-o", bench.work / f"int8_{kind}.mlir")  # fmt: skip
                results[kind].append(bench.accuracy(f"int8_{kind}.mlir"))
        show(f"pruned 90 %, {name}: with labels", results["labels"])
        show("without labels, taught by itself", results["self"])
        show("difference", [b - a for a, b in zip(*results.values())])


def run_time(bench):
    """Milliseconds of a step at batch 128, the least of several rounds in turn."""
    graph = bench.distilled(TEACHING)
    options = "batch-size=128 epochs=1"
    data = (DATA / "t10k-images-idx3-ubyte.gz", DATA / "t10k-labels-idx1-ubyte.gz")
    cases = {
        "student alone": (bench.lenet(), ""),
        "cached teacher": (graph, f"teacher-cache={bench.work}/test.cache"),
        "teacher in the step": (graph, ""),
    }
    times = {name: [] for name in cases}
    bench.train(graph, "t.mlir", f"{options} {cases['cached teacher'][1]}", 0, *data)
    for _ in range(bench.rounds):
        for name, (model, extra) in cases.items():
            text = bench.train(model, "t.mlir", f"{options} {extra}", 0, *data)
            times[name].append(float(re.search(r"([\d.]+) ms per step", text)[1]))
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"{cpu[1] if cpu else 'unknown CPU'}; ms per step at batch 128, least of {bench.rounds}")
    least = min(times["student alone"])
    for name, values in times.items():
        print(f"{name:20} {min(values):8.3f}  {min(values) / least:5.2f}   all: {' '.join(f'{v:.3f}' for v in values)}")


def run_report(bench):
    """One table of teacher, student alone, student taught: those of `unlabelled`, seed 0."""
    names = {"teacher": "teacher.mlir", "student alone": "alone_0.mlir", "student taught": "unlabelled_0.mlir"}
    if not all((bench.work / file).exists() for file in names.values()):
        run_unlabelled(bench)
    print(f"{'':16}{'accuracy':>9}{'agreement':>11}{'parameters':>12}{'bytes':>9}{'MACs':>10}{'us a call':>11}")
    images = ["--data", DATA / "t10k-images-idx3-ubyte.gz", "--mean=0.2860", "--std=0.3530"]
    for name, file in names.items():
        model, report = bench.work / file, bench.work / f"{file}.json"
        # As it is delivered: batch norms in the layers before them.
        bench.call("compress-opt", model, "--compress-fold-batch-norm", f"--compress-report=file={report}", "-o", os.devnull)
        totals = json.loads(report.read_text())["totals"]
        text = bench.call("compress-run", model, "--benchmark", "--compare", bench.work / "teacher.mlir", *images).stdout
        agreement = 100 * float(re.search(r"top1_agreement: ([\d.]+)", text)[1])
        time = float(re.search(r"median_ns: ([\d.]+)", text)[1]) / 1000
        row = f"{bench.accuracy(file):9.2f}{agreement:11.2f}{totals['parameters']:12}{totals['bytes']:9}"
        print(f"{name:16}{row}{totals['macs']:10}{time:11.1f}", flush=True)
    for file in ("teacher.svg", "alone_0.svg", "unlabelled_0.svg"):
        print(f"curve: {bench.work / file}")


EXPERIMENTS = {
    "teacher": run_teacher,
    "few": run_few,
    "unlabelled": run_unlabelled,
    "sweep": run_sweep,
    "self": run_self,
    "time": run_time,
    "report": run_report,
}


def parse_names(text):
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in EXPERIMENTS:
            raise argparse.ArgumentTypeError(f"unknown name '{name}'; there are {', '.join(EXPERIMENTS)}")
    if not names:
        raise argparse.ArgumentTypeError(f"expected a name; there are {', '.join(EXPERIMENTS)}")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=pathlib.Path, default=ROOT / "build/dev/bin")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build/distillation", help="folder for files")
    parser.add_argument("--only", type=parse_names, default=list(EXPERIMENTS), metavar="A,B")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5, help="of `time`")
    arguments = parser.parse_args()
    bench = Bench(arguments)
    try:
        for name in arguments.only:
            EXPERIMENTS[name](bench)
    except ToolError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
