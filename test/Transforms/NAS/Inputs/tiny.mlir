// Two stages on 8x8 images; the second can be skipped.
func.func @main(%x: tensor<1x8x8x1xf32>) -> tensor<1x3xf32> {
  %w1 = compress.parameter "conv1.weight" = dense<0.0> : tensor<8x5x5x1xf32>
  %b1 = compress.parameter "conv1.bias" = dense<0.0> : tensor<8xf32>
  %g1 = compress.parameter "norm1.scale" = dense<1.0> : tensor<8xf32>
  %o1 = compress.parameter "norm1.offset" = dense<0.0> : tensor<8xf32>
  %m1 = compress.parameter "norm1.mean" = dense<0.0> : tensor<8xf32>
  %v1 = compress.parameter "norm1.variance" = dense<1.0> : tensor<8xf32>
  %w2 = compress.parameter "conv2.weight" = dense<0.0> : tensor<8x3x3x8xf32>
  %w3 = compress.parameter "fc.weight" = dense<0.0> : tensor<3x32xf32>
  %b3 = compress.parameter "fc.bias" = dense<0.0> : tensor<3xf32>
  %c1 = compress.conv2d "conv1" %x, %w1 bias %b1 {pad = array<i64: 2, 2, 2, 2>} : tensor<1x8x8x1xf32>, tensor<8x5x5x1xf32>, tensor<8xf32>
  %p1 = tosa.max_pool2d %c1 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x8x8x8xf32>) -> tensor<1x4x4x8xf32>
  %n1 = compress.batch_norm "norm1" %p1 scale %g1 offset %o1 mean %m1 variance %v1 {epsilon = 1.0e-5 : f32} : tensor<1x4x4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
  %r1 = tosa.clamp %n1 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  %c2 = compress.conv2d "conv2" %r1, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x8xf32>, tensor<8x3x3x8xf32>
  %r2 = tosa.clamp %c2 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
  %p2 = tosa.max_pool2d %r2 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x4x4x8xf32>) -> tensor<1x2x2x8xf32>
  %s = tosa.const_shape {values = dense<[1, 32]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %p2, %s : (tensor<1x2x2x8xf32>, !tosa.shape<2>) -> tensor<1x32xf32>
  %y = compress.dense "fc" %f, %w3 bias %b3 : tensor<1x32xf32>, tensor<3x32xf32>, tensor<3xf32>
  return %y : tensor<1x3xf32>
}
