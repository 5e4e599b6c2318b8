#!/usr/bin/env python3
"""Times compress against ONNX Runtime and OpenVINO, all in alternation in one process.

Builds the models (the same network as TOSA and as ONNX), quantizes them, checks
that all f32 engines agree, and prints for each model and engine the ratio
"time of ONNX Runtime f32 / time of the engine" with its quartiles over rounds,
so that more is faster. Results go to --output as results.json, which grows over
runs, as table.txt and as one chart per instruction set and number of threads.

The first run makes a virtual environment in --cache and installs the packages
of requirements.txt in it. See README.md beside this file.
"""

import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
MODELS = ["overhead", "lenet_b1", "lenet_b64", "resnet18", "efficientnet", "gemm512", "conv3x3", "conv3x3_nchw"]
DEFAULT_MODELS = MODELS[:-1]
BASE = "ort_f32"
ENGINES = [BASE, "compress_f32", "compress_int8", "ort_u8s8", "ort_s8s8", "ort_u8s8_rr", "ov_f32", "ov_int8"]


def names(known: list[str]):
    """A type for argparse: names with commas between them."""

    def parse(text: str) -> list[str]:
        chosen = [name for name in text.split(",") if name]
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"unknown name '{name}'; there are {', '.join(known)}")
        if not chosen:
            raise argparse.ArgumentTypeError(f"expected a name; there are {', '.join(known)}")
        return [name for name in known if name in chosen]

    return parse


def positive(kind):
    def parse(text: str):
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < 1e6:
            raise argparse.ArgumentTypeError(f"expected a positive number, got '{text}'")
        return value

    return parse


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--models", type=names(MODELS), default=DEFAULT_MODELS, metavar="A,B", help=f"of {', '.join(MODELS)}; default: all but the last")
    add("--engines", type=names(ENGINES), default=ENGINES, metavar="A,B", help=f"of {', '.join(ENGINES)}; default: all; {BASE} always runs")
    add("--rounds", type=positive(int), default=15, metavar="N", help="rounds of alternation (15)")
    add("--seconds", type=positive(float), default=0.2, metavar="S", help="how long an engine runs in a round (0.2)")
    add("--quick", action="store_true", help="three rounds of 0.05 seconds, for a first look")
    add("--threads", type=positive(int), default=1, metavar="N", help="threads of each engine (1); the process is kept on as many cores")
    add("--busy", type=positive(int), default=0, metavar="N", help="let N other processes compute on the same cores all the time (0)")
    add("--core", type=int, default=0, metavar="N", help="the first of these cores (0)")
    add("--isa", choices=["native", "avx2"], default="native", help="avx2: compress and oneDNN without AVX-512 and VNNI (ONNX Runtime has no switch)")
    add("--clock", choices=["wall", "cpu"], default="wall", help="cpu: processor time of this process, for a machine that others use too; one thread only")
    add("--resume", action="store_true", help="leave out what the results have with as many rounds already")
    add("--fresh", action="store_true", help="forget the results of earlier runs")
    add("--prepare", action="store_true", help="build, quantize and check only, without timing")
    add("--bin", type=pathlib.Path, default=ROOT / "build/release/bin", metavar="DIR", help="compress-opt, compress-translate, compress-run (build/release/bin)")
    add("--cache", type=pathlib.Path, default=ROOT / "build/benchmarks", metavar="DIR", help="virtual environment and models (build/benchmarks)")
    add("--output", type=pathlib.Path, metavar="DIR", help="results (build/benchmarks/results)")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 3, 0.05
    if BASE not in options.engines:
        options.engines = [BASE, *options.engines]
    for tool in ("compress-opt", "compress-run"):
        if not (options.bin / tool).exists():
            parser.error(f"{options.bin / tool} is missing; build compress, or say --bin")
    if options.threads > len(os.sched_getaffinity(0)):
        parser.error(f"--threads={options.threads} needs as many cores, there are {len(os.sched_getaffinity(0))}")
    if options.busy > options.threads:
        parser.error(f"--busy={options.busy} is more than the cores of --threads={options.threads}")
    if options.core not in os.sched_getaffinity(0):
        parser.error(f"--core={options.core} is not one of {sorted(os.sched_getaffinity(0))}")
    if options.clock == "cpu" and options.threads > 1:
        parser.error("--clock=cpu cannot tell how long several threads take together; leave out --threads")
    options.output = options.output or options.cache / "results"
    return options


def enter_environment(cache: pathlib.Path) -> None:
    """Continues in the virtual environment; makes it first if it is not there or out of date."""
    venv = cache.resolve() / "venv"
    requirements = HERE / "requirements.txt"
    installed = venv / "installed.txt"
    python = venv / "bin" / "python3"
    if not installed.exists() or installed.read_text() != requirements.read_text():
        print(f"making {venv} with the packages of {requirements.name}", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements], check=True)
        installed.write_text(requirements.read_text())
    if pathlib.Path(sys.prefix).resolve() != venv:
        os.execv(python, [str(python), *sys.argv])


def main() -> int:
    options = parse_arguments()
    options.cache.mkdir(parents=True, exist_ok=True)
    options.output.mkdir(parents=True, exist_ok=True)
    enter_environment(options.cache)
    if options.isa == "avx2":
        os.environ["ONEDNN_MAX_CPU_ISA"] = "AVX2"
    os.environ["OPENVINO_TELEMETRY"] = os.environ["NNCF_TELEMETRY"] = "0"
    import session

    return session.run(options)


if __name__ == "__main__":
    sys.exit(main())
