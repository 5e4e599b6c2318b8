// The largest network of a search on Fashion-MNIST: three stages of a 5x5 convolution with 32 filters, maximum pooling, batch norm
// and ReLU, and a dense layer. compress-expand-supernet makes 2,028 networks of it. Parameters are to be initialized.
func.func @main(%image: tensor<1x28x28x1xf32>) -> tensor<1x10xf32> {
  %w1 = compress.parameter "conv1.weight" = dense<0.0> : tensor<32x5x5x1xf32>
  %g1 = compress.parameter "norm1.scale" = dense<1.0> : tensor<32xf32>
  %b1 = compress.parameter "norm1.offset" = dense<0.0> : tensor<32xf32>
  %m1 = compress.parameter "norm1.mean" = dense<0.0> : tensor<32xf32>
  %v1 = compress.parameter "norm1.variance" = dense<1.0> : tensor<32xf32>
  %w2 = compress.parameter "conv2.weight" = dense<0.0> : tensor<32x5x5x32xf32>
  %g2 = compress.parameter "norm2.scale" = dense<1.0> : tensor<32xf32>
  %b2 = compress.parameter "norm2.offset" = dense<0.0> : tensor<32xf32>
  %m2 = compress.parameter "norm2.mean" = dense<0.0> : tensor<32xf32>
  %v2 = compress.parameter "norm2.variance" = dense<1.0> : tensor<32xf32>
  %w3 = compress.parameter "conv3.weight" = dense<0.0> : tensor<32x5x5x32xf32>
  %g3 = compress.parameter "norm3.scale" = dense<1.0> : tensor<32xf32>
  %b3 = compress.parameter "norm3.offset" = dense<0.0> : tensor<32xf32>
  %m3 = compress.parameter "norm3.mean" = dense<0.0> : tensor<32xf32>
  %v3 = compress.parameter "norm3.variance" = dense<1.0> : tensor<32xf32>
  %w4 = compress.parameter "fc.weight" = dense<0.0> : tensor<10x288xf32>
  %b4 = compress.parameter "fc.bias" = dense<0.0> : tensor<10xf32>
  %c1 = compress.conv2d "conv1" %image, %w1 {pad = array<i64: 2, 2, 2, 2>} : tensor<1x28x28x1xf32>, tensor<32x5x5x1xf32>
  %p1 = tosa.max_pool2d %c1 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x28x28x32xf32>) -> tensor<1x14x14x32xf32>
  %n1 = compress.batch_norm "norm1" %p1 scale %g1 offset %b1 mean %m1 variance %v1 {epsilon = 1.0e-5 : f32} : tensor<1x14x14x32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>
  %r1 = tosa.clamp %n1 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x14x14x32xf32>) -> tensor<1x14x14x32xf32>
  %c2 = compress.conv2d "conv2" %r1, %w2 {pad = array<i64: 2, 2, 2, 2>} : tensor<1x14x14x32xf32>, tensor<32x5x5x32xf32>
  %p2 = tosa.max_pool2d %c2 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x14x14x32xf32>) -> tensor<1x7x7x32xf32>
  %n2 = compress.batch_norm "norm2" %p2 scale %g2 offset %b2 mean %m2 variance %v2 {epsilon = 1.0e-5 : f32} : tensor<1x7x7x32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>
  %r2 = tosa.clamp %n2 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x7x7x32xf32>) -> tensor<1x7x7x32xf32>
  %c3 = compress.conv2d "conv3" %r2, %w3 {pad = array<i64: 2, 2, 2, 2>} : tensor<1x7x7x32xf32>, tensor<32x5x5x32xf32>
  %start = tosa.const_shape {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
  %size = tosa.const_shape {values = dense<[1, 6, 6, 32]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %e3 = tosa.slice %c3, %start, %size : (tensor<1x7x7x32xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x6x6x32xf32>
  %p3 = tosa.max_pool2d %e3 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x6x6x32xf32>) -> tensor<1x3x3x32xf32>
  %n3 = compress.batch_norm "norm3" %p3 scale %g3 offset %b3 mean %m3 variance %v3 {epsilon = 1.0e-5 : f32} : tensor<1x3x3x32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>, tensor<32xf32>
  %r3 = tosa.clamp %n3 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x3x3x32xf32>) -> tensor<1x3x3x32xf32>
  %s = tosa.const_shape {values = dense<[1, 288]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %r3, %s : (tensor<1x3x3x32xf32>, !tosa.shape<2>) -> tensor<1x288xf32>
  %y = compress.dense "fc" %f, %w4 bias %b4 : tensor<1x288xf32>, tensor<10x288xf32>, tensor<10xf32>
  return %y : tensor<1x10xf32>
}
