// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels="isa=avx2" --canonicalize | FileCheck %s

// Stride one: the padded gradient, convolved with the flipped weight, whose
// columns are the input channels.
// CHECK-DAG: #[[$FLIP:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d4, -d2 + 2, -d3 + 2, d1, d5)>
// CHECK-LABEL: func @input
// CHECK: tensor.pad {{.*}} low[0, 0, 0, 0] high[0, 0, 0, 4]
// CHECK: tensor<5x3x3x8xf32>
// CHECK: linalg.generic {indexing_maps = [#[[$FLIP]],
// CHECK-SAME: outs(%{{.*}} : tensor<1x1x3x3x5x8xf32>)
// CHECK: compress.kernel "c" #compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<2x9x10x5xf32>, tensor<1x1x3x15x8x1xf32>) outs(%{{.*}} : tensor<2x7x8x4xf32>)
func.func @input(%dy: tensor<2x7x8x5xf32>, %w: tensor<5x3x3x4xf32>) -> tensor<2x7x8x4xf32> {
  %dx = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 1, 1, 1, 1>} : tensor<2x7x8x5xf32>, tensor<5x3x3x4xf32> -> tensor<2x7x8x4xf32>
  return %dx : tensor<2x7x8x4xf32>
}

// -----

// Stride two: four phases, which see 1x1, 1x2, 2x1 and 2x2 places of the
// window, and write every second pixel.
// CHECK-LABEL: func @phases
// CHECK: #compress.conv<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0, 0] [1, 4, 4, 8] [1, 2, 2, 1]
// CHECK: #compress.conv<kernel = [1, 2], stride = [1, 1], dilation = [1, 1]>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 1, 0] [1, 4, 4, 8] [1, 2, 2, 1]
// CHECK: #compress.conv<kernel = [2, 1], stride = [1, 1], dilation = [1, 1]>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 1, 0, 0] [1, 4, 4, 8] [1, 2, 2, 1]
// CHECK: #compress.conv<kernel = [2, 2], stride = [1, 1], dilation = [1, 1]>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 1, 1, 0] [1, 4, 4, 8] [1, 2, 2, 1]
func.func @phases(%dy: tensor<1x4x4x8xf32>, %w: tensor<8x3x3x8xf32>) -> tensor<1x8x8x8xf32> {
  %dx = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : tensor<1x4x4x8xf32>, tensor<8x3x3x8xf32> -> tensor<1x8x8x8xf32>
  return %dx : tensor<1x8x8x8xf32>
}

// -----

// A window of one place sees one pixel of four: the others get zero.
// CHECK-LABEL: func @unseen
// CHECK-COUNT-1: compress.kernel
// CHECK-COUNT-3: linalg.fill
// CHECK-NOT: compress.kernel
func.func @unseen(%dy: tensor<1x4x4x8xf32>, %w: tensor<8x1x1x8xf32>) -> tensor<1x8x8x8xf32> {
  %dx = compress.conv2d_input_grad "c" %dy, %w {stride = array<i64: 2, 2>} : tensor<1x4x4x8xf32>, tensor<8x1x1x8xf32> -> tensor<1x8x8x8xf32>
  return %dx : tensor<1x8x8x8xf32>
}

// -----

// CHECK-LABEL: func @depthwise
// CHECK: compress.kernel "c" #compress.depthwise<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<1x6x6x9xf32>, tensor<3x3x9xf32>)
func.func @depthwise(%dy: tensor<1x4x4x9xf32>, %w: tensor<9x3x3x1xf32>) -> tensor<1x4x4x9xf32> {
  %dx = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 1, 1, 1, 1>, groups = 9 : i64} : tensor<1x4x4x9xf32>, tensor<9x3x3x1xf32> -> tensor<1x4x4x9xf32>
  return %dx : tensor<1x4x4x9xf32>
}

// -----

// The gradient of the weight reads the image that the convolution has padded.
// CHECK-LABEL: func @weight
// CHECK-COUNT-1: bufferization.alloc_tensor
// CHECK-NOT: bufferization.alloc_tensor
// CHECK: compress.kernel "c" #compress.conv<{{.*}}> ins(%[[X:[a-z0-9_]*]], %
// CHECK: compress.kernel "g" #compress.conv_weight_grad<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>
// CHECK-SAME: ins(%{{.*}}, %[[X]] : tensor<1x4x4x5xf32>, tensor<1x6x6x3xf32>) outs(%{{.*}} : tensor<5x3x3x3xf32>)
func.func @weight(%dy: tensor<1x4x4x5xf32>, %x: tensor<1x4x4x3xf32>, %w: tensor<5x3x3x3xf32>) -> (tensor<1x4x4x5xf32>, tensor<5x3x3x3xf32>) {
  %y = compress.conv2d "c" %x, %w {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x3xf32>, tensor<5x3x3x3xf32>
  %dw = compress.conv2d_weight_grad "g" %dy, %x {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x5xf32>, tensor<1x4x4x3xf32> -> tensor<5x3x3x3xf32>
  return %y, %dw : tensor<1x4x4x5xf32>, tensor<5x3x3x3xf32>
}

// -----

// With groups there is no kernel for it.
// CHECK-LABEL: func @weight_groups
// CHECK: compress.conv2d_weight_grad
func.func @weight_groups(%dy: tensor<1x4x4x4xf32>, %x: tensor<1x4x4x4xf32>) -> tensor<4x1x1x2xf32> {
  %dw = compress.conv2d_weight_grad "g" %dy, %x {groups = 2 : i64} : tensor<1x4x4x4xf32>, tensor<1x4x4x4xf32> -> tensor<4x1x1x2xf32>
  return %dw : tensor<4x1x1x2xf32>
}

// -----

// dx = dy w and dw = dy^T x: no transposition is left.
// CHECK-LABEL: func @dense
// CHECK-NOT: linalg.transpose ins(%{{.*}} : tensor<7x5xf32>)
// CHECK: compress.kernel "dx" #compress.matmul ins(%{{.*}}, %{{.*}} : tensor<4x7xf32>, tensor<1x1x1x7x8x1xf32>)
// CHECK: compress.kernel "dw" #compress.conv_weight_grad<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]>
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<4x1x1x7xf32>, tensor<4x1x1x5xf32>) outs(%{{.*}} : tensor<7x1x1x5xf32>)
func.func @dense(%dy: tensor<4x7xf32>, %x: tensor<4x5xf32>, %w: tensor<7x5xf32>) -> (tensor<4x5xf32>, tensor<7x5xf32>) {
  %wt = tosa.transpose %w {perms = array<i32: 1, 0>} : (tensor<7x5xf32>) -> tensor<5x7xf32>
  %dx = compress.dense "dx" %dy, %wt : tensor<4x7xf32>, tensor<5x7xf32>
  %dyt = tosa.transpose %dy {perms = array<i32: 1, 0>} : (tensor<4x7xf32>) -> tensor<7x4xf32>
  %xt = tosa.transpose %x {perms = array<i32: 1, 0>} : (tensor<4x5xf32>) -> tensor<5x4xf32>
  %dw = compress.dense "dw" %dyt, %xt : tensor<7x4xf32>, tensor<5x4xf32>
  return %dx, %dw : tensor<4x5xf32>, tensor<7x5xf32>
}

// -----

// Channels that are not in use: columns of both gradients.
// CHECK-LABEL: func @leading
// CHECK-SAME: %[[N:[a-z0-9]+]]: tensor<i32>)
// CHECK-NOT: compress.leading
// CHECK: compress.kernel "c" #compress.conv_weight_grad{{.*}} column_limit(%[[N]] : tensor<i32>)
// CHECK: %[[DX:.*]] = compress.kernel "c" #compress.conv<{{.*}} column_limit(%[[N]] : tensor<i32>)
// CHECK: return %{{.*}}, %[[DX]]
func.func @leading(%dy: tensor<1x4x4x5xf32>, %x: tensor<1x4x4x8xf32>, %w: tensor<5x3x3x8xf32>, %n: tensor<i32>) -> (tensor<5x3x3x8xf32>, tensor<1x4x4x8xf32>) {
  %l = compress.leading %x, %n : tensor<1x4x4x8xf32>
  %dw = compress.conv2d_weight_grad "c" %dy, %l {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x5xf32>, tensor<1x4x4x8xf32> -> tensor<5x3x3x8xf32>
  %g = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x5xf32>, tensor<5x3x3x8xf32> -> tensor<1x4x4x8xf32>
  %dx = compress.leading %g, %n : tensor<1x4x4x8xf32>
  return %dw, %dx : tensor<5x3x3x8xf32>, tensor<1x4x4x8xf32>
}
