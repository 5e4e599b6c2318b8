// RUN: compress-opt %s --split-input-file --compress-differentiate | FileCheck %s

// Both operands of a dense layer, and its bias; values of the forward pass are
// used.
// CHECK-LABEL: func @dense
// CHECK-SAME: (%[[X:.*]]: tensor<4x3xf32>, %[[W:.*]]: tensor<2x3xf32> {{{.*}}}, %[[B:.*]]: tensor<2xf32> {{{.*}}})
// CHECK-SAME: -> (tensor<1x1xf32> {compress.name = "loss"}
// CHECK-SAME: tensor<2x3xf32> {compress.name = "fc.weight.gradient", compress.role = #compress.role<gradient>}
// CHECK-SAME: tensor<2xf32> {compress.name = "fc.bias.gradient", compress.role = #compress.role<gradient>})
// CHECK: compress.dense "fc" %[[X]], %[[W]] bias %[[B]]
func.func @dense(%x: tensor<4x3xf32>,
    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.role = #compress.role<parameter>},
    %b: tensor<2xf32> {compress.name = "fc.bias", compress.role = #compress.role<parameter>})
    -> (tensor<1x1xf32> {compress.name = "loss"}) {
  %0 = compress.dense "fc" %x, %w bias %b : tensor<4x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  %1 = tosa.add %0, %0 : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = tosa.reduce_sum %1 {axis = 0 : i32} : (tensor<4x2xf32>) -> tensor<1x2xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}
