"""Short trainings with simulated quantization, done by compress-train and by PyTorch.

Learned and fitted scales, of weights and of activations; every step sees all samples.
"""

import numpy as np
import recipes

# Name, options of compress-train, and for PyTorch: optimizer with arguments.
RECIPES = [
    ("sgd", "optimizer=sgd learning-rate=0.01", ("SGD", {"lr": 0.01})),
    ("adam", "optimizer=adam learning-rate=0.001", ("Adam", {"lr": 0.001})),
    ("frozen", "optimizer=sgd learning-rate=0.01 exclude=.*scale", ("SGD", {"lr": 0.01})),
]
EPOCHS = 10

# Storage limits, zero point and gradient scale of what is learned.
LEARNED = {
    "x.scale": (-128, 127, 3, 0.05),
    "fc1.weight.scale": (-2, 1, 0, 0.5),
    "hidden.scale": (-128, 127, -128, 0.02),
}
FITTED_LIMIT = 7


def parameters():
    """Those of the network of recipes.py, and scales to start from."""
    result = recipes.data()[3]
    result["x.scale"] = np.array([0.015], np.float32)
    result["fc1.weight.scale"] = np.array([1.0, 0.6, 0.9, 0.7], np.float32)
    result["hidden.scale"] = np.array([0.02], np.float32)
    return result


def fake_quant(value, name, shape, scales):
    """The operation with a learned scale, as MLIR."""
    low, high, zero_point, gradient_scale = LEARNED[name]
    axis = ":0, {" + ", ".join(["1.0"] * scales) + "}" if scales > 1 else f", 1.0:{zero_point}"
    return (
        f"compress.fake_quant {value} scale %{name.replace('.', '_')} as !quant.uniform<i8<{low}:{high}>:f32{axis}> "
        f"{{gradient_scale = {gradient_scale} : f32}} : tensor<{shape}xf32>, tensor<{scales}xf32>"
    )


def module(values):
    """The network as MLIR."""
    inputs, hidden, classes = recipes.INPUTS, recipes.HIDDEN, recipes.CLASSES
    lines = [f"func.func @main(%x: tensor<1x{inputs}xf32>) -> tensor<1x{classes}xf32> {{"]
    for name, value in values.items():
        shape = "x".join(map(str, value.shape))
        lines.append(
            f'  %{name.replace(".", "_")} = compress.parameter "{name}" = '
            f'dense<"0x{value.tobytes().hex()}"> : tensor<{shape}xf32>'
        )
    w2 = f"tensor<{classes}x{hidden}xf32>"
    fitted = f"!quant.uniform<i8<-{FITTED_LIMIT}:{FITTED_LIMIT}>:f32:0, {{1.0, 1.0, 1.0}}>"
    lines += [
        f"  %q0 = {fake_quant('%x', 'x.scale', f'1x{inputs}', 1)}",
        f"  %q1 = {fake_quant('%fc1_weight', 'fc1.weight.scale', f'{hidden}x{inputs}', hidden)}",
        f'  %0 = compress.dense "fc1" %q0, %q1 bias %fc1_bias : tensor<1x{inputs}xf32>, '
        f"tensor<{hidden}x{inputs}xf32>, tensor<{hidden}xf32>",
        f"  %1 = tosa.clamp %0 {{min_val = 0.0 : f32, max_val = 3.4028235e+38 : f32}} : "
        f"(tensor<1x{hidden}xf32>) -> tensor<1x{hidden}xf32>",
        f"  %q2 = {fake_quant('%1', 'hidden.scale', f'1x{hidden}', 1)}",
        f"  %s = compress.fitted_scale %fc2_weight as {fitted} : {w2} -> tensor<{classes}xf32>",
        f"  %q3 = compress.fake_quant %fc2_weight scale %s as {fitted} : {w2}, tensor<{classes}xf32>",
        f'  %2 = compress.dense "fc2" %q2, %q3 bias %fc2_bias : tensor<1x{hidden}xf32>, {w2}, tensor<{classes}xf32>',
        f"  return %2 : tensor<1x{classes}xf32>",
        "}",
    ]
    return "\n".join(lines) + "\n"
