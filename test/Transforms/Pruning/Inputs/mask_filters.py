"""Masks the output channels of smallest L1 norm, and their biases, in the text
of a raised model: what torch.nn.utils.prune.ln_structured does with n=1, dim=0.

    python mask_filters.py MODEL.mlir SPARSITY [--expansions] > MASKED.mlir

All layers but the last are masked; with --expansions, 1x1 convolutions with six
times as many outputs as inputs, as MobileNet has them.
"""

import argparse
import array
import ast
import re

PARAMETER = re.compile(r'(%\S+) = compress\.parameter "(\S+)\.(weight|bias)" .*= (dense|dense_resource)<(.*)> : tensor<(\S+)xf32>$')


def floats(data):
    return array.array("f", data)


def flatten(value):
    return [x for v in value for x in flatten(v)] if isinstance(value, list) else [value]


def entries(kind, text, size, resources):
    if kind == "dense_resource":
        # Four bytes in front say how it is aligned.
        return floats(bytes.fromhex(resources[text])[4:])
    if text.startswith('"0x'):
        return floats(bytes.fromhex(text[3:-1]))
    values = flatten(ast.literal_eval(text))
    return values * size if len(values) == 1 else values


def read(text):
    """The masked weights: layer -> (shape, L1 norm of each row)."""
    resources = dict(re.findall(r'^\s*(\S+): "0x([0-9A-F]*)"', text, re.M))
    norms = {}
    for line in text.splitlines():
        match = PARAMETER.match(line.strip())
        if not match or match[3] != "weight":
            continue
        shape = [int(size) for size in match[6].split("x")]
        row = 1
        for size in shape[1:]:
            row *= size
        data = entries(match[4], match[5], shape[0] * row, resources)
        norms[match[2]] = (shape, [sum(map(abs, data[o * row : (o + 1) * row])) for o in range(shape[0])])
    return norms


def choose(norms, sparsity, expansions):
    """Layer -> which rows stay."""
    names = list(norms) if expansions else list(norms)[:-1]
    keep = {}
    for name in names:
        shape, norm = norms[name]
        if expansions and (shape[1:3] != [1, 1] or shape[0] != 6 * shape[3]):
            continue
        order = sorted(range(shape[0]), key=lambda o: norm[o])
        gone = set(order[: round(sparsity * shape[0])])
        keep[name] = [o not in gone for o in range(shape[0])]
    return keep


def nested(keep, rank):
    def brackets(bit):
        return "[" * (rank - 1) + str(bit).lower() + "]" * (rank - 1)

    return "[" + ", ".join(map(brackets, keep)) + "]"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("sparsity", type=float)
    parser.add_argument("--expansions", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.model) as file:
        text = file.read()
    keep = choose(read(text), arguments.sparsity, arguments.expansions)
    renamed = {}
    for line in text.splitlines():
        match = PARAMETER.match(line.strip())
        if not match and "compress." in line:
            line = re.sub(r"%\w+", lambda m: renamed.get(m[0], m[0]), line)
        print(line)
        if not match or match[2] not in keep:
            continue
        sizes = match[6].split("x")
        mask = "x".join([sizes[0]] + ["1"] * (len(sizes) - 1)) + "xi1"
        ssa, type = match[1], f"tensor<{match[6]}xf32>"
        name = f"%masked_{match[2]}_{match[3]}"
        bits = nested(keep[match[2]], len(sizes))
        print(f'    {name}_keep = "tosa.const"() <{{values = dense<{bits}> : tensor<{mask}>}}> : () -> tensor<{mask}>')
        print(f"    {name} = compress.mask {ssa}, {name}_keep : {type}, tensor<{mask}>")
        renamed[ssa] = name


if __name__ == "__main__":
    main()
