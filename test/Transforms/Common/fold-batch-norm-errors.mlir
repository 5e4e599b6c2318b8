// RUN: compress-opt %s --split-input-file --compress-fold-batch-norm --verify-diagnostics

func.func @negative_variance(%x: tensor<1x2xf32>, %c: tensor<2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %p = compress.parameter "p" = dense<1.0> : tensor<2xf32>
  %v = compress.parameter "bn.variance" = dense<[1.0, -1.0]> : tensor<2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  // expected-error @+1 {{batch norm 'bn' cannot be folded: variance + epsilon is -5.000000e-01 in channel 1, expected a positive number}}
  %z = compress.batch_norm "bn" %y scale %p offset %p mean %p variance %v {epsilon = 0.5 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %z : tensor<1x2xf32>
}

// -----

func.func @nan_variance(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x1xf32>
  %p = compress.parameter "p" = dense<1.0> : tensor<1xf32>
  %v = compress.parameter "bn.variance" = dense<0x7FC00000> : tensor<1xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x1xf32>, tensor<1x1xf32>
  // expected-error @+1 {{batch norm 'bn' cannot be folded: variance + epsilon is nan in channel 0, expected a positive number}}
  %z = compress.batch_norm "bn" %y scale %p offset %p mean %p variance %v {epsilon = 0.5 : f32}
     : tensor<1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
  return %z : tensor<1x1xf32>
}

// -----

func.func @infinite_mean(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x1xf32>
  %p = compress.parameter "p" = dense<1.0> : tensor<1xf32>
  %m = compress.parameter "bn.mean" = dense<0x7F800000> : tensor<1xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x1xf32>, tensor<1x1xf32>
  // expected-error @+1 {{batch norm 'bn' cannot be folded: its scale, offset or mean is not finite in channel 0}}
  %z = compress.batch_norm "bn" %y scale %p offset %p mean %m variance %p {epsilon = 0.5 : f32}
     : tensor<1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
  return %z : tensor<1x1xf32>
}
