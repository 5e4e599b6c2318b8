// RUN: compress-opt %s --split-input-file --compress-convert-to-linalg --canonicalize | FileCheck %s

// Each output channel of a group with its inputs; phases of the stride.
// CHECK-LABEL: func @input
// CHECK-COUNT-2: linalg.generic
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 1, 0] [1, 4, 4, 4] [1, 1, 2, 1]
// CHECK-NOT: compress.
func.func @input(%dy: tensor<1x4x4x6xf32>, %w: tensor<6x1x2x2xf32>) -> tensor<1x4x8x4xf32> {
  %dx = compress.conv2d_input_grad "c" %dy, %w {stride = array<i64: 1, 2>, groups = 2 : i64} : tensor<1x4x4x6xf32>, tensor<6x1x2x2xf32> -> tensor<1x4x8x4xf32>
  return %dx : tensor<1x4x8x4xf32>
}

// -----

// Depthwise: the channels are adjacent until the end.
// CHECK-LABEL: func @depthwise
// CHECK: linalg.generic
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<2x4x4x9xf32>, tensor<2x6x6x9xf32>) outs(%{{.*}} : tensor<3x3x9xf32>)
// CHECK: linalg.transpose {{.*}} permutation = [2, 0, 1]
func.func @depthwise(%dy: tensor<2x4x4x9xf32>, %x: tensor<2x4x4x9xf32>) -> tensor<9x3x3x1xf32> {
  %dw = compress.conv2d_weight_grad "c" %dy, %x {pad = array<i64: 1, 1, 1, 1>, groups = 9 : i64} : tensor<2x4x4x9xf32>, tensor<2x4x4x9xf32> -> tensor<9x3x3x1xf32>
  return %dw : tensor<9x3x3x1xf32>
}

// -----

// Windows side by side: the place of the maximum, then every pixel takes from
// its window. The last column is in no window.
// CHECK-LABEL: func @max_pool
// CHECK: linalg.generic
// CHECK: arith.cmpf ogt
// CHECK: linalg.generic
// CHECK: arith.minsi
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]
// CHECK: tensor.pad {{.*}} high[0, 0, 1, 0]
func.func @max_pool(%dy: tensor<1x2x2x3xf32>, %x: tensor<1x4x5x3xf32>) -> tensor<1x4x5x3xf32> {
  %dx = compress.max_pool2d_grad %dy, %x {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xf32>, tensor<1x4x5x3xf32> -> tensor<1x4x5x3xf32>
  return %dx : tensor<1x4x5x3xf32>
}

// -----

// Windows that overlap: sums, of shares of 6, 9 or 4 pixels.
// CHECK-LABEL: func @avg_pool
// CHECK: arith.divf
// CHECK-COUNT-4: iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]
func.func @avg_pool(%dy: tensor<1x3x3x3xf32>) -> tensor<1x6x6x3xf32> {
  %dx = compress.avg_pool2d_grad %dy {kernel = array<i64: 3, 3>, stride = array<i64: 2, 2>, pad = array<i64: 1, 0, 1, 0>} : tensor<1x3x3x3xf32> -> tensor<1x6x6x3xf32>
  return %dx : tensor<1x6x6x3xf32>
}
