// RUN: compress-opt %s --split-input-file --convert-tosa-to-compress | FileCheck %s

// Both orders, f32 and i8.
// CHECK-LABEL: func @clamp
// CHECK: tosa.clamp %arg0 {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32}
// CHECK: tosa.clamp %arg1 {max_val = 6 : i8, min_val = -4 : i8}
// CHECK-NEXT: return
func.func @clamp(%x: tensor<1x4xf32>, %y: tensor<1x4xi8>) -> (tensor<1x4xf32>, tensor<1x4xi8>) {
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %six = "tosa.const"() <{values = dense<6.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %low = "tosa.const"() <{values = dense<-4> : tensor<1x1xi8>}> : () -> tensor<1x1xi8>
  %high = "tosa.const"() <{values = dense<6> : tensor<1x1xi8>}> : () -> tensor<1x1xi8>
  %0 = tosa.maximum %x, %zero : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  %1 = tosa.minimum %six, %0 : (tensor<1x1xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = tosa.minimum %y, %high : (tensor<1x4xi8>, tensor<1x1xi8>) -> tensor<1x4xi8>
  %3 = tosa.maximum %2, %low : (tensor<1x4xi8>, tensor<1x1xi8>) -> tensor<1x4xi8>
  return %1, %3 : tensor<1x4xf32>, tensor<1x4xi8>
}

// -----

// Crossed limits, and limits that differ in how they treat NaN, are no clamp.
// CHECK-LABEL: func @no_clamp
// CHECK-NOT: tosa.clamp
func.func @no_clamp(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>) {
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %six = "tosa.const"() <{values = dense<6.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %0 = tosa.maximum %x, %six : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  %1 = tosa.minimum %0, %zero : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  %2 = tosa.maximum %x, %zero {nan_mode = IGNORE} : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  %3 = tosa.minimum %2, %six : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  return %1, %3 : tensor<1x4xf32>, tensor<1x4xf32>
}

// -----

// A mean in NHWC.
// CHECK-LABEL: func @mean
// CHECK: tosa.avg_pool2d %arg0, %{{.*}} {acc_type = f32, kernel = array<i64: 2, 4>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} {{.*}} -> tensor<1x1x1x3xf32>
// CHECK-NOT: tosa.reduce_sum
func.func @mean(%x: tensor<1x2x4x3xf32>) -> tensor<1x1x1x3xf32> {
  %c = "tosa.const"() <{values = dense<0.125> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<1x2x4x3xf32>) -> tensor<1x1x4x3xf32>
  %1 = tosa.reduce_sum %0 {axis = 2 : i32} : (tensor<1x1x4x3xf32>) -> tensor<1x1x1x3xf32>
  %2 = tosa.mul %c, %1, %shift : (tensor<1x1x1x1xf32>, tensor<1x1x1x3xf32>, tensor<1xi8>) -> tensor<1x1x1x3xf32>
  return %2 : tensor<1x1x1x3xf32>
}

// -----

// Another factor, and other axes, are no mean over the image.
// CHECK-LABEL: func @no_mean
// CHECK-NOT: tosa.avg_pool2d
func.func @no_mean(%x: tensor<1x2x4x3xf32>) -> (tensor<1x1x1x3xf32>, tensor<1x2x1x1xf32>) {
  %c = "tosa.const"() <{values = dense<0.5> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %d = "tosa.const"() <{values = dense<0.25> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<1x2x4x3xf32>) -> tensor<1x1x4x3xf32>
  %1 = tosa.reduce_sum %0 {axis = 2 : i32} : (tensor<1x1x4x3xf32>) -> tensor<1x1x1x3xf32>
  %2 = tosa.mul %1, %c, %shift : (tensor<1x1x1x3xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x1x1x3xf32>
  %3 = tosa.reduce_sum %x {axis = 3 : i32} : (tensor<1x2x4x3xf32>) -> tensor<1x2x4x1xf32>
  %4 = tosa.reduce_sum %3 {axis = 2 : i32} : (tensor<1x2x4x1xf32>) -> tensor<1x2x1x1xf32>
  %5 = tosa.mul %4, %d, %shift : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x2x1x1xf32>
  return %2, %5 : tensor<1x1x1x3xf32>, tensor<1x2x1x1xf32>
}
