// RUN: compress-opt %s --split-input-file --compress-fix-ranges --remarks-filter=compress-fix-ranges 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.err
// RUN: compress-opt %s --split-input-file --compress-fix-ranges --compress-lower-to-integer -o /dev/null

// Learned scales go into the types, and their parameters go; the bias gets the
// scale of the accumulator.
// CHECK-LABEL: func @learned
// CHECK-NOT:   .scale"
// CHECK:       compress.fake_quant %arg0 as !quant.uniform<i8:f32, 5.000000e-01:-128> : tensor<1x2xf32>
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i8<-2:1>:f32:0, {2.500000e-01,5.000000e-01}> : tensor<2x2xf32>
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i32:f32:0, {1.250000e-01,2.500000e-01}> : tensor<2xf32>
// CHECK:       compress.dense
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i8:f32, 2.000000e+00>
func.func @learned(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s0 = compress.parameter "input0.scale" = dense<0.5> : tensor<1xf32>
  %0 = compress.fake_quant %x scale %s0 as !quant.uniform<i8:f32, 1.0:-128> {gradient_scale = 0.5 : f32} : tensor<1x2xf32>, tensor<1xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.25, -1.0]]> : tensor<2x2xf32>
  %s1 = compress.parameter "fc.weight.scale" = dense<[0.25, 0.5]> : tensor<2xf32>
  %1 = compress.fake_quant %w scale %s1 as !quant.uniform<i8<-2:1>:f32:0, {1.0, 1.0}> : tensor<2x2xf32>, tensor<2xf32>
  %b = compress.parameter "fc.bias" = dense<[1.0, -1.0]> : tensor<2xf32>
  %y = compress.dense "fc" %0, %1 bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %s2 = compress.parameter "fc.output.scale" = dense<2.0> : tensor<1xf32>
  %2 = compress.fake_quant %y scale %s2 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>, tensor<1xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// What the operation computes of the masked weight now. A scale of an empty
// channel is of no account and grows: REMARK tells how far.
// REMARK: fix-ranges.mlir:{{[0-9]+}}:{{.*}}scales of channels that are zero, or whose bias needs a larger accumulator, grow up to
// CHECK-LABEL: func @fitted
// CHECK-NOT:   compress.fitted_scale
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i8<-4:4>:f32:0, {2.500000e-01,5.000000e-01,5.000000e-01}> : tensor<3x2xf32>
func.func @fitted(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 1.0:-128> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[-1.0, 8.0], [0.25, 2.0], [1.0, 1.0]]> : tensor<3x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [true, true], [false, false]]> : tensor<3x2xi1>}> : () -> tensor<3x2xi1>
  %p = compress.mask %w, %m : tensor<3x2xf32>, tensor<3x2xi1>
  %s = compress.fitted_scale %p as !quant.uniform<i8<-4:4>:f32:0, {1.0, 1.0, 1.0}> : tensor<3x2xf32> -> tensor<3xf32>
  %1 = compress.fake_quant %p scale %s as !quant.uniform<i8<-4:4>:f32:0, {1.0, 1.0, 1.0}> : tensor<3x2xf32>, tensor<3xf32>
  %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<3x2xf32>
  %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 1.0> : tensor<1x3xf32>
  return %2 : tensor<1x3xf32>
}

// -----

// A bias that does not fit next to a small weight enlarges the scale of its
// channel alone.
// CHECK-LABEL: func @large_bias
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i8<-2:1>:f32:0, {1.862{{[0-9]*}}E-6,1.000000e+00}> : tensor<2x1xf32>
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i32:f32:0, {{.*}}> : tensor<2xf32>
func.func @large_bias(%x: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 1.0:-128> : tensor<1x1xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0e-6], [1.0]]> : tensor<2x1xf32>
  %s = compress.parameter "fc.weight.scale" = dense<[1.0e-6, 1.0]> : tensor<2xf32>
  %1 = compress.fake_quant %w scale %s as !quant.uniform<i8<-2:1>:f32:0, {1.0, 1.0}> : tensor<2x1xf32>, tensor<2xf32>
  %b = compress.parameter "fc.bias" = dense<4000.0> : tensor<2xf32>
  %y = compress.dense "fc" %0, %1 bias %b : tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>
  %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 100.0> : tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// Fixed types stay, biases that are rounded too; a layer behind float values
// keeps its bias.
// CHECK-LABEL: func @fixed
// CHECK:       %[[B:.*]] = compress.parameter "a.bias"
// CHECK:       %[[W:.*]] = compress.fake_quant %{{.*}} as !quant.uniform<i8<-127:127>:f32:0, {5.000000e-01}>
// CHECK:       compress.dense "a" %arg0, %[[W]] bias %[[B]]
// CHECK:       compress.fake_quant %{{.*}} as !quant.uniform<i32:f32:0, {1.250000e-01}>
func.func @fixed(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "a.weight" = dense<1.0> : tensor<1x1xf32>
  %b = compress.parameter "a.bias" = dense<1.0> : tensor<1xf32>
  %0 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.5}> : tensor<1x1xf32>
  %1 = compress.dense "a" %x, %0 bias %b : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 0.25> : tensor<1x1xf32>
  %v = compress.parameter "b.weight" = dense<1.0> : tensor<1x1xf32>
  %c = compress.parameter "b.bias" = dense<1.0> : tensor<1xf32>
  %3 = compress.fake_quant %v as !quant.uniform<i8<-127:127>:f32:0, {0.5}> : tensor<1x1xf32>
  %4 = compress.fake_quant %c as !quant.uniform<i32:f32:0, {0.125}> : tensor<1xf32>
  %5 = compress.dense "b" %2, %3 bias %4 : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>
  %6 = compress.fake_quant %5 as !quant.uniform<i8:f32, 0.25> : tensor<1x1xf32>
  return %6 : tensor<1x1xf32>
}
