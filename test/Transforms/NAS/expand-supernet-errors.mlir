// RUN: not compress-opt %s --compress-expand-supernet="rule=conv" 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: error: unknown search rule 'conv'

// RUN: not compress-opt %s --compress-expand-supernet="rule={conv-space<widths = [9]>}" 2>&1 | FileCheck %s --check-prefix=WIDTH
// WIDTH: expected widths from 1 to 8, eighths of the stage's own, got 9

// RUN: not compress-opt %s --compress-expand-supernet="include=conv9" 2>&1 | FileCheck %s --check-prefix=INCLUDE
// INCLUDE: error: {{.*}}conv9

// RUN: not compress-opt %s --compress-expand-supernet="rule={conv-space<widths = [8], kernels = [1], skip = false>}" 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: @main has no layer that can have alternatives; compress-expand-supernet wants convolutions whose weights are parameters

func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = compress.parameter "conv1.weight" = dense<0.5> : tensor<2x3x3x2xf32>
  %y = compress.conv2d "conv1" %x, %w : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
