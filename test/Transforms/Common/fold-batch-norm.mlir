// RUN: compress-opt %s --split-input-file --compress-fold-batch-norm | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-fold-batch-norm -o /dev/null \
// RUN:   --remark-policy=all --remarks-filter=compress-fold-batch-norm 2>&1 | FileCheck %s --check-prefix=REMARK

// factors: 1 / sqrt(3 + 1), 4 / sqrt(3 + 1)
// CHECK-LABEL: func @dense
// REMARK: batch norm 'bn' folded into layer 'fc'
func.func @dense(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // CHECK-DAG: %[[W:.+]] = compress.parameter "fc.weight" = dense<{{\[\[}}5.000000e-01, 1.000000e+00], [6.000000e+00, 8.000000e+00]]>
  // CHECK-DAG: %[[B:.+]] = compress.parameter "fc.bias" = dense<[-1.000000e+00, 5.000000e+00]> : tensor<2xf32>
  // CHECK: %[[Y:.+]] = compress.dense "fc" %arg0, %[[W]] bias %[[B]]
  // CHECK-NEXT: return %[[Y]]
  %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %s = compress.parameter "bn.scale" = dense<[1.0, 4.0]> : tensor<2xf32>
  %o = compress.parameter "bn.offset" = dense<[0.0, 5.0]> : tensor<2xf32>
  %m = compress.parameter "bn.mean" frozen = dense<[2.0, 0.0]> : tensor<2xf32>
  %v = compress.parameter "bn.variance" frozen = dense<3.0> : tensor<2xf32>
  %z = compress.batch_norm "bn" %y scale %s offset %o mean %m variance %v {epsilon = 1.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %z : tensor<1x2xf32>
}

// -----

// A bias is changed, a mask stays, depthwise weights scale per output channel.
// CHECK-LABEL: func @masked_depthwise
func.func @masked_depthwise(%x: tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32> {
  // CHECK: %[[W:.+]] = compress.parameter "dw.weight" = dense<{{\[\[\[\[}}6.000000e+00]]], {{\[\[\[}}1.200000e+01]]]]>
  // CHECK: %[[P:.+]] = compress.mask %[[W]]
  // CHECK: %[[B:.+]] = compress.parameter "dw.bias" = dense<[1.500000e+01, 3.200000e+01]>
  // CHECK: compress.conv2d "dw" %arg0, %[[P]] bias %[[B]] {groups = 2 : i64}
  // CHECK-NOT: batch_norm
  %w = compress.parameter "dw.weight" = dense<[[[[2.0]]], [[[3.0]]]]> : tensor<2x1x1x1xf32>
  %k = "tosa.const"() <{values = dense<[[[[true]]], [[[false]]]]> : tensor<2x1x1x1xi1>}> : () -> tensor<2x1x1x1xi1>
  %p = compress.mask %w, %k : tensor<2x1x1x1xf32>, tensor<2x1x1x1xi1>
  %b = compress.parameter "dw.bias" = dense<[5.0, 8.0]> : tensor<2xf32>
  %y = compress.conv2d "dw" %x, %p bias %b {groups = 2 : i64} : tensor<1x1x1x2xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>
  %s = compress.parameter "bn.scale" = dense<[3.0, 4.0]> : tensor<2xf32>
  %z = compress.parameter "zero" = dense<0.0> : tensor<2xf32>
  %o = compress.parameter "one" = dense<1.0> : tensor<2xf32>
  %r = compress.batch_norm "bn" %y scale %s offset %o mean %z variance %o {epsilon = 0.0 : f32}
     : tensor<1x1x1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %q = compress.batch_norm "bn2" %r scale %o offset %z mean %o variance %o {epsilon = 0.0 : f32}
     : tensor<1x1x1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %q : tensor<1x1x1x2xf32>
}

// -----

// A masked bias of a pruned filter: (0 - 1) * 2 + 1; the mask before it is gone.
// CHECK-LABEL: func @masked_bias
// CHECK: compress.parameter "mb.bias" = dense<[9.000000e+00, -1.000000e+00]>
// CHECK-NOT: compress.mask
// CHECK: return
func.func @masked_bias(%x: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "mb.weight" = dense<[[2.0], [3.0]]> : tensor<2x1xf32>
  %b = compress.parameter "mb.bias" = dense<[5.0, 8.0]> : tensor<2xf32>
  %k = "tosa.const"() <{values = dense<[true, false]> : tensor<2xi1>}> : () -> tensor<2xi1>
  %p = compress.mask %b, %k : tensor<2xf32>, tensor<2xi1>
  %y = compress.dense "mb" %x, %w bias %p : tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>
  %s = compress.parameter "mbn.scale" = dense<2.0> : tensor<2xf32>
  %o = compress.parameter "mbn.one" = dense<1.0> : tensor<2xf32>
  %r = compress.batch_norm "mbn" %y scale %s offset %o mean %o variance %o {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %r : tensor<1x2xf32>
}

// -----

// What stays, and why.
// CHECK-LABEL: func @kept
// CHECK-COUNT-6: compress.batch_norm
func.func @kept(%x: tensor<1x2xf32>, %a: tensor<2x2xf32>, %s: tensor<2xf32>)
    -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %c = compress.parameter "c" = dense<1.0> : tensor<2xf32>
  // REMARK: batch norm 'input' stays: there is no convolution or dense layer directly before it
  %0 = compress.batch_norm "input" %x scale %c offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  // REMARK: batch norm 'two_uses' stays: the result of the layer before it has other uses
  %w1 = compress.parameter "w1" = dense<1.0> : tensor<2x2xf32>
  %1 = compress.dense "fc1" %x, %w1 : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.batch_norm "two_uses" %1 scale %c offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  // REMARK: batch norm 'argument' stays: the weight of the layer before it is not a parameter with data
  %3 = compress.dense "fc2" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %4 = compress.batch_norm "argument" %3 scale %c offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  // REMARK: batch norm 'shared' stays: the weight of the layer before it has other uses
  %5 = compress.dense "fc3" %x, %w1 : tensor<1x2xf32>, tensor<2x2xf32>
  %6 = compress.batch_norm "shared" %5 scale %c offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  // REMARK: batch norm 'quantized' stays: the weight of the layer before it is quantized
  %w4 = compress.parameter "w4" = dense<1.0> : tensor<2x2xf32>
  %q4 = compress.fake_quant %w4 as !quant.uniform<i8:f32, 0.1> : tensor<2x2xf32>
  %7 = compress.dense "fc4" %x, %q4 : tensor<1x2xf32>, tensor<2x2xf32>
  %8 = compress.batch_norm "quantized" %7 scale %c offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  // REMARK: batch norm 'statistics' stays: its statistics are not parameters with data
  %w5 = compress.parameter "w5" = dense<1.0> : tensor<2x2xf32>
  %9 = compress.dense "fc5" %x, %w5 : tensor<1x2xf32>, tensor<2x2xf32>
  %10 = compress.batch_norm "statistics" %9 scale %s offset %c mean %c variance %c {epsilon = 0.0 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %0, %1, %2, %4, %6, %8, %10
     : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}
