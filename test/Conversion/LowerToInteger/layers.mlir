// RUN: compress-opt %s --split-input-file --compress-lower-to-integer | FileCheck %s

// Grouped convolution with pads, strides and a fused activation: the result is
// rescaled straight to the type behind the clamp, whose lower bound is the end
// of the range and needs no operation.
// CHECK-LABEL: func.func private @conv_integer_core
func.func @conv(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:7> : tensor<1x4x4x2xf32>
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<2x3x3x1xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}> : tensor<2x3x3x1xf32>
  // CHECK: %[[Y:.*]] = compress.conv2d "c" %{{.*}}, %{{.*}} {groups = 2 : i64, input_zp = 7 : i32, pad = array<i64: 0, 1, 0, 1>, stride = array<i64: 2, 2>} : tensor<1x4x4x2xi8>, tensor<2x3x3x1xi8>
  %2 = compress.conv2d "c" %0, %1 {groups = 2 : i64, pad = array<i64: 0, 1, 0, 1>, stride = array<i64: 2, 2>} : tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>
  // CHECK: tosa.rescale %[[Y]]
  // CHECK-NOT: tosa.clamp
  // CHECK: return
  %3 = tosa.clamp %2 {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %4 = compress.fake_quant %3 as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x2x2x2xf32>
  return %4 : tensor<1x2x2x2xf32>
}

// -----

// Bounds inside the range become integers of its type.
// CHECK-LABEL: func.func private @clamp_integer_core
func.func @clamp(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2xf32>
  // CHECK: tosa.clamp %{{.*}} {max_val = 19 : i8, min_val = 7 : i8}
  %1 = tosa.clamp %0 {min_val = 0.0 : f32, max_val = 6.0 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Few bits: results are limited to the storage range; a weight with a zero point.
// CHECK-LABEL: func.func private @few_bits_integer_core
func.func @few_bits(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8<-8:7>:f32, 0.5:-2> : tensor<1x2xf32>
  %w = compress.parameter "d.weight" = dense<[[1.0, 0.25]]> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8<-8:7>:f32, 0.25:3> : tensor<1x2xf32>
  // CHECK: compress.parameter "d.weight" = dense<{{\[\[}}7, 4]]> : tensor<1x2xi8>
  // CHECK: compress.dense "d" {{.*}} {input_zp = -2 : i32, weight_zp = 3 : i32}
  %2 = compress.dense "d" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  // CHECK: %[[R:.*]] = tosa.rescale
  // CHECK: tosa.clamp %[[R]] {max_val = 7 : i8, min_val = -8 : i8}
  %3 = compress.fake_quant %2 as !quant.uniform<i8<-8:7>:f32, 0.5> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// CHECK-LABEL: func.func private @matmul_integer_core
func.func @matmul(%a: tensor<1x2x3xf32>, %b: tensor<1x3x2xf32>) -> tensor<1x2x2xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5:-2> : tensor<1x2x3xf32>
  %1 = compress.fake_quant %b as !quant.uniform<i8:f32, 0.25:5> : tensor<1x3x2xf32>
  // CHECK: compress.batch_matmul "m" %{{.*}}, %{{.*}} {a_zp = -2 : i32, b_zp = 5 : i32} : tensor<1x2x3xi8>, tensor<1x3x2xi8>
  %2 = compress.batch_matmul "m" %0, %1 : tensor<1x2x3xf32>, tensor<1x3x2xf32>
  // CHECK: dense<1073741824>
  // CHECK: dense<32>
  // CHECK: tosa.rescale
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.5> : tensor<1x2x2xf32>
  return %3 : tensor<1x2x2xf32>
}

// -----

// A channel whose accumulator is always zero has a multiplier, however small
// the result's scale.
// CHECK-LABEL: func.func private @zero_channel_integer_core
func.func @zero_channel(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "d.weight" = dense<0.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  %2 = compress.dense "d" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  // CHECK: dense<1073741824>
  // CHECK: dense<30>
  // CHECK: tosa.rescale
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0e-20> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}
