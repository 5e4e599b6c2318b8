// What is stored, on layers too small to gain anything.
// RUN: compress-opt %s -split-input-file --pass-pipeline="builtin.module(func.func(compress-convert-to-sparse-kernels{isa=portable force}))" | FileCheck %s
// RUN: compress-opt %s -split-input-file --pass-pipeline="builtin.module(func.func(compress-convert-to-sparse-kernels{isa=avx512-vnni force}))" | FileCheck %s --check-prefix=VNNI

// Single weights: the kernel brings 24 pixels at a time into planes; the offsets
// of input channels 0 and 2 are where theirs begin.

// CHECK-LABEL: func @single
// CHECK-SAME: (%[[X:.*]]: tensor<64x4xf32>)
// CHECK-NOT: linalg.transpose
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[}}{{\[}}[3.000000e+00]], {{\[}}[2.000000e+00]]]> : tensor<2x1x1xf32>
// CHECK-DAG: %[[O:.*]] = arith.constant dense<{{\[}}[48], [0]]> : tensor<2x1xi16>
// CHECK-DAG: %[[S:.*]] = arith.constant dense<[0, 1, 1, 2]> : tensor<4xi32>
// CHECK: compress.kernel "fc" #compress.sparse_rows<block = 1, tile = 24, depth = 16>
// CHECK-SAME: ins(%[[X]], %[[W]] : tensor<64x4xf32>, tensor<2x1x1xf32>) tables(%[[O]], %[[S]] : tensor<2x1xi16>, tensor<4xi32>)
// CHECK-SAME: outs(%{{.*}} : tensor<64x3xf32>)
func.func @single(%x: tensor<64x4xf32>) -> tensor<64x3xf32> {
  %w = compress.parameter "fc.weight" = dense<[[0.0, 0.0, 3.0, 0.0], [0.0, 0.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]> : tensor<3x4xf32>
  %y = compress.dense "fc" %x, %w : tensor<64x4xf32>, tensor<3x4xf32>
  return %y : tensor<64x3xf32>
}

// -----

// Blocks of four channels, where they agree. A stride of 2 takes the image apart
// into four phases of 2x3 pixels; the window's place (1, 1) is the first pixel
// of the last phase.

// CHECK-LABEL: func @blocks
// CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1, 2], [3, 4], [5]] output_shape [1, 2, 2, 3, 2, 1]
// CHECK: linalg.transpose {{.*}} permutation = [0, 2, 4, 5, 1, 3]
// CHECK-DAG: arith.constant dense<{{\[}}{{\[}}[1.000000e+00], [2.000000e+00], [3.000000e+00], [4.000000e+00]]]> : tensor<1x4x1xf32>
// CHECK-DAG: arith.constant dense<18> : tensor<1x1xi16>
// CHECK-DAG: arith.constant dense<[0, 1]> : tensor<2xi32>
// CHECK: #compress.sparse<block = 4, pitch = 3>
func.func @blocks(%x: tensor<1x4x5x1xf32>) -> tensor<1x2x2x4xf32> {
  %w = compress.parameter "c.weight" = dense<[[[[0.0], [0.0]], [[0.0], [1.0]]], [[[0.0], [0.0]], [[0.0], [2.0]]], [[[0.0], [0.0]], [[0.0], [3.0]]], [[[0.0], [0.0]], [[0.0], [4.0]]]]> : tensor<4x2x2x1xf32>
  %y = compress.conv2d "c" %x, %w {stride = array<i64: 2, 2>} : tensor<1x4x5x1xf32>, tensor<4x2x2x1xf32>
  return %y : tensor<1x2x2x4xf32>
}

// -----

// Planes of 513 channels do not fit in a cache: two slices, each with where the
// entries of its channels begin.

// VNNI-LABEL: func @slices
// VNNI: #compress.sparse_rows<block = 1, tile = 16, depth = 272>
// VNNI-SAME: tables({{.*}} : tensor<1x1xi16>, tensor<5xi32>)
func.func @slices(%x: tensor<16x513xf32>) -> tensor<16x2xf32> {
  %w = compress.parameter "fc.weight" = dense<0.0> : tensor<2x513xf32>
  %y = compress.dense "fc" %x, %w : tensor<16x513xf32>, tensor<2x513xf32>
  return %y : tensor<16x2xf32>
}

// -----

// A convolution of single pixels is a dense layer of each.

// CHECK-LABEL: func @pixels
// CHECK-SAME: (%[[X:.*]]: tensor<1x4x4x2xf32>)
// CHECK-NOT: linalg.transpose
// CHECK: #compress.sparse_rows<block = 1, tile = 16, depth = 16>
// CHECK-SAME: ins(%[[X]], %{{.*}} : tensor<1x4x4x2xf32>, tensor<1x1x1xf32>)
func.func @pixels(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = compress.parameter "c.weight" = dense<[[[[0.0, 5.0]]], [[[0.0, 0.0]]]]> : tensor<2x1x1x2xf32>
  %y = compress.conv2d "c" %x, %w : tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>
  return %y : tensor<1x4x4x2xf32>
}

// -----

// Bytes in fours, filled up with zeros; the zero point is in the bias.

// VNNI-LABEL: func @bytes
// VNNI-DAG: arith.constant dense<[-1064, 0]> : tensor<2xi32>
// VNNI-DAG: arith.constant dense<{{\[}}{{\[}}[1, 2, 3, 1]], {{\[}}[1, 0, 0, 0]]]> : tensor<2x1x4xi8>
// VNNI-DAG: arith.constant dense<{{\[}}[0, 16, 32, 48], [64, 0, 0, 0]]> : tensor<2x4xi16>
// VNNI-DAG: arith.constant dense<[0, 2, 2]> : tensor<3xi32>
// VNNI: ins(%{{.*}}, %{{.*}} : tensor<2x5xi8>, tensor<2x1x4xi8>) tables
func.func @bytes(%x: tensor<2x5xi8>) -> tensor<2x2xi32> {
  %w = compress.parameter "fc.weight" = dense<[[1, 2, 3, 1, 1], [0, 0, 0, 0, 0]]> : tensor<2x5xi8>
  %y = compress.dense "fc" %x, %w {input_zp = 5 : i32} : tensor<2x5xi8>, tensor<2x5xi8>
  return %y : tensor<2x2xi32>
}

// -----

// Groups of channels, and weights that nobody knows yet.

// CHECK-LABEL: func @left_alone
// CHECK-NOT: compress.kernel
func.func @left_alone(%x: tensor<1x4x4x2xf32>, %w: tensor<2x1x1x2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %v = compress.parameter "g.weight" = dense<0.0> : tensor<2x1x1x1xf32>
  %y = compress.conv2d "g" %x, %v {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>
  %z = compress.conv2d "a" %x, %w : tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>
  return %y, %z : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}
