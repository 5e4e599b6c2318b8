"""check_inplace.py FOLDER: value and gradient of in-place distillation, beside formulas in NumPy.

Scores of three paths, batch 4: the loss is the mean of the first path's cross-entropy and, for each other path, of the divergence from
the first, which counts as a constant.
"""

import pathlib
import subprocess
import sys

import numpy as np

BATCH, CLASSES, PATHS = 4, 5, 3
LOSS = "#compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3, distill = true>"
MODULE = """
func.func @main(%x: tensor<4x5xf32> {compress.name = "x", compress.role = #compress.role<data>},
                %a: tensor<4x5xf32> {compress.name = "a", compress.role = #compress.role<parameter>},
                %b: tensor<4x5xf32> {compress.name = "b", compress.role = #compress.role<parameter>},
                %c: tensor<4x5xf32> {compress.name = "c", compress.role = #compress.role<parameter>}) -> tensor<12x5xf32> {
  %p = tosa.add %x, %a : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  %q = tosa.add %x, %b : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  %r = tosa.add %x, %c : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  %y = tosa.concat %p, %q, %r {axis = 0 : i32} : (tensor<4x5xf32>, tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<12x5xf32>
  return %y : tensor<12x5xf32>
}
"""


def softmax(scores):
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    step = folder / "step.mlir"
    # With SGD at rate 1 the new parameter is the old one less its gradient.
    flag = f"--compress-build-train-step=loss={{{LOSS}}} optimizer=sgd"
    subprocess.run(["compress-opt", "-", flag, "-o", step], input=MODULE, text=True, check=True)
    rng = np.random.default_rng(1)
    x, a, b, c = rng.normal(size=(4, BATCH, CLASSES)).astype(np.float32)
    labels = np.array([0, 3, 1, 4], np.int32)
    inputs = {"x": x, "a": a, "b": b, "c": c, "labels": labels, "learning_rate": np.array(1, np.float32), "step": np.array(0, np.int32)}
    command = ["compress-run", step, "--function=train_step"]
    for name, value in inputs.items():
        np.save(folder / f"{name}.npy", value)
        command.append(f"--input={name}={folder}/{name}.npy")
    outputs = [folder / f"out{i}.npy" for i in range(5)]
    subprocess.run([*command, *(f"--output={path}" for path in outputs)], check=True)
    p, q, r = softmax(x + a), softmax(x + b), softmax(x + c)
    hard = -np.log(p[np.arange(BATCH), labels]).mean()
    loss = (hard + sum((p * (np.log(p) - np.log(s))).sum(1).mean() for s in (q, r))) / PATHS
    ones = np.eye(CLASSES)[labels]
    # The first path's gradient comes from labels alone.
    gradients = {name: g / BATCH / PATHS for name, g in (("a", p - ones), ("b", q - p), ("c", r - p))}
    expected = [inputs[name] - gradient for name, gradient in gradients.items()]
    found = [np.load(path) for path in outputs]
    for name, value in zip("abc", expected):
        assert any(f.shape == value.shape and np.abs(f - value).max() < 1e-5 for f in found), name
    assert any(f.size == 1 and f.dtype == np.float32 and abs(float(f.reshape(())) - loss) < 1e-5 for f in found), (loss, found)
    print("in-place distillation agrees")


if __name__ == "__main__":
    main()
