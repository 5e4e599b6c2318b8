// RUN: compress-opt %s --split-input-file --convert-tosa-to-compress | FileCheck %s

// As torch-mlir writes it, in NCHW.
// CHECK-LABEL: func @nchw
// CHECK: %[[X:.+]] = tosa.transpose %arg0 {perms = array<i32: 0, 2, 3, 1>}
// CHECK-DAG: %[[SCALE:.+]] = compress.parameter "batch_norm_0.scale" = dense<[3.000000e+00, 4.000000e+00]> : tensor<2xf32>
// CHECK-DAG: %[[OFFSET:.+]] = compress.parameter "batch_norm_0.offset" = dense<[5.000000e+00, 6.000000e+00]> : tensor<2xf32>
// CHECK-DAG: %[[MEAN:.+]] = compress.parameter "batch_norm_0.mean" frozen = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-DAG: %[[VARIANCE:.+]] = compress.parameter "batch_norm_0.variance" frozen = dense<[7.000000e+00, 8.000000e+00]> : tensor<2xf32>
// CHECK: %[[Y:.+]] = compress.batch_norm "batch_norm_0" %[[X]] scale %[[SCALE]] offset %[[OFFSET]] mean %[[MEAN]] variance %[[VARIANCE]] {epsilon = 1.000000e-03 : f32}
// CHECK: tosa.transpose %[[Y]] {perms = array<i32: 0, 3, 1, 2>}
// CHECK-NOT: tosa.{{mul|pow|add|sub}}
func.func @nchw(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %mean = "tosa.const"() <{values = dense<[[[[1.0]], [[2.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %scale = "tosa.const"() <{values = dense<[[[[3.0]], [[4.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %offset = "tosa.const"() <{values = dense<[[[[5.0]], [[6.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %variance = "tosa.const"() <{values = dense<[7.0, 8.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %epsilon = "tosa.const"() <{values = dense<0.001> : tensor<1xf32>}> : () -> tensor<1xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s = tosa.const_shape {values = dense<[1, 2, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %0 = tosa.add %epsilon, %variance : (tensor<1xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = tosa.pow %0, %half : (tensor<2xf32>, tensor<1xf32>) -> tensor<2xf32>
  %2 = tosa.reciprocal %1 : (tensor<2xf32>) -> tensor<2xf32>
  %3 = tosa.sub %x, %mean : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  %4 = tosa.reshape %2, %s : (tensor<2xf32>, !tosa.shape<4>) -> tensor<1x2x1x1xf32>
  %5 = tosa.mul %3, %4, %shift : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x4xf32>
  %6 = tosa.mul %5, %scale, %shift : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x4xf32>
  %7 = tosa.add %6, %offset : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  return %7 : tensor<1x2x4x4xf32>
}

// -----

// NHWC, operands in the other order, rsqrt; a constant that all four share is
// four parameters.
// CHECK-LABEL: func @swapped
// CHECK-COUNT-4: compress.parameter
// CHECK: compress.batch_norm "bn" %arg0 {{.*}} {epsilon = 5.000000e-01 : f32}
// CHECK-NEXT: return
func.func @swapped(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %c = "tosa.const"() <{values = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %epsilon = "tosa.const"() <{values = dense<0.5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.add %c, %epsilon : (tensor<1x2xf32>, tensor<1x1xf32>) -> tensor<1x2xf32>
  %1 = tosa.rsqrt %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = tosa.sub %x, %c : (tensor<3x2xf32>, tensor<1x2xf32>) -> tensor<3x2xf32>
  %3 = tosa.mul %1, %2, %shift : (tensor<1x2xf32>, tensor<3x2xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %4 = tosa.mul %c, %3, %shift : (tensor<1x2xf32>, tensor<3x2xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %5 = tosa.add %c, %4 : (tensor<1x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32> loc("bn")
  return %5 : tensor<3x2xf32>
}

// -----

// Statistics along another dimension than the channels, and a mean that is no
// constant.
// CHECK-LABEL: func @no_batch_norm
// CHECK-NOT: compress.batch_norm
func.func @no_batch_norm(%x: tensor<3x2xf32>, %y: tensor<1x2xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>) {
  %c = "tosa.const"() <{values = dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>}> : () -> tensor<3x1xf32>
  %d = "tosa.const"() <{values = dense<[[1.0, 2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %epsilon = "tosa.const"() <{values = dense<0.5> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.add %c, %epsilon : (tensor<3x1xf32>, tensor<1x1xf32>) -> tensor<3x1xf32>
  %1 = tosa.rsqrt %0 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  %2 = tosa.sub %x, %c : (tensor<3x2xf32>, tensor<3x1xf32>) -> tensor<3x2xf32>
  %3 = tosa.mul %2, %1, %shift : (tensor<3x2xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %4 = tosa.mul %3, %c, %shift : (tensor<3x2xf32>, tensor<3x1xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %5 = tosa.add %4, %c : (tensor<3x2xf32>, tensor<3x1xf32>) -> tensor<3x2xf32>
  %6 = tosa.add %d, %epsilon : (tensor<1x2xf32>, tensor<1x1xf32>) -> tensor<1x2xf32>
  %7 = tosa.rsqrt %6 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %8 = tosa.sub %x, %y : (tensor<3x2xf32>, tensor<1x2xf32>) -> tensor<3x2xf32>
  %9 = tosa.mul %8, %7, %shift : (tensor<3x2xf32>, tensor<1x2xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %10 = tosa.mul %9, %d, %shift : (tensor<3x2xf32>, tensor<1x2xf32>, tensor<1xi8>) -> tensor<3x2xf32>
  %11 = tosa.add %10, %d : (tensor<3x2xf32>, tensor<1x2xf32>) -> tensor<3x2xf32>
  return %5, %11 : tensor<3x2xf32>, tensor<3x2xf32>
}
