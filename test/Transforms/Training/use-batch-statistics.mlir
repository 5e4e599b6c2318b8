// RUN: compress-opt %s --split-input-file --compress-use-batch-statistics | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-use-batch-statistics="momentum=0.25 exclude=second" | FileCheck %s --check-prefix=OPTIONS

// CHECK-LABEL: func @main
// CHECK-SAME: -> (tensor<8x2xf32>, tensor<2xf32> {compress.name = "bn.mean", compress.role = #compress.role<statistic>}, tensor<2xf32> {compress.name = "bn.variance", compress.role = #compress.role<statistic>})
// CHECK: %[[M:.*]], %[[V:.*]] = compress.batch_statistics "first" %[[X:.*]] : tensor<8x2xf32>
// CHECK: compress.batch_norm "first" %[[X]] scale %{{.*}} offset %{{.*}} mean %[[M]] variance %[[V]]
// CHECK: compress.batch_statistics "second"

// New and old average; the variance is unbiased, 0.1 * 8 / 7.
// CHECK: "tosa.const"() <{values = dense<0.899999976> : tensor<1xf32>}>
// CHECK: "tosa.const"() <{values = dense<1.000000e-01> : tensor<1xf32>}>
// CHECK: tosa.mul %[[M]]
// CHECK: %[[MEAN:.*]] = tosa.add
// CHECK: "tosa.const"() <{values = dense<0.114285715> : tensor<1xf32>}>
// CHECK: tosa.mul %[[V]]
// CHECK: tosa.add
// The second layer goes on from the first one's average.
// CHECK: tosa.mul %[[MEAN]]

// OPTIONS-LABEL: func @main
// OPTIONS: compress.batch_statistics "first"
// OPTIONS-NOT: compress.batch_statistics
// OPTIONS: compress.batch_norm "second" %{{.*}} mean %arg
// OPTIONS: dense<7.500000e-01>
// OPTIONS: dense<2.500000e-01>
func.func @main(%x: tensor<8x2xf32>, %g: tensor<2xf32>, %b: tensor<2xf32>,
    %m: tensor<2xf32> {compress.name = "bn.mean"}, %v: tensor<2xf32> {compress.name = "bn.variance"}) -> tensor<8x2xf32> {
  %0 = compress.batch_norm "first" %x scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<8x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %1 = compress.batch_norm "second" %0 scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<8x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %1 : tensor<8x2xf32>
}

// -----

// Parameters that are not lifted keep their old value and name.
// CHECK-LABEL: func @resting
// CHECK-SAME: tensor<2xf32> {compress.name = "bn.mean"
// CHECK: %[[OLD:.*]] = compress.parameter "bn.mean"
// CHECK: tosa.mul %[[OLD]]
func.func @resting(%x: tensor<2x3x3x2xf32>, %g: tensor<2xf32>, %b: tensor<2xf32>) -> tensor<2x3x3x2xf32> {
  %m = compress.parameter "bn.mean" frozen = dense<0.0> : tensor<2xf32>
  %v = compress.parameter "bn.variance" frozen = dense<1.0> : tensor<2xf32>
  %0 = compress.batch_norm "second" %x scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<2x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %1 = compress.batch_norm "first" %0 scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<2x3x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %1 : tensor<2x3x3x2xf32>
}

// -----

// Nothing to do.
// CHECK-LABEL: func @none(%{{.*}}: tensor<1xf32>) -> tensor<1xf32>
func.func @none(%x: tensor<1xf32>) -> tensor<1xf32> {
  return %x : tensor<1xf32>
}
