// RUN: compress-opt %s --split-input-file --verify-roundtrip | FileCheck %s

// Parameters keep name, frozen flag and layout; equal biases stay two.
// CHECK-LABEL: func @parameters
func.func @parameters() -> (tensor<2xf32>, tensor<2xf32>, tensor<2x3xf32>) {
  // CHECK: compress.parameter "a.bias" = dense<0.000000e+00> : tensor<2xf32>
  %a = compress.parameter "a.bias" = dense<0.0> : tensor<2xf32>
  // CHECK: compress.parameter "b.bias" frozen = dense<0.000000e+00> : tensor<2xf32>
  %b = compress.parameter "b.bias" frozen = dense<0.0> : tensor<2xf32>
  // CHECK: compress.parameter "c" layout <shape = [1, 3, 2], view = [3, 2], permutation = [1, 0]> = dense<1.000000e+00> : tensor<2x3xf32>
  %c = compress.parameter "c" layout <shape = [1, 3, 2], view = [3, 2], permutation = [1, 0]> = dense<1.0> : tensor<2x3xf32>
  return %a, %b, %c : tensor<2xf32>, tensor<2xf32>, tensor<2x3xf32>
}

// -----

// Scales that are values: a parameter, and what covers the weight.
// CHECK-LABEL: func @scales
func.func @scales(%x: tensor<?x2xf32>, %s: tensor<1xf32>) -> (tensor<?x2xf32>, tensor<2x2xf32>) {
  // CHECK: compress.fake_quant %{{.*}} scale %{{.*}} as !quant.uniform<i8:f32, 1.000000e-01:-128> : tensor<?x2xf32>, tensor<1xf32>
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.1:-128> : tensor<?x2xf32>, tensor<1xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  // CHECK: compress.fitted_scale %{{.*}} as !quant.uniform<i8<-1:1>:f32:0, {1.000000e+00,1.000000e+00}> : tensor<2x2xf32> -> tensor<2xf32>
  %t = compress.fitted_scale %w as !quant.uniform<i8<-1:1>:f32:0, {1.0, 1.0}> : tensor<2x2xf32> -> tensor<2xf32>
  // CHECK: compress.fake_quant %{{.*}} scale %{{.*}} as !quant.uniform<i8<-1:1>:f32:0, {1.000000e+00,1.000000e+00}> {gradient_scale = 2.500000e-01 : f32} : tensor<2x2xf32>, tensor<2xf32>
  %1 = compress.fake_quant %w scale %t as !quant.uniform<i8<-1:1>:f32:0, {1.0, 1.0}> {gradient_scale = 0.25 : f32} : tensor<2x2xf32>, tensor<2xf32>
  return %0, %1 : tensor<?x2xf32>, tensor<2x2xf32>
}

// -----

// The chain parameter -> mask -> fake_quant -> layer, and an observed result.
// CHECK-LABEL: func @chain
func.func @chain(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = compress.parameter "conv.weight" = dense<1.0> : tensor<2x3x3x2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2x1x1x1xi1>}> : () -> tensor<2x1x1x1xi1>
  // CHECK: compress.mask %{{.*}}, %{{.*}} : tensor<2x3x3x2xf32>, tensor<2x1x1x1xi1>
  %p = compress.mask %w, %m : tensor<2x3x3x2xf32>, tensor<2x1x1x1xi1>
  // CHECK: compress.fake_quant %{{.*}} as !quant.uniform<i8<-127:127>:f32:0, {1.000000e-01,2.000000e-01}> : tensor<2x3x3x2xf32>
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32:0, {0.1, 0.2}> : tensor<2x3x3x2xf32>
  // CHECK: compress.conv2d "conv" %{{.*}}, %{{.*}} : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
  %y = compress.conv2d "conv" %x, %q : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
  // CHECK: compress.observe "y" %{{.*}} : tensor<1x2x2x2xf32> by #compress.percentile<9.990000e+01> range [0.000000e+00, 6.000000e+00]
  %o = compress.observe "y" %y : tensor<1x2x2x2xf32> by #compress.percentile<99.9> range [0.0, 6.0]
  // CHECK: compress.observe "z" %{{.*}} : tensor<1x2x2x2xf32> by #compress.minmax
  %z = compress.observe "z" %o : tensor<1x2x2x2xf32> by #compress.minmax
  return %z : tensor<1x2x2x2xf32>
}

// -----

// Convolutions: bias, pad, stride, dilation, groups, a dynamic batch.
// CHECK-LABEL: func @conv2d
func.func @conv2d(%x: tensor<?x9x9x4xf32>, %w: tensor<8x3x3x2xf32>, %b: tensor<8xf32>) -> tensor<?x4x5x8xf32> {
  // CHECK: compress.conv2d "g" %{{.*}}, %{{.*}} bias %{{.*}} {groups = 2 : i64, pad = array<i64: 0, 0, 1, 1>, stride = array<i64: 2, 2>} : tensor<?x9x9x4xf32>, tensor<8x3x3x2xf32>, tensor<8xf32>
  %0 = compress.conv2d "g" %x, %w bias %b {groups = 2 : i64, pad = array<i64: 0, 0, 1, 1>, stride = array<i64: 2, 2>, dilation = array<i64: 1, 1>}
     : tensor<?x9x9x4xf32>, tensor<8x3x3x2xf32>, tensor<8xf32>
  return %0 : tensor<?x4x5x8xf32>
}

// -----

// The integer form of the same operations.
// CHECK-LABEL: func @integer
func.func @integer(%x: tensor<1x4x4x2xi8>, %w: tensor<3x3x3x2xi8>, %b: tensor<3xi32>, %v: tensor<1x12xi8>, %u: tensor<5x12xi8>) -> (tensor<1x2x2x3xi32>, tensor<1x5xi32>) {
  // CHECK: compress.conv2d "c" {{.*}} {input_zp = -128 : i32}
  %0 = compress.conv2d "c" %x, %w bias %b {input_zp = -128 : i32} : tensor<1x4x4x2xi8>, tensor<3x3x3x2xi8>, tensor<3xi32>
  // CHECK: compress.dense "d" {{.*}} {input_zp = 3 : i32}
  %1 = compress.dense "d" %v, %u {input_zp = 3 : i32} : tensor<1x12xi8>, tensor<5x12xi8>
  return %0, %1 : tensor<1x2x2x3xi32>, tensor<1x5xi32>
}

// -----

// CHECK-LABEL: func @matmul_and_norm
func.func @matmul_and_norm(%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>, %c: tensor<5xf32>) -> tensor<2x3x5xf32> {
  // CHECK: compress.batch_matmul "mm" %{{.*}}, %{{.*}} : tensor<2x3x4xf32>, tensor<2x4x5xf32>
  %0 = compress.batch_matmul "mm" %a, %b : tensor<2x3x4xf32>, tensor<2x4x5xf32>
  // CHECK: compress.batch_norm "bn" %{{.*}} scale %{{.*}} offset %{{.*}} mean %{{.*}} variance %{{.*}} {epsilon = 9.99999974E-6 : f32}
  %1 = compress.batch_norm "bn" %0 scale %c offset %c mean %c variance %c {epsilon = 1.0e-5 : f32} : tensor<2x3x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>
  return %1 : tensor<2x3x5xf32>
}

// -----

// Kernels on tensors: bias, epilogue operands per column and per entry.
// CHECK-LABEL: func @kernel
func.func @kernel(%x: tensor<2x3x5xi16>, %w: tensor<1x2x1x3x8x2xi8>, %b: tensor<9xi32>, %m: tensor<9xi32>, %r: tensor<2x3x9xi8>) -> tensor<2x3x9xi8> {
  %e = tensor.empty() : tensor<2x3x9xi8>
  // CHECK: compress.kernel "fc" #compress.matmul ins(%{{.*}}, %{{.*}} : tensor<2x3x5xi16>, tensor<1x2x1x3x8x2xi8>) bias(%{{.*}} : tensor<9xi32>)
  // CHECK-SAME: epilogue(%{{.*}}, %{{.*}} : tensor<9xi32>, tensor<2x3x9xi8>) outs(%{{.*}} : tensor<2x3x9xi8>) {
  // CHECK-NEXT: ^bb0(%[[SUM:[a-z0-9]*]]: i32, %[[COLUMN:[a-z0-9]*]]: i32, %[[RESIDUAL:[a-z0-9]*]]: i8):
  // CHECK: compress.yield %[[RESIDUAL]] : i8
  // CHECK-NEXT: } -> tensor<2x3x9xi8>
  %y = compress.kernel "fc" #compress.matmul ins(%x, %w : tensor<2x3x5xi16>, tensor<1x2x1x3x8x2xi8>) bias(%b : tensor<9xi32>)
       epilogue(%m, %r : tensor<9xi32>, tensor<2x3x9xi8>) outs(%e : tensor<2x3x9xi8>) {
  ^bb0(%sum: i32, %column: i32, %residual: i8):
    %0 = arith.addi %sum, %column : i32
    compress.yield %residual : i8
  } -> tensor<2x3x9xi8>
  return %y : tensor<2x3x9xi8>
}

// -----

// Kernels on buffers, which may be parts of others; attributes of the kinds.
// CHECK-LABEL: func @kernel_on_buffers
func.func @kernel_on_buffers(%x: memref<1x5x6x4xf32, strided<[400, 40, 4, 1], offset: ?>>, %w: memref<2x1x9x2x4x1xf32>, %d: memref<1x2x4xf32>, %y: memref<1x2x1x6xf32>, %z: memref<1x5x3x4xf32>) {
  // CHECK: compress.kernel "c" #compress.conv<kernel = [3, 3], stride = [2, 2], dilation = [1, 2]>
  // CHECK-SAME: outs(%{{.*}} : memref<1x2x1x6xf32>) attributes {my.note} {
  compress.kernel "c" #compress.conv<kernel = [3, 3], stride = [2, 2], dilation = [1, 2]>
      ins(%x, %w : memref<1x5x6x4xf32, strided<[400, 40, 4, 1], offset: ?>>, memref<2x1x9x2x4x1xf32>) outs(%y : memref<1x2x1x6xf32>) attributes {my.note} {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  // CHECK: compress.kernel "d" #compress.depthwise<kernel = [1, 2], stride = [1, 2], dilation = [1, 1]>
  compress.kernel "d" #compress.depthwise<kernel = [1, 2], stride = [1, 2], dilation = [1, 1]>
      ins(%x, %d : memref<1x5x6x4xf32, strided<[400, 40, 4, 1], offset: ?>>, memref<1x2x4xf32>) outs(%z : memref<1x5x3x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
