"""The losses of distillation, as MLIR and as PyTorch, on the same numbers.

`torch_distillation_losses.py` writes what PyTorch says; run as a program, this file
compiles the operations and compares: distillation_losses.py FOLDER
"""

import pathlib
import subprocess
import sys

import numpy as np

GOLDEN = pathlib.Path(__file__).with_name("torch_distillation_losses.npz")
TOLERANCE = 1e-5


def data():
    """Operands of each case: those that are differentiated, and labels."""
    random = np.random.default_rng(7)
    draw = lambda *shape, scale=1.0: (scale * random.normal(size=shape)).astype(np.float32)
    labels = np.array([3, -1, 0, 9, -1, 5], np.int32)
    # Scores far apart: probabilities are 0 in f32 where logarithms are not.
    large = (draw(6, 10, scale=60.0), draw(6, 10, scale=60.0))
    scores = (draw(6, 10, scale=3.0), draw(6, 10, scale=3.0))
    features = (draw(3, 4, 5, 6), draw(3, 4, 5, 6))
    images = (draw(3, 4, 5, 6), draw(3, 4, 5, 8))
    return {
        "kl_1": (scores, None),
        "kl_4": (scores, None),
        "kl_large": (large, None),
        "mse": (scores, None),
        "cosine": (scores, None),
        "cosine_features": (features, None),
        "attention": (images, None),
        "partial": (scores[:1], labels),
        "partial_smooth": (scores[:1], labels),
        "partial_none": (scores[:1], np.full(6, -1, np.int32)),
    }


OPS = {
    "kl_1": "kl_divergence %0, %1",
    "kl_4": "kl_divergence %0, %1 {temperature = 4.0 : f32}",
    "kl_large": "kl_divergence %0, %1 {temperature = 2.0 : f32}",
    "mse": "mse %0, %1",
    "cosine": "cosine_distance %0, %1",
    "cosine_features": "cosine_distance %0, %1",
    "attention": "attention_distance %0, %1",
    "partial": "partial_cross_entropy %0, %l",
    "partial_smooth": "partial_cross_entropy %0, %l {label_smoothing = 0.1 : f32}",
    "partial_none": "partial_cross_entropy %0, %l",
}


def tensor(array):
    element = "i32" if array.dtype == np.int32 else "f32"
    return f"tensor<{'x'.join(map(str, array.shape))}x{element}>"


def module(case, operands, labels):
    """A function of the operands that returns the loss."""
    types = [tensor(operand) for operand in operands]
    arguments = ", ".join(f'%a{i}: {kind} {{compress.name = "{i}"}}' for i, kind in enumerate(types))
    text = OPS[case].replace("%0", "%a0").replace("%1", "%a1")
    names = types if "attention" in case else types[:1]
    lines = []
    if labels is not None:
        kind = tensor(labels)
        lines.append(f'  %l = "tosa.const"() <{{values = dense<{labels.tolist()}> : {kind}}}> : () -> {kind}')
        names = [types[0], kind]
    lines.append(f"  %y = compress.{text} : {', '.join(names)}")
    return f"func.func @main({arguments}) -> tensor<f32> {{\n" + "\n".join(lines) + "\n  return %y : tensor<f32>\n}\n"


def run(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    golden = np.load(GOLDEN)
    agreed = total = 0
    for case, (operands, labels) in data().items():
        compiled = folder / f"{case}.mlir"
        run(["compress-opt", "-", "--compress-differentiate=wrt=.*", "-o", compiled], input=module(case, operands, labels))
        command = ["compress-run", compiled]
        for i, operand in enumerate(operands):
            np.save(folder / f"{i}.npy", operand)
            command.append(f"--input={i}={folder}/{i}.npy")
        names = ["loss", *(f"gradient{i}" for i in range(len(operands)))]
        command += [f"--output={folder}/{name}.npy" for name in names]
        run(command)
        # Where a teacher is sure its gradient is a difference of numbers that are almost
        # equal, in PyTorch's f32 too: errors count against the student's.
        scale = max(np.abs(golden[f"{case}/{name}"]).max() for name in names[1:])
        for name in names:
            value, expected = np.load(folder / f"{name}.npy"), golden[f"{case}/{name}"]
            size = scale if name != "loss" else abs(expected)
            error = np.abs(value - expected).max() / (size or 1.0)
            total += 1
            agreed += bool(error <= TOLERANCE)
            if not error <= TOLERANCE:
                print(f"{case}: {name} differs by {error}")
    print(f"{agreed} of {total} tensors agree")


if __name__ == "__main__":
    main()
