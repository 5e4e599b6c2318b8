// REQUIRES: numpy, tosa-tools
// RUN: compress-opt %s --convert-compress-to-tosa -o %t.tosa.mlir
// RUN: %python %S/../Inputs/same_results.py %s %t.tosa.mlir --native | FileCheck %s
// CHECK: 14 of 14 results equal

// Native code, whose kernels come from the layers, against the TOSA reference
// model. Weights are arguments, so that nothing is moved at compile time.
func.func @main(%x: tensor<1x8x9x4xf32>, %w: tensor<6x3x2x2xf32>, %b: tensor<6xf32>, %d: tensor<8x2x3x1xf32>, %i: tensor<1x7x7x2xi8>, %k: tensor<3x3x3x2xi8>, %c: tensor<3xi32>, %r: tensor<2x3x5xi8>, %m: tensor<4x5xi8>, %s: tensor<2x5x2xi8>, %f: tensor<3x4xf32>) -> (tensor<1x3x4x6xf32>, tensor<1x4x7x8xf32>, tensor<1x3x3x3xi32>, tensor<2x3x4xi32>, tensor<2x3x2xi32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x6xf32>, tensor<1x8x9x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<4xf32>, tensor<1xf32>) {
  // Stride 3 ignores a row of the pad below; stride 2 a column of the input.
  %0 = compress.conv2d "groups" %x, %w bias %b {groups = 2 : i64, pad = array<i64: 0, 2, 0, 0>, stride = array<i64: 3, 2>}
     : tensor<1x8x9x4xf32>, tensor<6x3x2x2xf32>, tensor<6xf32>
  %1 = compress.conv2d "depthwise" %x, %d {groups = 4 : i64, pad = array<i64: 1, 0, 0, 0>, stride = array<i64: 2, 1>}
     : tensor<1x8x9x4xf32>, tensor<8x2x3x1xf32>
  %2 = compress.conv2d "integer" %i, %k bias %c {input_zp = -11 : i32, pad = array<i64: 0, 1, 0, 1>, stride = array<i64: 2, 2>}
     : tensor<1x7x7x2xi8>, tensor<3x3x3x2xi8>, tensor<3xi32>
  %3 = compress.dense "rows" %r, %m {input_zp = 5 : i32} : tensor<2x3x5xi8>, tensor<4x5xi8>
  %4 = compress.batch_matmul "product" %r, %s {a_zp = 5 : i32, b_zp = -3 : i32} : tensor<2x3x5xi8>, tensor<2x5x2xi8>
  %5 = compress.fake_quant %f as !quant.uniform<i8:f32, 0.013:-57> : tensor<3x4xf32>
  %6 = compress.fake_quant %f as !quant.uniform<i8<-127:127>:f32:0, {0.3, 0.01, 0.02}> : tensor<3x4xf32>
  %7 = compress.fake_quant %f as !quant.uniform<i4:f32:0, {0.3:3, 0.1:-8, 0.2}> : tensor<3x4xf32>
  %mask = "tosa.const"() <{values = dense<[[true, false, true, true]]> : tensor<1x4xi1>}> : () -> tensor<1x4xi1>
  %masked = compress.mask %f, %mask : tensor<3x4xf32>, tensor<1x4xi1>
  %u = compress.parameter "u" = dense<[[1.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [-1.0, 1.0, -1.0, 1.0], [2.0, 0.0, 0.0, 3.0], [0.5, 0.5, 0.5, 0.5], [7.0, 0.0, 1.0, 0.0]]> : tensor<6x4xf32>
  %8 = compress.dense "masked" %masked, %u : tensor<3x4xf32>, tensor<6x4xf32>
  %scale = compress.parameter "scale" = dense<[1.0, -2.0, 0.5, 3.0]> : tensor<4xf32>
  %offset = compress.parameter "offset" = dense<[0.0, 1.0, 2.0, 3.0]> : tensor<4xf32>
  %variance = compress.parameter "variance" = dense<[0.5, 1.5, 0.001, 4.0]> : tensor<4xf32>
  %9 = compress.batch_norm "norm" %x scale %scale offset %offset mean %offset variance %variance {epsilon = 0.001 : f32}
     : tensor<1x8x9x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  %steps = compress.parameter "steps" = dense<[0.3, 0.0, 0.7]> : tensor<3xf32>
  %10 = compress.fake_quant %f scale %steps as !quant.uniform<i8<-2:1>:f32:0, {1.0, 1.0, 1.0}> : tensor<3x4xf32>, tensor<3xf32>
  %step = compress.parameter "step" = dense<0.013> : tensor<1xf32>
  %11 = compress.fake_quant %f scale %step as !quant.uniform<i8:f32, 1.0:-57> : tensor<3x4xf32>, tensor<1xf32>
  %12 = compress.fitted_scale %f as !quant.uniform<i8<-7:7>:f32:1, {1.0, 1.0, 1.0, 1.0}> : tensor<3x4xf32> -> tensor<4xf32>
  %13 = compress.fitted_scale %f as !quant.uniform<i8:f32, 1.0:-128> : tensor<3x4xf32> -> tensor<1xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13 : tensor<1x3x4x6xf32>, tensor<1x4x7x8xf32>, tensor<1x3x3x3xi32>, tensor<2x3x4xi32>, tensor<2x3x2xi32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x6xf32>, tensor<1x8x9x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<4xf32>, tensor<1xf32>
}
