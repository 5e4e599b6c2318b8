// Our criterion by its name and as an attribute; it may be printed and read back.

// RUN: example-opt %s --compress-prune="criterion=distance<1> sparsity=0.5" | FileCheck %s
// RUN: example-opt %s --compress-prune="criterion={#example.distance<1>} sparsity=0.5" | FileCheck %s
// RUN: example-opt %s --compress-prune="criterion={distance< 1 >} sparsity=0.5" --dump-pass-pipeline 2>&1 | FileCheck %s --check-prefix=PRINTED
// RUN: not example-opt %s --compress-prune="criterion=distance sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not compress-opt %s --compress-prune="criterion=distance<1> sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// CHECK: values = dense<{{\[\[}}false, true], [true, false]]>
// PRINTED: compress-prune{criterion={distance< 1 >}
// ERROR: malformed criterion 'distance'
// UNKNOWN: unknown criterion 'distance<1>'; known are magnitude, l1-norm
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, 1.25]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
