// RUN: compress-opt %s --compress-convert-to-linalg --verify-diagnostics

func.func @dynamic(%x: tensor<?x3xf32>, %w: tensor<2x3xf32>) -> tensor<?x2xf32> {
  // expected-error@+1 {{'compress.dense' op has an operand of dynamic shape, 'tensor<?x3xf32>'; code is generated for static shapes only, give the function's arguments static types}}
  %y = compress.dense "fc" %x, %w : tensor<?x3xf32>, tensor<2x3xf32>
  return %y : tensor<?x2xf32>
}
