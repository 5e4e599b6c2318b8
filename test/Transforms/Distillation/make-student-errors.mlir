// RUN: not compress-opt %s --compress-make-student=width=0 2>&1 | FileCheck %s --check-prefix=WIDTH
// WIDTH: error: expected width and depth above 0 and up to 1, got 0.0
// RUN: not compress-opt %s --compress-make-student=depth=2 2>&1 | FileCheck %s --check-prefix=DEPTH
// DEPTH: error: expected width and depth above 0 and up to 1, got 2.0
// RUN: not compress-opt %s --compress-make-student=round-to=0 2>&1 | FileCheck %s --check-prefix=ROUND
// ROUND: error: expected round-to of 1 or more, got 0
// RUN: not compress-opt %s --compress-make-student=initialize=ones 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: error: unknown {{.*}}'ones'
// RUN: not compress-opt %s --compress-make-student=depth=0.5 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: depth= finds nothing to leave out of @main: no layer and no residual block returns what it takes

func.func @main(%x: tensor<1x3xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "fc.weight" = dense<0.1> : tensor<3x3xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<3x3xf32>
  return %y : tensor<1x3xf32>
}
