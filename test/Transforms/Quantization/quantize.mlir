// RUN: compress-opt %s --split-input-file --compress-quantize | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-quantize="weight-bits=4 activation-bits=5" | FileCheck %s --check-prefix=FEW
// RUN: compress-opt %s --split-input-file --compress-quantize --verify-roundtrip -o /dev/null

// The example of the documentation: taps and weight become fake_quant.
// CHECK-LABEL: func @main
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // CHECK: %[[X:.*]] = compress.fake_quant %{{.*}} as !quant.uniform<i8:f32, {{0.0078[0-9]*:-1}}> :
  // FEW: compress.fake_quant %{{.*}} as !quant.uniform<i8<-16:15>:f32, {{0.0645[0-9]*}}> :
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
  // CHECK: %[[W:.*]] = compress.fake_quant %{{.*}} as !quant.uniform<i8<-127:127>:f32:0, {{.*}}0.00787{{.*}}>
  // FEW: compress.fake_quant %{{.*}} as !quant.uniform<i8<-7:7>:f32:0, {{.*}}0.1428{{.*}}>
  // CHECK: compress.dense "fc" %[[X]], %[[W]] :
  %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
  // CHECK: %[[Y:.*]] = compress.fake_quant %{{.*}} as !quant.uniform<i8:f32, {{0.0098[0-9]*}}:25>
  %1 = compress.observe "fc.output" %y : tensor<1x1xf32> by #compress.minmax range [-1.5, 1.0]
  // CHECK-NOT: compress.observe
  // CHECK: return %[[Y]]
  return %1 : tensor<1x1xf32>
}

// -----

// Scales come from masked weights; a channel without weights takes that of the
// largest; the bias has the scale of the accumulator.
// CHECK-LABEL: func @masked_and_empty_channels
func.func @masked_and_empty_channels(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 255.0]
  %w = compress.parameter "fc.weight" = dense<[[127.0, 1270.0], [0.0, 0.0], [254.0, 1.0]]> : tensor<3x2xf32>
  %b = compress.parameter "fc.bias" = dense<1.0> : tensor<3xf32>
  // CHECK: compress.fake_quant %{{.*}} as !quant.uniform<i32:f32:0, {1.000000e+00,2.000000e+00,2.000000e+00}> : tensor<3xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [true, true], [true, true]]> : tensor<3x2xi1>}> : () -> tensor<3x2xi1>
  // CHECK: %[[MASKED:.*]] = compress.mask
  %p = compress.mask %w, %m : tensor<3x2xf32>, tensor<3x2xi1>
  // CHECK: compress.fake_quant %[[MASKED]] as !quant.uniform<i8<-127:127>:f32:0, {1.000000e+00,2.000000e+00,2.000000e+00}>
  %y = compress.dense "fc" %0, %p bias %b : tensor<1x2xf32>, tensor<3x2xf32>, tensor<3xf32>
  %1 = compress.observe "fc.output" %y : tensor<1x3xf32> by #compress.minmax range [-1.0, 1.0]
  return %1 : tensor<1x3xf32>
}

// -----

// A bias that would not fit the accumulator enlarges the scale of its channel.
// CHECK-LABEL: func @large_bias
func.func @large_bias(%x: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %0 = compress.observe "input0" %x : tensor<1x1xf32> by #compress.minmax range [0.0, 255.0]
  %w = compress.parameter "fc.weight" = dense<[[1.0e-6], [1.27]]> : tensor<2x1xf32>
  %b = compress.parameter "fc.bias" = dense<[4000.0, 4000.0]> : tensor<2xf32>
  // CHECK: compress.fake_quant %{{.*}} as !quant.uniform<i8<-127:127>:f32:0, {{.*}}1.86{{[0-9]*}}E-6,0.00999{{.*}}>
  %y = compress.dense "fc" %0, %w bias %b : tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>
  %1 = compress.observe "fc.output" %y : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
  return %1 : tensor<1x2xf32>
}

// -----

// Ranges are widened to zero; a value that is always zero gets a scale as well.
// CHECK-LABEL: func @degenerate_ranges
func.func @degenerate_ranges(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  // CHECK: compress.fake_quant %{{.*}} as !quant.uniform<i8:f32, 1.000000e+00:-128>
  %0 = compress.observe "input0" %x : tensor<1x1xf32> by #compress.minmax range [100.0, 255.0]
  %w = compress.parameter "a.weight" = dense<0.0> : tensor<1x1xf32>
  // CHECK: !quant.uniform<i8<-127:127>:f32:0, {{.*}}0.0078{{.*}}>
  %y = compress.dense "a" %0, %w : tensor<1x1xf32>, tensor<1x1xf32>
  // CHECK: compress.fake_quant %{{.*}} as !quant.uniform<i8:f32, 1.000000e+00:-128>
  %1 = compress.observe "a.output" %y : tensor<1x1xf32> by #compress.minmax range [0.0, 0.0]
  return %1 : tensor<1x1xf32>
}

// -----

// The point of a convolution lies behind the activation function, pooling
// between them or not; same-scale operations get none; a softmax stays float.
// CHECK-LABEL: func @points
func.func @points(%x: tensor<1x4x4x1xf32>) -> tensor<1x1x1x2xf32> {
  %0 = compress.observe "input0" %x : tensor<1x4x4x1xf32> by #compress.minmax range [-1.0, 1.0]
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<2x3x3x1xf32>
  // CHECK: compress.conv2d "c"
  %y = compress.conv2d "c" %0, %w : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>
  // CHECK-NEXT: tosa.max_pool2d
  %p = tosa.max_pool2d %y {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x2x2x2xf32>) -> tensor<1x1x1x2xf32>
  // CHECK-NEXT: tosa.clamp
  %r = tosa.clamp %p {min_val = 0.0 : f32, max_val = 6.0 : f32} : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  // CHECK-NEXT: compress.fake_quant
  %1 = compress.observe "c.output" %r : tensor<1x1x1x2xf32> by #compress.minmax range [0.0, 6.0]
  // CHECK-NEXT: tosa.exp
  %e = tosa.exp %1 : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  // CHECK-NEXT: tosa.reduce_sum
  %s = tosa.reduce_sum %e {axis = 3 : i32} : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x1xf32>
  // CHECK-NEXT: tosa.reciprocal
  %i = tosa.reciprocal %s : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  // CHECK: %[[M:.*]] = tosa.mul
  %m = tosa.mul %e, %i, %z : (tensor<1x1x1x2xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x1x1x2xf32>
  // CHECK-NEXT: return %[[M]]
  return %m : tensor<1x1x1x2xf32>
}
