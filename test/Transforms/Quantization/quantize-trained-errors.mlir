// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-quantize=weight-ranges=fitted
// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-quantize=activation-ranges=learned
// RUN: not compress-opt %s --compress-quantize=weight-ranges=some 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: for the --weight-ranges option: Cannot find option named 'some'
// RUN: not compress-opt %s --compress-quantize=activation-ranges=fitted 2>&1 | FileCheck %s --check-prefix=ACTIVATIONS
// ACTIVATIONS: for the --activation-ranges option: Cannot find option named 'fitted'

// What is rounded must be the folded weight. Of a layer that stays float, a
// batch norm may stay as well.
func.func @batch_norm(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %1 = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.observe "fc.output" %1 : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  %s = compress.parameter "bn.scale" = dense<1.0> : tensor<2xf32>
  // expected-error @+1 {{batch norm 'bn' would be left between quantized operations; fold it into the layer before it first (compress-fold-batch-norm), or exclude that layer}}
  %3 = compress.batch_norm "bn" %2 scale %s offset %s mean %s variance %s {epsilon = 1.0e-5 : f32} : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %3 : tensor<1x2xf32>
}
