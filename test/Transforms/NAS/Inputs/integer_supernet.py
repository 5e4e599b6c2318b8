"""Prints a supernet of three integer stages: kernels 3x3 or 5x5, widths 4, 6 or 8, a stage that may be skipped; random int8 weights.

Weights are shared as in compress-expand-supernet: the middle of a kernel, the first filters. Zero points are 0, so that channels
of zeros can be left out.
"""

import numpy as np

rng = np.random.default_rng(5)
STAGES, CHANNELS, SIZE = 3, 8, 12


def dense(values, kind):
    values = np.array(values)
    return f"dense<{values.tolist()}> : tensor<{'x'.join(map(str, values.shape))}x{kind}>"


def alternative(stage, inputs, kernel, width):
    start, name = (5 - kernel) // 2, f"conv{stage}"
    full, x, part = f"{CHANNELS}x5x5x{inputs}xi8", f"1x{SIZE}x{SIZE}x{inputs}xi8", f"{width}x{kernel}x{kernel}x{inputs}xi8"
    image, padded = f"1x{SIZE}x{SIZE}x{width}", f"1x{SIZE}x{SIZE}x{CHANNELS}xi8"
    pad = kernel // 2
    return f"""
  ^bb0(%a: tensor<{x}>, %w: tensor<{full}>, %b: tensor<{CHANNELS}xi32>):
    %ws = tosa.const_shape {{values = dense<[0, {start}, {start}, 0]> : tensor<4xindex>}} : () -> !tosa.shape<4>
    %wn = tosa.const_shape {{values = dense<[{width}, {kernel}, {kernel}, {inputs}]> : tensor<4xindex>}} : () -> !tosa.shape<4>
    %v = tosa.slice %w, %ws, %wn : (tensor<{full}>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<{part}>
    %bs = tosa.const_shape {{values = dense<0> : tensor<1xindex>}} : () -> !tosa.shape<1>
    %bn = tosa.const_shape {{values = dense<{width}> : tensor<1xindex>}} : () -> !tosa.shape<1>
    %c = tosa.slice %b, %bs, %bn : (tensor<{CHANNELS}xi32>, !tosa.shape<1>, !tosa.shape<1>) -> tensor<{width}xi32>
    %s = compress.conv2d "{name}" %a, %v bias %c {{pad = array<i64: {pad}, {pad}, {pad}, {pad}>}}
       : tensor<{x}>, tensor<{part}>, tensor<{width}xi32>
    %m = "tosa.const"() <{{values = dense<1717986918> : tensor<1xi32>}}> : () -> tensor<1xi32>
    %h = "tosa.const"() <{{values = dense<{39 if kernel == 3 else 40}> : tensor<1xi8>}}> : () -> tensor<1xi8>
    %z = "tosa.const"() <{{values = dense<0> : tensor<1xi32>}}> : () -> tensor<1xi32>
    %o = "tosa.const"() <{{values = dense<0> : tensor<1xi8>}}> : () -> tensor<1xi8>
    %q = tosa.rescale %s, %m, %h, %z, %o {{input_unsigned = false, output_unsigned = false, per_channel = false, rounding_mode = SINGLE_ROUND,
         scale32 = true}} : (tensor<{image}xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<{image}xi8>
    %r = tosa.clamp %q {{max_val = 127 : i8, min_val = -10 : i8}} : (tensor<{image}xi8>) -> tensor<{image}xi8>
    %ps = tosa.const_shape {{values = dense<[0, 0, 0, 0, 0, 0, 0, {CHANNELS - width}]> : tensor<8xindex>}} : () -> !tosa.shape<8>
    %p = tosa.pad %r, %ps, %o : (tensor<{image}xi8>, !tosa.shape<8>, tensor<1xi8>) -> tensor<{padded}>
    compress.choice_yield %p : tensor<{padded}>"""


def main():
    image = f"tensor<1x{SIZE}x{SIZE}x{CHANNELS}xi8>"
    lines, value, inputs = [], "%x", 3
    for stage in range(1, STAGES + 1):
        weight = rng.integers(-127, 128, (CHANNELS, 5, 5, inputs))
        lines.append(f'  %w{stage} = compress.parameter "conv{stage}.weight" = {dense(weight, "i8")}')
        lines.append(f'  %b{stage} = compress.parameter "conv{stage}.bias" = {dense(rng.integers(-9000, 9000, CHANNELS), "i32")}')
        options = [(kernel, width) for width in (8, 6, 4) for kernel in (5, 3)]
        labels = [f'"{kernel}x{kernel}-{width}"' for kernel, width in options]
        regions = [alternative(stage, inputs, *option) for option in options]
        if inputs == CHANNELS:
            labels.append('"skip"')
            types = f"%a: {image}, %w: tensor<{CHANNELS}x5x5x{inputs}xi8>, %b: tensor<{CHANNELS}xi32>"
            regions.append(f"\n  ^bb0({types}):\n    compress.choice_yield %a : {image}")
        lines.append(f'  %d{stage} = compress.decision "conv{stage}" = 0 of {len(labels)}')
        types = f"tensor<1x{SIZE}x{SIZE}x{inputs}xi8>, tensor<{CHANNELS}x5x5x{inputs}xi8>, tensor<{CHANNELS}xi32>"
        lines.append(
            f'  %y{stage} = compress.choice "conv{stage}" %d{stage} of [{", ".join(labels)}] ({value}, %w{stage}, %b{stage})'
            f" : tensor<i32>, ({types}) -> {image} {{" + "\n  }, {".join(regions) + "\n  }"
        )
        value, inputs = f"%y{stage}", CHANNELS
    print(f"func.func @main(%x: tensor<1x{SIZE}x{SIZE}x3xi8>) -> {image} {{")
    print("\n".join(lines))
    print(f"  return {value} : {image}\n}}")


if __name__ == "__main__":
    main()
