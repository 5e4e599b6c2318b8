// RUN: compress-opt %s --compress-use-batch-statistics --split-input-file --verify-diagnostics

func.func @mixture(%x: tensor<2x4xf32>, %m: tensor<4xf32>, %l: tensor<1xf32>) -> tensor<2x4xf32> {
  %y = compress.choice "bn" %l of ["only"] (%x, %m) : tensor<1xf32>, (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32> {
  ^bb0(%a: tensor<2x4xf32>, %b: tensor<4xf32>):
    // expected-error @+1 {{batch norm 'bn' is part of a mixture; run compress-lower-choices=mixtures first}}
    %n = compress.batch_norm "bn" %a scale %b offset %b mean %b variance %b {epsilon = 1.0e-5 : f32} : tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
    compress.choice_yield %n : tensor<2x4xf32>
  }
  return %y : tensor<2x4xf32>
}

// -----

func.func @nested(%x: tensor<2x4xf32>, %m: tensor<4xf32>, %d: tensor<i32>) -> tensor<2x4xf32> {
  %y = compress.choice "outer" %d of ["only"] (%x, %m, %d) : tensor<i32>, (tensor<2x4xf32>, tensor<4xf32>, tensor<i32>) -> tensor<2x4xf32> {
  ^bb0(%a: tensor<2x4xf32>, %b: tensor<4xf32>, %e: tensor<i32>):
    %z = compress.choice "inner" %e of ["only"] (%a, %b) : tensor<i32>, (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32> {
    ^bb0(%p: tensor<2x4xf32>, %q: tensor<4xf32>):
      // expected-error @+1 {{batch norm 'bn' is in an operation in an operation, where its averages cannot be followed; flatten the choices}}
      %n = compress.batch_norm "bn" %p scale %q offset %q mean %q variance %q {epsilon = 1.0e-5 : f32} : tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
      compress.choice_yield %n : tensor<2x4xf32>
    }
    compress.choice_yield %z : tensor<2x4xf32>
  }
  return %y : tensor<2x4xf32>
}
