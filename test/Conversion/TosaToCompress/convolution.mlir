// RUN: compress-opt %s --split-input-file --convert-tosa-to-compress | FileCheck %s

// CHECK-LABEL: func @conv2d
// CHECK-DAG: %[[W:.+]] = compress.parameter "conv2d_0.weight" = dense<2.000000e+00> : tensor<3x2x2x2xf32>
// CHECK-DAG: %[[B:.+]] = compress.parameter "conv2d_0.bias" = dense<[1.000000e+00, 2.000000e+00, 3.000000e+00]>
// CHECK: compress.conv2d "conv2d_0" %arg0, %[[W]] bias %[[B]] {dilation = array<i64: 2, 1>, pad = array<i64: 1, 1, 0, 0>, stride = array<i64: 1, 3>}
// CHECK-NOT: tosa
func.func @conv2d(%x: tensor<?x5x5x2xf32>) -> tensor<?x5x2x3xf32> {
  %w = "tosa.const"() <{values = dense<2.0> : tensor<3x2x2x2xf32>}> : () -> tensor<3x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0]> : tensor<3xf32>}> : () -> tensor<3xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 2, 1>, pad = array<i64: 1, 1, 0, 0>, stride = array<i64: 1, 3>} : (tensor<?x5x5x2xf32>, tensor<3x2x2x2xf32>, tensor<3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x5x2x3xf32>
  return %0 : tensor<?x5x2x3xf32>
}

// -----

// A bias of zeros is no bias; one entry stands for all channels.
// CHECK-LABEL: func @biases
// CHECK: compress.conv2d "conv2d_0" %arg0, %{{[^ ]+}} : tensor<1x4x4x1xf32>
// CHECK: %[[B:.+]] = compress.parameter "conv2d_1.bias" = dense<5.000000e-01> : tensor<2xf32>
// CHECK: compress.conv2d "conv2d_1" {{.*}} bias %[[B]]
func.func @biases(%x: tensor<1x4x4x1xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) {
  %w = "tosa.const"() <{values = dense<2.0> : tensor<2x1x1x1xf32>}> : () -> tensor<2x1x1x1xf32>
  %b = "tosa.const"() <{values = dense<0.0> : tensor<2xf32>}> : () -> tensor<2xf32>
  %c = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  %1 = tosa.conv2d %x, %w, %c, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  return %0, %1 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>
}

// -----

// Layers that share a weight share its parameter; equal biases stay two.
// CHECK-LABEL: func @shared
// CHECK: %[[W:.+]] = compress.parameter "first.weight"
// CHECK: %[[B0:.+]] = compress.parameter "first.bias"
// CHECK: compress.conv2d "first" %arg0, %[[W]] bias %[[B0]]
// CHECK: %[[B1:.+]] = compress.parameter "second.bias"
// CHECK: compress.conv2d "second" %{{.*}}, %[[W]] bias %[[B1]]
func.func @shared(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %w = "tosa.const"() <{values = dense<2.0> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %c = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.conv2d %x, %w, %c, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32> loc("first")
  %1 = tosa.conv2d %0, %w, %c, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32> loc("second")
  return %1 : tensor<1x4x4x1xf32>
}

// -----

// [KH, KW, C, M] to [C*M, KH, KW, 1], with what moved.
// CHECK-LABEL: func @depthwise
// CHECK: compress.parameter "depthwise_conv2d_0.weight" layout <shape = [1, 2, 2, 2], view = [2, 4], permutation = [1, 0]> = dense<{{\[\[\[\[}}1.000000e+00], [5.000000e+00]]], {{\[\[\[}}2.000000e+00], [6.000000e+00]]], {{\[\[\[}}3.000000e+00], [7.000000e+00]]], {{\[\[\[}}4.000000e+00], [8.000000e+00]]]]> : tensor<4x1x2x1xf32>
// CHECK: compress.conv2d "depthwise_conv2d_0" %arg0, %{{[^ ]+}} {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<4x1x2x1xf32>
func.func @depthwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x3x4xf32> {
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]> : tensor<1x2x2x2xf32>}> : () -> tensor<1x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<0.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.depthwise_conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<1x2x2x2xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x3x4xf32>
  return %0 : tensor<1x4x3x4xf32>
}

// -----

// Integers keep their zero points. The pad has the value of the zero point.
// CHECK-LABEL: func @integer
// CHECK: %[[W:.+]] = compress.parameter "conv2d_0.weight" = dense<3> : tensor<2x3x3x1xi8>
// CHECK: %[[B:.+]] = compress.parameter "conv2d_0.bias" = dense<[100, -7]> : tensor<2xi32>
// CHECK: compress.conv2d "conv2d_0" %arg0, %[[W]] bias %[[B]] {input_zp = -128 : i32, pad = array<i64: 1, 1, 1, 1>, weight_zp = 1 : i32}
// CHECK-NOT: tosa
func.func @integer(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi32> {
  %w = "tosa.const"() <{values = dense<3> : tensor<2x3x3x1xi8>}> : () -> tensor<2x3x3x1xi8>
  %b = "tosa.const"() <{values = dense<[100, -7]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %xzp = "tosa.const"() <{values = dense<-128> : tensor<1xi8>}> : () -> tensor<1xi8>
  %wzp = "tosa.const"() <{values = dense<1> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s = tosa.const_shape {values = dense<[0, 0, 1, 1, 1, 1, 0, 0]> : tensor<8xindex>} : () -> !tosa.shape<8>
  %p = tosa.pad %x, %s, %xzp : (tensor<1x4x4x1xi8>, !tosa.shape<8>, tensor<1xi8>) -> tensor<1x6x6x1xi8>
  %0 = tosa.conv2d %p, %w, %b, %xzp, %wzp {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x6x6x1xi8>, tensor<2x3x3x1xi8>, tensor<2xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x2xi32>
  return %0 : tensor<1x4x4x2xi32>
}

// -----

// Pads of another value, or of the channels, stay.
// CHECK-LABEL: func @other_pads
// CHECK: tosa.pad
// CHECK: compress.conv2d "conv2d_0"
// CHECK: tosa.pad
// CHECK: compress.conv2d "conv2d_1"
func.func @other_pads(%x: tensor<1x4x4x1xf32>) -> (tensor<1x5x4x2xf32>, tensor<1x4x4x2xf32>) {
  %w = "tosa.const"() <{values = dense<2.0> : tensor<2x1x1x1xf32>}> : () -> tensor<2x1x1x1xf32>
  %v = "tosa.const"() <{values = dense<2.0> : tensor<2x1x1x2xf32>}> : () -> tensor<2x1x1x2xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %one = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %s = tosa.const_shape {values = dense<[0, 0, 1, 0, 0, 0, 0, 0]> : tensor<8xindex>} : () -> !tosa.shape<8>
  %t = tosa.const_shape {values = dense<[0, 0, 0, 0, 0, 0, 0, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
  %p = tosa.pad %x, %s, %one : (tensor<1x4x4x1xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x5x4x1xf32>
  %0 = tosa.conv2d %p, %w, %z, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x5x4x1xf32>, tensor<2x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x5x4x2xf32>
  %q = tosa.pad %x, %t, %z : (tensor<1x4x4x1xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  %1 = tosa.conv2d %q, %v, %z, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  return %0, %1 : tensor<1x5x4x2xf32>, tensor<1x4x4x2xf32>
}

// -----

// A weight that is imported in another layout: its transpose is composed.
// CHECK-LABEL: func @moved_weight
// CHECK: compress.parameter "conv2d_0.weight" layout <shape = [1, 2, 1, 2], view = [2, 2], permutation = [1, 0]> = dense<{{\[\[\[\[}}1.000000e+00], [3.000000e+00]], {{\[\[}}2.000000e+00], [4.000000e+00]]]]> : tensor<1x2x2x1xf32>
// CHECK-NOT: tosa.transpose
func.func @moved_weight(%x: tensor<1x4x4x1xf32>) -> tensor<1x3x3x1xf32> {
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0]], [[3.0, 4.0]]]]> : tensor<1x2x1x2xf32>}> : () -> tensor<1x2x1x2xf32>
  %t = tosa.transpose %w {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x2x1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.conv2d %x, %t, %z, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x2x2x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x1xf32>
  return %0 : tensor<1x3x3x1xf32>
}
