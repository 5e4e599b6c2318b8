"""Makes torch_gradients.npz: gradients of small networks, and at kinks, by PyTorch.

Needs `pip install torch==2.13.0 numpy`. Networks are computed in float64, from
float32 numbers; kinks in float32. Run once:

    python torch_gradients.py torch_gradients.npz

Keys are `<case>/x`, `/labels`, `/loss`, `/value/<parameter>`,
`/gradient/<parameter>` and `/running/<statistic>`; weights and images are as
PyTorch has them (OIHW, NCHW).
"""

import math
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 5), nn.Conv2d(4, 6, 5)
        self.fc1, self.fc2 = nn.Linear(96, 12), nn.Linear(12, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # Flattened as NHWC, so that no weight has to be permuted.
        x = x.permute(0, 2, 3, 1).flatten(1)
        return self.fc2(F.relu(self.fc1(x)))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn0 = nn.BatchNorm2d(8)
        self.a = nn.Conv2d(8, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.b = nn.Conv2d(8, 12, 3, stride=2, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(12)
        self.skip = nn.Conv2d(8, 12, 1, stride=2)
        self.depthwise = nn.Conv2d(12, 12, 3, padding=2, dilation=2, groups=12)
        self.grouped = nn.Conv2d(12, 8, 3, groups=2)
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        x = F.relu(self.bn0(self.stem(x)))
        y = self.bn2(self.b(F.relu(self.bn1(self.a(x)))))
        x = F.relu(y + self.skip(x))
        x = F.relu6(self.depthwise(x))
        return self.fc(F.avg_pool2d(self.grouped(x), 2).flatten(1))


class Transformer(nn.Module):
    """One block, pre-norm, two heads, and a classifier for each token."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(8), nn.LayerNorm(8)
        self.q, self.k, self.v, self.o = (nn.Linear(8, 8) for _ in range(4))
        self.up, self.down = nn.Linear(8, 16), nn.Linear(16, 8)
        self.head = nn.Linear(8, 10)

    def forward(self, x):
        batch, tokens, width = x.shape
        heads = lambda value: value.view(batch, tokens, 2, 4).transpose(1, 2)
        y = self.norm1(x)
        q, k, v = heads(self.q(y)), heads(self.k(y)), heads(self.v(y))
        scores = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(4), dim=-1)
        y = (scores @ v).transpose(1, 2).reshape(batch, tokens, width)
        x = x + self.o(y)
        x = x + self.down(F.gelu(self.up(self.norm2(x))))
        return self.head(x).view(batch * tokens, 10)


def network(name, model, shape, samples, results):
    torch.manual_seed(7)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.3 * torch.randn_like(parameter))
    x, labels = torch.randn(shape), torch.randint(0, 10, (samples,))
    for key, value in model.state_dict().items():
        results[f"{name}/value/{key}"] = value.numpy().copy()
    model = model.double()
    loss = F.cross_entropy(model(x.double()), labels)
    loss.backward()
    results[f"{name}/x"], results[f"{name}/labels"] = x.numpy(), labels.numpy().astype(np.int32)
    results[f"{name}/loss"] = np.float32(loss.item())
    for key, value in model.named_parameters():
        results[f"{name}/gradient/{key}"] = value.grad.numpy().astype(np.float32)
    for key, value in model.named_buffers():
        if key.endswith(("running_mean", "running_var")):
            results[f"{name}/running/{key}"] = value.numpy().astype(np.float32)


def kink(name, function, inputs, results):
    """Gradients of sum(function * (1, 2, 3, ...)) at points where it has none."""
    tensors = [torch.tensor(x, dtype=torch.float32, requires_grad=True) for x in inputs]
    y = function(*tensors)
    (y * torch.arange(1.0, y.numel() + 1).view(y.shape)).sum().backward()
    for i, x in enumerate(tensors):
        results[f"kink/{name}/x{i}"] = x.detach().numpy()
        results[f"kink/{name}/gradient{i}"] = x.grad.numpy()


def kinks(results):
    line = [-1.0, -0.5, 0.0, 0.5, 1.0, 1.5]
    kink("relu", F.relu, [line], results)
    kink("hardtanh", lambda x: F.hardtanh(x, -0.5, 1.0), [line], results)
    kink("abs", torch.abs, [line], results)
    other = [-1.0, 0.5, 0.0, 0.5, 0.0, 2.0]
    kink("maximum", torch.maximum, [line, other], results)
    kink("minimum", torch.minimum, [line, other], results)
    ties = [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0], [0.0, -1.0, 5.0]]
    kink("reduce_max", lambda x: x.amax(1, keepdim=True), [ties], results)
    kink("reduce_min", lambda x: x.amin(0, keepdim=True), [ties], results)
    image = [[1.0, 1.0, 0.0, 2.0], [1.0, 1.0, 2.0, 2.0], [0.0, 3.0, 0.0, 0.0], [3.0, 3.0, 0.0, 0.0]]
    kink("max_pool2d", lambda x: F.max_pool2d(x[None, None], 2)[0, 0], [image], results)
    kink("max_pool2d_overlap", lambda x: F.max_pool2d(x[None, None], 3, 1, 1)[0, 0], [image], results)
    kink("pow", torch.pow, [[0.0, 0.0, 2.0, 0.0], [0.0, 2.0, 0.0, 1.0]], results)
    # Half steps around both ends: -8.5, -7.5, ..., 7.5 times the scale.
    steps = [-9.0, -8.5, -8.25, -8.0, -7.5, 0.25, 6.5, 7.0, 7.25, 7.5, 7.75, 8.0]
    for zero in (0, 1):
        points = [(step - zero) * 0.5 for step in steps]
        kink(f"fake_quant{zero}",
             lambda x, zero=zero: torch.fake_quantize_per_tensor_affine(x, 0.5, zero, -8, 7), [points], results)  # fmt: skip
    rows = [[step * 0.5 for step in steps], [(step - 1) * 0.25 for step in steps]]
    scale, zero = torch.tensor([0.5, 0.25]), torch.tensor([0, 1], dtype=torch.int32)
    kink("fake_quant_axis",
         lambda x: torch.fake_quantize_per_channel_affine(x, scale, zero, 0, -8, 7), [rows], results)  # fmt: skip


def main():
    results = {}
    torch.manual_seed(0)
    network("lenet", LeNet(), (3, 1, 28, 28), 3, results)
    network("resnet", ResNet(), (4, 3, 8, 8), 4, results)
    network("transformer", Transformer(), (2, 5, 8), 10, results)
    kinks(results)
    np.savez_compressed(sys.argv[1], **results)


main()
