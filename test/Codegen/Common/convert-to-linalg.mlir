// RUN: compress-opt %s --split-input-file --compress-convert-to-linalg --canonicalize | FileCheck %s

// The weight of a dense layer is transposed now; the bias starts the sum.
// CHECK-LABEL: func @dense
func.func @dense(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  // CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[}}[1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]> : tensor<3x2xf32>
  // CHECK-DAG: %[[B:.*]] = arith.constant dense<[7.000000e+00, 8.000000e+00]>
  // CHECK: %[[INIT:.*]] = linalg.broadcast ins(%[[B]] : tensor<2xf32>)
  // CHECK: linalg.matmul ins(%{{.*}}, %[[W]] : tensor<1x3xf32>, tensor<3x2xf32>) outs(%[[INIT]] : tensor<1x2xf32>)
  %w = compress.parameter "w" = dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %b = compress.parameter "b" = dense<[7.0, 8.0]> : tensor<2xf32>
  %y = compress.dense "fc" %x, %w bias %b : tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Mask and fake_quant of a weight are evaluated: 0.26 rounds to 0.3.
// CHECK-LABEL: func @chain
func.func @chain(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // CHECK-NOT: compress.
  // CHECK: arith.constant dense<{{\[}}[0.000000e+00], [3.000000e-01]]> : tensor<2x1xf32>
  // CHECK-NOT: compress.
  %w = compress.parameter "w" = dense<[[1.0, 0.26]]> : tensor<1x2xf32>
  %m = arith.constant dense<[[false, true]]> : tensor<1x2xi1>
  %p = compress.mask %w, %m : tensor<1x2xf32>, tensor<1x2xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<1x2xf32>
  %y = compress.dense "fc" %x, %q : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}

// -----

// The input zero point pads and goes into the bias: 5 - (-3) * (1 + 2) = 14.
// CHECK-LABEL: func @zero_points
func.func @zero_points(%x: tensor<1x2x2x1xi8>) -> tensor<1x1x3x1xi32> {
  // CHECK-DAG: %[[PAD:.*]] = arith.constant -3 : i8
  // CHECK-DAG: arith.constant dense<14> : tensor<1xi32>
  // CHECK: tensor.pad
  // CHECK: tensor.yield %[[PAD]]
  // CHECK: linalg.conv_2d_nhwc_hwcf {{.*}} ins(%{{.*}}, %{{.*}} : tensor<1x2x3x1xi8>, tensor<2x1x1x1xi8>)
  %w = compress.parameter "w" = dense<[[[[1]], [[2]]]]> : tensor<1x2x1x1xi8>
  %b = compress.parameter "b" = dense<5> : tensor<1xi32>
  %y = compress.conv2d "c" %x, %w bias %b {input_zp = -3 : i32, pad = array<i64: 0, 0, 0, 1>}
     : tensor<1x2x2x1xi8>, tensor<1x2x1x1xi8>, tensor<1xi32>
  return %y : tensor<1x1x3x1xi32>
}

// -----

// A weight zero point widens the weight.
// CHECK-LABEL: func @weight_zero_point
func.func @weight_zero_point(%x: tensor<1x1xi8>) -> tensor<1x1xi32> {
  // CHECK: arith.constant dense<255> : tensor<1x1xi16>
  // CHECK: linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<1x1xi8>, tensor<1x1xi16>)
  %w = compress.parameter "w" = dense<127> : tensor<1x1xi8>
  %y = compress.dense "d" %x, %w {weight_zp = -128 : i32} : tensor<1x1xi8>, tensor<1x1xi8>
  return %y : tensor<1x1xi32>
}

// -----

// Groups of one channel are a depthwise convolution, others are sliced.
// CHECK-LABEL: func @groups
func.func @groups(%x: tensor<1x4x4x4xf32>, %d: tensor<4x3x3x1xf32>, %g: tensor<2x3x3x2xf32>)
    -> (tensor<1x2x2x4xf32>, tensor<1x2x2x2xf32>) {
  // CHECK: linalg.transpose ins(%{{.*}} : tensor<4x3x3x1xf32>) outs(%{{.*}} : tensor<3x3x1x4xf32>) permutation = [1, 2, 3, 0]
  // CHECK: linalg.depthwise_conv_2d_nhwc_hwc
  %0 = compress.conv2d "d" %x, %d {groups = 4 : i64} : tensor<1x4x4x4xf32>, tensor<4x3x3x1xf32>
  // CHECK: tensor.extract_slice %{{.*}}[0, 0, 0, 0] [1, 4, 4, 2]
  // CHECK: linalg.conv_2d_nhwc_hwcf
  // CHECK: tensor.extract_slice %{{.*}}[0, 0, 0, 2] [1, 4, 4, 2]
  // CHECK: linalg.conv_2d_nhwc_hwcf
  // CHECK: tensor.insert_slice %{{.*}}[0, 0, 0, 1] [1, 2, 2, 1]
  %1 = compress.conv2d "g" %x, %g {groups = 2 : i64} : tensor<1x4x4x4xf32>, tensor<2x3x3x2xf32>
  return %0, %1 : tensor<1x2x2x4xf32>, tensor<1x2x2x2xf32>
}

// -----

// A 1x1 convolution is a matrix product over all pixels.
// CHECK-LABEL: func @pointwise
func.func @pointwise(%x: tensor<2x3x5x4xf32>, %w: tensor<6x1x1x4xf32>) -> tensor<2x3x5x6xf32> {
  // CHECK: linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<30x4xf32>, tensor<4x6xf32>)
  %0 = compress.conv2d "p" %x, %w : tensor<2x3x5x4xf32>, tensor<6x1x1x4xf32>
  return %0 : tensor<2x3x5x6xf32>
}

// -----

// Known statistics become one factor and one summand:
// 4 / sqrt(3 + 1) = 2, 1 - 5 * 2 = -9.
// CHECK-LABEL: func @batch_norm
func.func @batch_norm(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  // CHECK-DAG: %[[F:.*]] = arith.constant dense<2.000000e+00> : tensor<1xf32>
  // CHECK-DAG: %[[S:.*]] = arith.constant dense<-9.000000e+00> : tensor<1xf32>
  // CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[F]], %[[S]] :
  // CHECK: arith.mulf
  // CHECK: arith.addf
  %g = compress.parameter "g" = dense<4.0> : tensor<1xf32>
  %b = compress.parameter "b" = dense<1.0> : tensor<1xf32>
  %m = compress.parameter "m" = dense<5.0> : tensor<1xf32>
  %v = compress.parameter "v" = dense<3.0> : tensor<1xf32>
  %0 = compress.batch_norm "bn" %x scale %g offset %b mean %m variance %v {epsilon = 1.0 : f32}
     : tensor<1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
  return %0 : tensor<1x1xf32>
}
