"""Trains a small network with simulated quantization and checks its integer form with NumPy.

The network has a batch norm, which is folded, and is pruned. For each case, bits and rule of
the weights' scales: all numbers of the integer network are those of integers computed
here from the trained parameters, and pruned weights are zero. Usage: qat.py FOLDER
"""

import pathlib
import re
import subprocess
import sys

import numpy as np

CASES = [(8, "fitted", "fixed"), (4, "fitted", "fixed"), (4, "learned", "learned"), (2, "learned", "fixed")]
rng = np.random.default_rng(7)


def tensor(value, element="f32"):
    shape = "x".join(map(str, value.shape))
    return f'dense<"0x{value.tobytes().hex()}"> : tensor<{shape}x{element}>'


def parameter(name, value):
    return f'compress.parameter "{name}" = {tensor(value.astype(np.float32))}'


MODEL = f"""func.func @main(%x: tensor<1x6x6x2xf32>) -> tensor<1x3xf32> {{
  %w = {parameter("conv.weight", rng.normal(size=(8, 3, 3, 2)) / 4)}
  %b = {parameter("conv.bias", rng.normal(size=8) / 4)}
  %0 = compress.conv2d "conv" %x, %w bias %b : tensor<1x6x6x2xf32>, tensor<8x3x3x2xf32>, tensor<8xf32>
  %s = {parameter("bn.scale", rng.uniform(0.5, 2.0, 8))}
  %o = {parameter("bn.offset", rng.normal(size=8) / 4)}
  %m = {parameter("bn.mean", rng.normal(size=8) / 4)}
  %v = {parameter("bn.variance", rng.uniform(0.5, 2.0, 8))}
  %1 = compress.batch_norm "bn" %0 scale %s offset %o mean %m variance %v {{epsilon = 1.0e-5 : f32}}
     : tensor<1x4x4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
  %2 = tosa.clamp %1 {{min_val = 0.0 : f32, max_val = 3.4028235e+38 : f32}} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  %3 = tosa.max_pool2d %2 {{kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>}}
     : (tensor<1x4x4x8xf32>) -> tensor<1x2x2x8xf32>
  %flat = tosa.const_shape {{values = dense<[1, 32]> : tensor<2xindex>}} : () -> !tosa.shape<2>
  %4 = tosa.reshape %3, %flat : (tensor<1x2x2x8xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
  %d = {parameter("fc.weight", rng.normal(size=(3, 32)) / 4)}
  %e = {parameter("fc.bias", rng.normal(size=3) / 4)}
  %5 = compress.dense "fc" %4, %d bias %e : tensor<1x32xf32>, tensor<3x32xf32>, tensor<3xf32>
  return %5 : tensor<1x3xf32>
}}
"""


def run(*command):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{command}\n{result.stderr}")


def read_parameters(text, element):
    """Entries of all parameters, which are printed as hexadecimal numbers."""
    types = {"f32": np.float32, "i8": np.int8}
    # The first four bytes of a resource tell its alignment.
    resources = {key: value[8:] for key, value in re.findall(r'"?([\w.]+)"?: "0x([0-9A-F]+)"', text)}
    pattern = r'compress\.parameter "([\w.]+)" = dense(_resource)?<"?([^">]*)"?> : tensor<([\dx]+)x%s>' % element
    result = {}
    for name, is_resource, value, shape in re.findall(pattern, text):
        shape = [int(size) for size in shape.split("x")]
        if is_resource or value.startswith("0x"):
            value = resources[value] if is_resource else value[2:]
            result[name] = np.frombuffer(bytes.fromhex(value), types[element]).reshape(shape)
        else:
            result[name] = np.full(shape, float(value), types[element])
    return result


def read_masks(text):
    found = re.findall(r'values = dense<"0x([0-9A-F]+)"> : tensor<([\dx]+)xi1>', text)
    masks = []
    for value, shape in found:
        shape = [int(size) for size in shape.split("x")]
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(value), np.uint8), bitorder="little")
        masks.append(bits[: np.prod(shape)].reshape(shape) != 0)
    return masks


def round_weight(weight, scale, low, high):
    inverse = (np.float32(1) / scale).reshape(-1, *[1] * (weight.ndim - 1))
    return np.clip(np.rint(weight * inverse), low, high).astype(np.int64)


def fit_scale(weight, high):
    largest = np.abs(weight).reshape(len(weight), -1).max(1)
    return np.maximum(largest * (np.float32(1) / np.float32(high)), np.float32(2.0**-100))


def rescale(sums, factor, zero_point):
    return np.clip(np.floor(sums * factor + 0.5) + zero_point, -128, 127).astype(np.int64)


class IntegerNetwork:
    """What compress-fix-ranges and compress-lower-to-integer should make of trained parameters."""

    def __init__(self, trained, fixed, bits, rule):
        high = 2 ** (bits - 1) - 1
        low = -high - 1 if rule == "learned" else -high
        parameters = read_parameters(trained, "f32")
        types = re.findall(r"as !quant\.uniform<i8:f32, ([0-9.Ee+-]+?)(?::(-?\d+))?>", fixed)
        self.points = [(float(scale), int(zero_point or 0)) for scale, zero_point in types]
        for (scale, _), name in zip(self.points, ("input0", "conv.output", "fc.output")):
            if f"{name}.scale" in parameters:
                assert np.float32(scale) == parameters[f"{name}.scale"], name
        self.weights, self.scales, self.biases, self.masks = {}, {}, {}, {}
        for i, (layer, mask) in enumerate(zip(("conv", "fc"), read_masks(trained))):
            weight = np.where(mask, parameters[f"{layer}.weight"], np.float32(0))
            scale = parameters[f"{layer}.weight.scale"] if rule == "learned" else fit_scale(weight, high)
            integers = round_weight(weight, scale, low, high)
            # Channels of zeros take the largest scale.
            used = np.abs(integers).reshape(len(scale), -1).max(1) > 0
            scale = np.where(used, scale, scale[used].max()).astype(np.float64)
            accumulator = np.float64(self.points[i][0]) * scale
            self.weights[layer], self.scales[layer], self.masks[layer] = integers, accumulator, mask
            inverse = (1 / accumulator).astype(np.float32)
            self.biases[layer] = np.rint(parameters[f"{layer}.bias"] * inverse).astype(np.int64)

    def run(self, x):
        (s0, z0), (s1, z1), (s2, z2) = self.points
        q = np.clip(np.rint(x * np.float32(1 / s0)) + z0, -128, 127).astype(np.int64) - z0
        windows = np.lib.stride_tricks.sliding_window_view(q, (3, 3), axis=(1, 2))
        sums = np.einsum("nyxcab,oabc->nyxo", windows, self.weights["conv"]) + self.biases["conv"]
        # The zero point of what a ReLU leaves is the lowest integer.
        q = rescale(sums, self.scales["conv"] / s1, z1)
        q = q.reshape(len(q), 2, 2, 2, 2, 8).max((2, 4)).reshape(len(q), 32) - z1
        sums = q @ self.weights["fc"].T + self.biases["fc"]
        return (rescale(sums, self.scales["fc"] / s2, z2) - z2).astype(np.float32) * np.float32(s2)


def check(folder, bits, rule, activations):
    files = {name: folder / f"{name}.mlir" for name in ("model", "trained", "fixed", "integer")}
    data = f"data={folder}/x.npy"
    hexadecimal = "--mlir-print-elementsattrs-with-hex-if-larger=0"
    run(
        "compress-opt", files["model"], "--compress-fold-batch-norm", "--compress-prune=sparsity=0.8 criterion=l1-norm",
        f"--compress-calibrate={data} num-samples=64",
        f"--compress-quantize=weight-bits={bits} weight-ranges={rule} activation-ranges={activations}",
        f"--compress-train={data} labels={folder}/labels.npy epochs=10 batch-size=16 optimizer=adam learning-rate=2e-3",
        hexadecimal, "-o", files["trained"],
    )  # fmt: skip
    run("compress-opt", files["trained"], "--compress-fix-ranges", hexadecimal, "-o", files["fixed"])
    run("compress-opt", files["fixed"], "--compress-lower-to-integer", hexadecimal, "-o", files["integer"])
    network = IntegerNetwork(files["trained"].read_text(), files["fixed"].read_text(), bits, rule)

    stored = read_parameters(files["integer"].read_text(), "i8")
    zeros = 0
    for layer, weight in network.weights.items():
        assert np.array_equal(stored[f"{layer}.weight"], weight), (bits, rule, layer)
        assert not weight[~network.masks[layer]].any(), (bits, rule, layer)
        assert weight.any() and np.abs(weight).max() <= 2 ** (bits - 1), (bits, rule, layer)
        zeros += (~network.masks[layer]).sum()
    results = {}
    for name, module, *engine in (
        ("simulated", "fixed"),
        ("native", "integer"),
        ("reference", "integer", "--engine=reference"),
    ):
        run("compress-run", files[module], *engine, "--data", folder / "x.npy", "--output", folder / f"{name}.npy")
        results[name] = np.load(folder / f"{name}.npy")
    expected = network.run(np.load(folder / "x.npy"))
    assert np.unique(expected).size > 20
    step = network.points[2][0]
    equal = np.array_equal(results["native"], expected) and np.array_equal(results["reference"], expected)
    close = np.abs(results["simulated"] - expected).max() <= 1.001 * step
    print(
        f"weights of {bits} bits, {rule}: {zeros} pruned weights are zero, {expected.size} results "
        f"{'equal' if equal else 'differ'}, the simulation is {'within' if close else 'beyond'} one step"
    )


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.mlir").write_text(MODEL)
    labels = rng.integers(0, 3, 128).astype(np.int32)
    x = rng.normal(size=(128, 6, 6, 2)) + labels[:, None, None, None] * np.linspace(-1, 1, 6)[:, None, None]
    np.save(folder / "x.npy", x.astype(np.float32))
    np.save(folder / "labels.npy", labels)
    for case in CASES:
        check(folder, *case)


if __name__ == "__main__":
    main()
