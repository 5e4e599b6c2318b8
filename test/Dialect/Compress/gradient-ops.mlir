// RUN: compress-opt %s --split-input-file --verify-roundtrip | FileCheck %s

// CHECK-LABEL: func @conv2d
func.func @conv2d(%dy: tensor<8x14x14x10xf32>, %w: tensor<10x3x3x2xf32>, %x: tensor<8x28x28x4xf32>) -> (tensor<8x28x28x4xf32>, tensor<10x3x3x2xf32>) {
  // CHECK: compress.conv2d_input_grad "c" %{{.*}}, %{{.*}} {groups = 2 : i64, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : tensor<8x14x14x10xf32>, tensor<10x3x3x2xf32> -> tensor<8x28x28x4xf32>
  %dx = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>, groups = 2 : i64}
     : tensor<8x14x14x10xf32>, tensor<10x3x3x2xf32> -> tensor<8x28x28x4xf32>
  // CHECK: compress.conv2d_weight_grad "c" %{{.*}}, %{{.*}} {groups = 2 : i64, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : tensor<8x14x14x10xf32>, tensor<8x28x28x4xf32> -> tensor<10x3x3x2xf32>
  %dw = compress.conv2d_weight_grad "c" %dy, %x {pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>, groups = 2 : i64}
     : tensor<8x14x14x10xf32>, tensor<8x28x28x4xf32> -> tensor<10x3x3x2xf32>
  return %dx, %dw : tensor<8x28x28x4xf32>, tensor<10x3x3x2xf32>
}

// -----

// Rows that no window reaches, padding that only some windows see, and batch
// sizes and images that are not known yet.
// CHECK-LABEL: func @shapes
func.func @shapes(%dy: tensor<?x3x1x2xf32>, %w: tensor<2x2x2x3xf32>, %dz: tensor<?x?x?x2xf32>, %x: tensor<?x9x?x3xf32>) {
  // CHECK: compress.conv2d_input_grad
  %0 = compress.conv2d_input_grad "a" %dy, %w {stride = array<i64: 3, 1>, pad = array<i64: 0, 0, 0, 4>, dilation = array<i64: 1, 5>}
     : tensor<?x3x1x2xf32>, tensor<2x2x2x3xf32> -> tensor<?x10x2x3xf32>
  // CHECK: compress.conv2d_weight_grad
  %1 = compress.conv2d_weight_grad "b" %dz, %x : tensor<?x?x?x2xf32>, tensor<?x9x?x3xf32> -> tensor<2x2x2x3xf32>
  return
}

// -----

// CHECK-LABEL: func @pool
func.func @pool(%dy: tensor<2x3x3x5xf32>, %x: tensor<2x6x7x5xf32>) -> (tensor<2x6x7x5xf32>, tensor<2x5x5x5xf32>) {
  // CHECK: compress.max_pool2d_grad %{{.*}}, %{{.*}} {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : tensor<2x3x3x5xf32>, tensor<2x6x7x5xf32> -> tensor<2x6x7x5xf32>
  %dx = compress.max_pool2d_grad %dy, %x {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>}
     : tensor<2x3x3x5xf32>, tensor<2x6x7x5xf32> -> tensor<2x6x7x5xf32>
  // CHECK: compress.avg_pool2d_grad %{{.*}} {kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : tensor<2x3x3x5xf32> -> tensor<2x5x5x5xf32>
  %dz = compress.avg_pool2d_grad %dy {kernel = array<i64: 3, 3>, stride = array<i64: 2, 2>, pad = array<i64: 1, 1, 1, 1>}
     : tensor<2x3x3x5xf32> -> tensor<2x5x5x5xf32>
  return %dx, %dz : tensor<2x6x7x5xf32>, tensor<2x5x5x5xf32>
}
