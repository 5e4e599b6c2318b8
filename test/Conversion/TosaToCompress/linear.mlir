// RUN: compress-opt %s --split-input-file --convert-tosa-to-compress | FileCheck %s

// As torch-mlir writes a dense layer.
// CHECK-LABEL: func @torch
// CHECK-DAG: %[[W:.+]] = compress.parameter "dense_0.weight" layout <shape = [1, 3, 2], view = [3, 2], permutation = [1, 0]> = dense<{{\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00], [2.000000e+00, 4.000000e+00, 6.000000e+00]]> : tensor<2x3xf32>
// CHECK-DAG: %[[B:.+]] = compress.parameter "dense_0.bias" = dense<[7.000000e+00, 8.000000e+00]> : tensor<2xf32>
// CHECK: %[[Y:.+]] = compress.dense "dense_0" %arg0, %[[W]] bias %[[B]] : tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>
// CHECK-NEXT: return %[[Y]]
func.func @torch(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %s3 = tosa.const_shape {values = dense<[1, 1, 3]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %s2 = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %w = "tosa.const"() <{values = dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]> : tensor<1x3x2xf32>}> : () -> tensor<1x3x2xf32>
  %b = "tosa.const"() <{values = dense<[[7.0, 8.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.reshape %x, %s3 : (tensor<1x3xf32>, !tosa.shape<3>) -> tensor<1x1x3xf32>
  %1 = tosa.matmul %0, %w, %z, %z : (tensor<1x1x3xf32>, tensor<1x3x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x2xf32>
  %2 = tosa.reshape %1, %s2 : (tensor<1x1x2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
  %3 = tosa.add %b, %2 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// As TFLite's converter writes it: the weight needs no move.
// CHECK-LABEL: func @tflite
// CHECK-DAG: %[[W:.+]] = compress.parameter "fc.weight" = dense<4> : tensor<2x3xi8>
// CHECK-DAG: %[[B:.+]] = compress.parameter "fc.bias" = dense<[1, 2]> : tensor<2xi32>
// CHECK: %[[Y:.+]] = compress.dense "fc" %arg0, %[[W]] bias %[[B]] {input_zp = -3 : i32} : tensor<1x3xi8>, tensor<2x3xi8>, tensor<2xi32>
// CHECK-NEXT: return %[[Y]]
func.func @tflite(%x: tensor<1x3xi8>) -> tensor<1x2xi32> {
  %s4 = tosa.const_shape {values = dense<[1, 1, 1, 3]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %sw = tosa.const_shape {values = dense<[2, 1, 1, 3]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %s2 = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %w = "tosa.const"() <{values = dense<4> : tensor<2x3xi8>}> : () -> tensor<2x3xi8>
  %b = "tosa.const"() <{values = dense<[1, 2]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %xzp = "tosa.const"() <{values = dense<-3> : tensor<1xi8>}> : () -> tensor<1xi8>
  %wzp = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reshape %x, %s4 : (tensor<1x3xi8>, !tosa.shape<4>) -> tensor<1x1x1x3xi8>
  %1 = tosa.reshape %w, %sw : (tensor<2x3xi8>, !tosa.shape<4>) -> tensor<2x1x1x3xi8>
  %2 = tosa.conv2d %0, %1, %b, %xzp, %wzp {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x1x1x3xi8>, tensor<2x1x1x3xi8>, tensor<2xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x1x1x2xi32> loc("fc")
  %3 = tosa.reshape %2, %s2 : (tensor<1x1x1x2xi32>, !tosa.shape<2>) -> tensor<1x2xi32>
  return %3 : tensor<1x2xi32>
}

// -----

// A sequence, as in a transformer: rows are regrouped around the matmul.
// CHECK-LABEL: func @sequence
// CHECK: %[[Y:.+]] = compress.dense "dense_0" %arg0, %{{.*}} bias %{{.*}} : tensor<2x4x3xf32>, tensor<2x3xf32>, tensor<2xf32>
// CHECK-NEXT: return %[[Y]]
func.func @sequence(%x: tensor<2x4x3xf32>) -> tensor<2x4x2xf32> {
  %s1 = tosa.const_shape {values = dense<[1, 8, 3]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %s2 = tosa.const_shape {values = dense<[2, 4, 2]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %w = "tosa.const"() <{values = dense<1.0> : tensor<1x3x2xf32>}> : () -> tensor<1x3x2xf32>
  %b = "tosa.const"() <{values = dense<[[[7.0, 8.0]]]> : tensor<1x1x2xf32>}> : () -> tensor<1x1x2xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.reshape %x, %s1 : (tensor<2x4x3xf32>, !tosa.shape<3>) -> tensor<1x8x3xf32>
  %1 = tosa.matmul %0, %w, %z, %z : (tensor<1x8x3xf32>, tensor<1x3x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x8x2xf32>
  %2 = tosa.reshape %1, %s2 : (tensor<1x8x2xf32>, !tosa.shape<3>) -> tensor<2x4x2xf32>
  %3 = tosa.add %2, %b : (tensor<2x4x2xf32>, tensor<1x1x2xf32>) -> tensor<2x4x2xf32>
  return %3 : tensor<2x4x2xf32>
}

// -----

// The flatten of an NCHW image moves the weight's columns to NHWC.
// CHECK-LABEL: func @flatten
// CHECK: %[[FLAT:.+]] = tosa.reshape %arg0, %{{.*}} : (tensor<1x1x3x2xf32>, !tosa.shape<2>) -> tensor<1x6xf32>
// CHECK: %[[W:.+]] = compress.parameter "dense_0.weight" layout <shape = [1, 6, 1], view = [2, 3], permutation = [1, 0]> = dense<{{\[\[}}1.000000e+00, 4.000000e+00, 2.000000e+00, 5.000000e+00, 3.000000e+00, 6.000000e+00]]> : tensor<1x6xf32>
// CHECK: compress.dense "dense_0" %[[FLAT]], %[[W]]
// CHECK-NOT: tosa.transpose
func.func @flatten(%x: tensor<1x1x3x2xf32>) -> tensor<1x1xf32> {
  %s3 = tosa.const_shape {values = dense<[1, 1, 6]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %s2 = tosa.const_shape {values = dense<[1, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %w = "tosa.const"() <{values = dense<[[[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]]]> : tensor<1x6x1xf32>}> : () -> tensor<1x6x1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %t = tosa.transpose %x {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x1x3x2xf32>) -> tensor<1x2x1x3xf32>
  %0 = tosa.reshape %t, %s3 : (tensor<1x2x1x3xf32>, !tosa.shape<3>) -> tensor<1x1x6xf32>
  %1 = tosa.matmul %0, %w, %z, %z : (tensor<1x1x6xf32>, tensor<1x6x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1xf32>
  %2 = tosa.reshape %1, %s2 : (tensor<1x1x1xf32>, !tosa.shape<2>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// A product of activations, a batch of constants, and a constant on the left.
// CHECK-LABEL: func @batch_matmul
// CHECK: compress.batch_matmul "batch_matmul_0" %arg0, %arg1 {a_zp = 1 : i32, b_zp = 2 : i32} : tensor<2x3x4xi8>, tensor<2x4x5xi8>
// CHECK: compress.batch_matmul "batch_matmul_1" %arg0, %{{.*}} : tensor<2x3x4xi8>, tensor<2x4x1xi8>
// CHECK: compress.batch_matmul "batch_matmul_2" %{{.*}}, %arg1 : tensor<2x1x4xi8>, tensor<2x4x5xi8>
func.func @batch_matmul(%a: tensor<2x3x4xi8>, %b: tensor<2x4x5xi8>) -> (tensor<2x3x5xi32>, tensor<2x3x1xi32>, tensor<2x1x5xi32>) {
  %azp = "tosa.const"() <{values = dense<1> : tensor<1xi8>}> : () -> tensor<1xi8>
  %bzp = "tosa.const"() <{values = dense<2> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %c = "tosa.const"() <{values = dense<1> : tensor<2x4x1xi8>}> : () -> tensor<2x4x1xi8>
  %d = "tosa.const"() <{values = dense<1> : tensor<2x1x4xi8>}> : () -> tensor<2x1x4xi8>
  %0 = tosa.matmul %a, %b, %azp, %bzp : (tensor<2x3x4xi8>, tensor<2x4x5xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<2x3x5xi32>
  %1 = tosa.matmul %a, %c, %z, %z : (tensor<2x3x4xi8>, tensor<2x4x1xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<2x3x1xi32>
  %2 = tosa.matmul %d, %b, %z, %z : (tensor<2x1x4xi8>, tensor<2x4x5xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<2x1x5xi32>
  return %0, %1, %2 : tensor<2x3x5xi32>, tensor<2x3x1xi32>, tensor<2x1x5xi32>
}

// -----

// Additions that are no bias: two per channel, of the rows, of a used product.
// CHECK-LABEL: func @no_bias
// CHECK: compress.dense "dense_0" %arg0, %{{[^ ]+}} bias
// CHECK-COUNT-1: tosa.add
// CHECK: compress.dense "dense_1" %arg0, %{{[^ ]+}} :
// CHECK-COUNT-1: tosa.add
// CHECK: compress.dense "dense_2" %arg0, %{{[^ ]+}} :
// CHECK-COUNT-1: tosa.add
func.func @no_bias(%x: tensor<1x2x2xf32>) -> (tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) {
  %w = "tosa.const"() <{values = dense<1.0> : tensor<1x2x2xf32>}> : () -> tensor<1x2x2xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1x1x2xf32>}> : () -> tensor<1x1x2xf32>
  %r = "tosa.const"() <{values = dense<1.0> : tensor<1x2x1xf32>}> : () -> tensor<1x2x1xf32>
  %0 = tosa.matmul %x, %w, %z, %z : (tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2xf32>
  %1 = tosa.add %0, %b : (tensor<1x2x2xf32>, tensor<1x1x2xf32>) -> tensor<1x2x2xf32>
  %2 = tosa.add %1, %b : (tensor<1x2x2xf32>, tensor<1x1x2xf32>) -> tensor<1x2x2xf32>
  %3 = tosa.matmul %x, %w, %z, %z : (tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2xf32>
  %4 = tosa.add %3, %r : (tensor<1x2x2xf32>, tensor<1x2x1xf32>) -> tensor<1x2x2xf32>
  %5 = tosa.matmul %x, %w, %z, %z : (tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2xf32>
  %6 = tosa.add %5, %b : (tensor<1x2x2xf32>, tensor<1x1x2xf32>) -> tensor<1x2x2xf32>
  return %2, %4, %5, %6 : tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>
}
