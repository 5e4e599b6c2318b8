#!/usr/bin/env python3
"""Times the LeNet, batch 1, f32, one thread: compress against ONNX Runtime.

Builds the same network as ONNX from the weights in the TOSA file, checks that
both give the same logits, then lets the two take turns and prints the ratio of
their medians with its quartiles. Needs numpy, onnx and onnxruntime from PyPI:
runs in this interpreter if it has them, else in a virtual environment that it
makes beside the build (`--venv`).

    python3 benchmarks/lenet_vs_onnxruntime.py --compress-run build/release/bin/compress-run
"""

import argparse
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["numpy", "onnx", "onnxruntime"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--compress-run", default=str(ROOT / "build/release/bin/compress-run"))
    parser.add_argument("--model", default=str(ROOT / "examples/models/lenet_fmnist.tosa.mlir"))
    parser.add_argument("--venv", default=str(ROOT / "build/onnxruntime-venv"))
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--max-ratio", type=float, help="fail if compress is slower than this many times")
    return parser.parse_args()


def ensure_packages(venv):
    """Continues in a virtual environment if this interpreter lacks a package."""
    if all(importlib.util.find_spec(name) for name in PACKAGES):
        return
    python = pathlib.Path(venv) / "bin" / "python3"
    if pathlib.Path(sys.prefix) == pathlib.Path(venv):
        sys.exit(f"packages are missing in {venv}: {PACKAGES}")
    if not python.exists():
        print(f"making {venv} with {', '.join(PACKAGES)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    os.execv(python, [str(python), *sys.argv])


def read_weights(path):
    """The f32 constants of the TOSA file, keyed by SSA name, in its layouts."""
    import numpy as np

    text = pathlib.Path(path).read_text()
    blob = re.compile(r'\s*([\w.]+): "0x([0-9A-Fa-f]+)"')
    constant = re.compile(
        r'\s*%(\w+) = "tosa.const"\(\) <\{values = '
        r'(?:dense<"0x([0-9A-F]+)">|dense_resource<([\w.]+)>) : tensor<([\dx]+)xf32>')
    # Line by line: the long hexadecimal strings make searching slow.
    blobs, constants = {}, {}
    for match in filter(None, map(blob.match, text.splitlines())):
        blobs[match[1]] = np.frombuffer(bytes.fromhex(match[2])[4:], "<f4")
    for match in filter(None, map(constant.match, text.splitlines())):
        values = np.frombuffer(bytes.fromhex(match[2]), "<f4") if match[2] else blobs[match[3]]
        constants[match[1]] = values.reshape([int(size) for size in match[4].split("x")])
    return text, constants


def find_layers(text, constants):
    """Weights and biases of the two convolutions and the two dense layers."""
    layers = []
    for weight, bias in re.findall(r"tosa\.conv2d %\w+, %(\w+), %(\w+),", text):
        layers.append((constants[weight], constants[bias]))
    weights = re.findall(r"tosa\.matmul %\w+, %(\w+),", text)
    biases = re.findall(r"tosa\.add %\w+, %(\w+) ", text)
    for weight, bias in zip(weights, biases):
        layers.append((constants[weight][0], constants[bias]))
    return layers


def build_onnx(layers):
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    (w1, b1), (w2, b2), (w3, b3), (w4, b4) = layers
    values = {
        # OHWI -> OIHW; dense weights are [K, N] already.
        "w1": w1.transpose(0, 3, 1, 2), "b1": b1,
        "w2": w2.transpose(0, 3, 1, 2), "b2": b2,
        "w3": w3, "b3": b3.reshape(-1), "w4": w4, "b4": b4.reshape(-1),
    }
    pool = {"kernel_shape": [2, 2], "strides": [2, 2]}
    nodes = [
        helper.make_node("Conv", ["x", "w1", "b1"], ["c1"]),
        helper.make_node("Relu", ["c1"], ["r1"]),
        helper.make_node("MaxPool", ["r1"], ["p1"], **pool),
        helper.make_node("Conv", ["p1", "w2", "b2"], ["c2"]),
        helper.make_node("Relu", ["c2"], ["r2"]),
        helper.make_node("MaxPool", ["r2"], ["p2"], **pool),
        helper.make_node("Flatten", ["p2"], ["f"]),
        helper.make_node("Gemm", ["f", "w3", "b3"], ["d1"]),
        helper.make_node("Relu", ["d1"], ["r3"]),
        helper.make_node("Gemm", ["r3", "w4", "b4"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes, "lenet",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 28, 28])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 10])],
        [numpy_helper.from_array(np.ascontiguousarray(v), k) for k, v in values.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    return model.SerializeToString()


def make_session(model):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def check_equal(arguments, session, x):
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        source, result = f"{folder}/x.npy", f"{folder}/y.npy"
        np.save(source, x)
        subprocess.run(
            [arguments.compress_run, arguments.model, "--input", source, "--output", result], check=True)
        ours = np.load(result)
    theirs = session.run(None, {"x": x})[0]
    if not np.allclose(ours, theirs, rtol=1e-4, atol=1e-4):
        sys.exit(f"the outputs differ by {np.abs(ours - theirs).max()}")


def time_onnxruntime(session, x, seconds=1.0):
    """Median of single calls; outputs bound in advance, to leave Python out."""
    import numpy as np

    binding = session.io_binding()
    binding.bind_cpu_input("x", x)
    binding.bind_output("y", "cpu")
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        before = time.perf_counter_ns()
        session.run_with_iobinding(binding)
        times.append(time.perf_counter_ns() - before)
    return float(np.median(times[len(times) // 10:]))


def time_compress(arguments):
    output = subprocess.run(
        [arguments.compress_run, arguments.model, "--benchmark"],
        check=True, capture_output=True, text=True).stdout
    cpu = re.search(r"^cpu: (.*)$", output, re.M).group(1)
    return cpu, float(re.search(r"^median_ns: (\d+)$", output, re.M).group(1))


def main():
    arguments = parse_arguments()
    ensure_packages(arguments.venv)
    import numpy as np
    import onnxruntime

    text, constants = read_weights(arguments.model)
    session = make_session(build_onnx(find_layers(text, constants)))
    x = np.random.default_rng(0).standard_normal((1, 1, 28, 28), dtype=np.float32)
    check_equal(arguments, session, x)
    ratios = []
    for i in range(arguments.rounds):
        cpu, ours = time_compress(arguments)
        theirs = time_onnxruntime(session, x)
        ratios.append(ours / theirs)
        print(f"round {i + 1}: compress {ours / 1e3:.1f} us, onnxruntime {theirs / 1e3:.1f} us", file=sys.stderr)
    lower, median, upper = np.percentile(ratios, [25, 50, 75])
    print(f"cpu: {cpu}")
    print(f"onnxruntime: {onnxruntime.__version__}, one thread, batch 1, f32")
    print(f"ratio: {median:.2f} (quartiles {lower:.2f} to {upper:.2f}; compress / onnxruntime, {len(ratios)} rounds)")
    if arguments.max_ratio is not None and median > arguments.max_ratio:
        sys.exit(f"slower than {arguments.max_ratio} times ONNX Runtime")


if __name__ == "__main__":
    main()
