"""Short trainings that are done by compress-train and by PyTorch.

Every step sees all samples, so that their order does not matter.
"""

import numpy as np

SAMPLES, INPUTS, HIDDEN, CLASSES = 8, 3, 4, 3
EPOCHS, RATE = 10, 0.05

# Name, options of compress-train, and for PyTorch: optimizer with arguments,
# and what else is done.
RECIPES = [
    ("sgd", "optimizer=sgd", ("SGD", {}), {}),
    ("sgd_momentum", "optimizer=sgd<momentum=0.9>", ("SGD", {"momentum": 0.9}), {}),
    (
        "sgd_nesterov",
        "optimizer={sgd<momentum = 0.9, weight_decay = 0.01, nesterov = true>}",
        ("SGD", {"momentum": 0.9, "weight_decay": 0.01, "nesterov": True}),
        {},
    ),
    (
        "sgd_dampening",
        "optimizer={sgd<momentum = 0.8, dampening = 0.25>}",
        ("SGD", {"momentum": 0.8, "dampening": 0.25}),
        {},
    ),
    ("adam", "optimizer=adam", ("Adam", {}), {}),
    (
        "adam_decay",
        "optimizer={adam<beta1 = 0.8, beta2 = 0.99, epsilon = 1.0e-3, weight_decay = 0.1>}",
        ("Adam", {"betas": (0.8, 0.99), "eps": 1e-3, "weight_decay": 0.1}),
        {},
    ),
    ("adamw", "optimizer=adamw", ("AdamW", {}), {}),
    ("adamw_decay", "optimizer={adamw<weight_decay = 0.3>}", ("AdamW", {"weight_decay": 0.3}), {}),
    (
        "clip_value",
        "optimizer=sgd gradients=clip-value<limit=0.05>",
        ("SGD", {}),
        {"clip_value": 0.05},
    ),
    ("clip_norm", "optimizer=sgd gradients=clip-norm<limit=0.25>", ("SGD", {}), {"clip_norm": 0.25}),
    ("normalize", "optimizer=sgd gradients=normalize", ("SGD", {}), {"normalize": True}),
    ("l1", "optimizer=sgd l1=0.05 l1-parameters=.*weight", ("SGD", {}), {"l1": 0.05}),
    (
        "smoothing",
        "optimizer=sgd loss=cross-entropy<label_smoothing=0.2>",
        ("SGD", {}),
        {"label_smoothing": 0.2},
    ),
    ("mse", "optimizer=sgd loss=mse", ("SGD", {}), {"mse": True}),
    ("cosine", "optimizer=sgd lr-schedule=cosine<minimum=0.01>", ("SGD", {}), {"cosine": 0.01}),
    (
        "plateau",
        "optimizer=sgd lr-schedule={reduce-on-plateau<factor = 0.5, patience = 0, threshold = 0.02>}",
        ("SGD", {}),
        {"plateau": (0.5, 0, 0.02)},
    ),
    ("frozen", "optimizer=adam exclude=fc1.*", ("Adam", {}), {"frozen": True}),
]


def data():
    """Samples, class labels, targets of a regression, parameters."""
    random = np.random.default_rng(1)
    x = random.normal(size=(SAMPLES, INPUTS)).astype(np.float32)
    labels = random.integers(0, CLASSES, SAMPLES).astype(np.int32)
    targets = random.normal(size=(SAMPLES, CLASSES)).astype(np.float32)
    parameters = {
        "fc1.weight": random.normal(size=(HIDDEN, INPUTS)),
        "fc1.bias": random.normal(size=(HIDDEN,)),
        "fc2.weight": random.normal(size=(CLASSES, HIDDEN)),
        "fc2.bias": random.normal(size=(CLASSES,)),
    }
    return x, labels, targets, {name: value.astype(np.float32) for name, value in parameters.items()}


def module(parameters):
    """The network as MLIR."""

    def parameter(name):
        value = parameters[name]
        shape = "x".join(map(str, value.shape))
        return f'compress.parameter "{name}" = dense<"0x{value.tobytes().hex()}"> : tensor<{shape}xf32>'

    return f"""func.func @main(%x: tensor<1x{INPUTS}xf32>) -> tensor<1x{CLASSES}xf32> {{
  %w1 = {parameter("fc1.weight")}
  %b1 = {parameter("fc1.bias")}
  %w2 = {parameter("fc2.weight")}
  %b2 = {parameter("fc2.bias")}
  %0 = compress.dense "fc1" %x, %w1 bias %b1 : tensor<1x{INPUTS}xf32>, tensor<{HIDDEN}x{INPUTS}xf32>, tensor<{HIDDEN}xf32>
  %1 = tosa.clamp %0 {{min_val = 0.0 : f32, max_val = 3.4028235e+38 : f32}} : (tensor<1x{HIDDEN}xf32>) -> tensor<1x{HIDDEN}xf32>
  %2 = compress.dense "fc2" %1, %w2 bias %b2 : tensor<1x{HIDDEN}xf32>, tensor<{CLASSES}x{HIDDEN}xf32>, tensor<{CLASSES}xf32>
  return %2 : tensor<1x{CLASSES}xf32>
}}
"""
