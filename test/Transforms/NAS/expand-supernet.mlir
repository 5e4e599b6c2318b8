// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet="rule={conv-space<widths = [4, 8]>}" --remarks-filter="compress-expand-supernet" 2>&1 | FileCheck %s
// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet="rule={conv-space<widths = [8], kernels = [5], activations = [relu6, none]>} include=conv1" --remarks-filter="compress-expand-supernet" 2>&1 | FileCheck %s --check-prefix=ACT
// RUN: compress-opt %s --compress-expand-supernet --remarks-filter="compress-expand-supernet" 2>&1 | FileCheck %s --check-prefix=KEPT

// The largest first; a stage that keeps its type can be skipped.
// CHECK: remark: [Passed] expanded | Category:compress-expand-supernet | Function=main | Remark="2 choices, 12 networks"
// CHECK: %[[W:.*]] = compress.parameter "conv1.weight"
// CHECK: %[[D1:.*]] = compress.decision "conv1" = 0 of 4
// CHECK: compress.choice "conv1" %[[D1]] of ["5x5-8", "5x5-4", "3x3-8", "3x3-4"](%{{.*}}, %[[W]]
// CHECK: compress.conv2d "conv1" %{{.*}}, %{{.*}} bias %{{.*}} {pad = array<i64: 2, 2, 2, 2>} : tensor<1x8x8x1xf32>, tensor<8x5x5x1xf32>
// The last: the middle of the kernel, the first filters, zeros behind them.
// CHECK: compress.conv2d "conv1" {{.*}} {pad = array<i64: 1, 1, 1, 1>} : tensor<1x8x8x1xf32>, tensor<8x3x3x1xf32>, tensor<8xf32>
// CHECK: values = dense<[0, 1, 1, 0]>
// CHECK: values = dense<[4, 3, 3, 1]>
// CHECK: compress.conv2d "conv1" {{.*}} : tensor<1x8x8x1xf32>, tensor<4x3x3x1xf32>, tensor<4xf32>
// CHECK: tosa.max_pool2d {{.*}} -> tensor<1x4x4x4xf32>
// CHECK: compress.batch_norm "norm1" {{.*}} : tensor<1x4x4x4xf32>, tensor<4xf32>
// CHECK: tosa.clamp {{.*}} -> tensor<1x4x4x4xf32>
// CHECK: %[[P:.*]] = tosa.pad {{.*}} -> tensor<1x4x4x8xf32>
// CHECK: %[[N:.*]] = "tosa.const"() <{values = dense<4> : tensor<i32>}>
// CHECK: compress.choice_yield %[[P]], %[[N]]
// What comes next learns how many channels are in use.
// CHECK: compress.decision "conv2" = 0 of 3
// CHECK: compress.choice "conv2" {{.*}} of ["3x3-8", "3x3-4", "skip"](%[[Y:.*]]#0, {{.*}}, %[[Y]]#1)
// CHECK-SAME: -> tensor<1x2x2x8xf32> {
// CHECK: ^bb0(%[[A:[a-z0-9]+]]: tensor<1x4x4x8xf32>, {{.*}}, %[[M:[a-z0-9]+]]: tensor<i32>):
// CHECK: %[[L:.*]] = compress.leading %[[A]], %[[M]]
// CHECK: compress.conv2d "conv2" %[[L]]
// CHECK: compress.dense "fc"

// ACT-NOT: compress.leading
// ACT: compress.choice "conv1" {{.*}} of ["5x5-8-relu6", "5x5-8-none"]
// ACT: tosa.clamp {{.*}} {max_val = 6.000000e+00 : f32, min_val = 0.000000e+00 : f32}
// ACT: batch_norm
// ACT-NOT: tosa.clamp
// ACT: compress.choice_yield

// KEPT: remark: [Missed] no-choice | Category:compress-expand-supernet | {{.*}}Remark="layer 'groups' stays as it is: it has groups"
// KEPT: remark: [Missed] no-choice | Category:compress-expand-supernet | {{.*}}Remark="layer 'shared' stays as it is: it has a weight or bias that is no parameter of its own"
// KEPT: remark: [Missed] no-choice | Category:compress-expand-supernet | {{.*}}Remark="layer 'thin' stays as it is: the rule has no alternative for it"
func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w1 = compress.parameter "groups.weight" = dense<0.5> : tensor<2x3x3x1xf32>
  %w2 = compress.parameter "shared.weight" = dense<0.5> : tensor<2x3x3x2xf32>
  %w3 = compress.parameter "thin.weight" = dense<0.5> : tensor<1x1x1x2xf32>
  %w4 = compress.parameter "last.weight" = dense<0.5> : tensor<2x1x1x1xf32>
  %0 = compress.conv2d "groups" %x, %w1 {groups = 2 : i64, pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>
  %1 = compress.conv2d "shared" %0, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
  %m = compress.conv2d "shared2" %1, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
  %2 = compress.conv2d "thin" %m, %w3 : tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>
  %3 = compress.conv2d "last" %2, %w4 : tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>
  return %3 : tensor<1x4x4x2xf32>
}
