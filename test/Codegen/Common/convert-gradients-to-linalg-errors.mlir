// RUN: compress-opt %s --split-input-file --compress-convert-to-linalg --verify-diagnostics

func.func @operand(%dy: tensor<?x2x2x3xf32>) -> tensor<?x4x4x3xf32> {
  // expected-error @+1 {{has an operand of dynamic shape, 'tensor<?x2x2x3xf32>'; code is generated for static shapes only, give the function's arguments static types}}
  %dx = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<?x2x2x3xf32> -> tensor<?x4x4x3xf32>
  return %dx : tensor<?x4x4x3xf32>
}

// -----

func.func @result(%dy: tensor<1x2x2x3xf32>) -> tensor<1x?x4x3xf32> {
  // expected-error @+1 {{has a result of dynamic shape, 'tensor<1x?x4x3xf32>'; code is generated for static shapes only, give the function's arguments static types}}
  %dx = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xf32> -> tensor<1x?x4x3xf32>
  return %dx : tensor<1x?x4x3xf32>
}
