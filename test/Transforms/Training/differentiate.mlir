// RUN: compress-opt %s --split-input-file --compress-differentiate --canonicalize --cse | FileCheck %s

// Values of the forward pass are used again; there is one dense layer for the
// weight, none for the input, which nobody asked for.
// CHECK-LABEL: func @dense
// CHECK-SAME: (%[[X:[a-z0-9]+]]: tensor<4x3xf32>, %[[W:[a-z0-9]+]]: tensor<2x3xf32> {{[{][^}]*[}]}}, %[[B:[a-z0-9]+]]: tensor<2xf32> {{[{][^}]*[}]}})
// CHECK-SAME: -> (tensor<1x1xf32> {compress.name = "loss"}
// CHECK-SAME: tensor<2x3xf32> {compress.name = "fc.weight.gradient", compress.role = #compress.role<gradient>}
// CHECK-SAME: tensor<2xf32> {compress.name = "fc.bias.gradient", compress.role = #compress.role<gradient>})
// CHECK: %[[Y:.*]] = compress.dense "fc" %[[X]], %[[W]] bias %[[B]]
// CHECK: %[[T:.*]] = tosa.tanh %[[Y]]
// CHECK-NOT: tosa.tanh
// CHECK: tosa.mul %[[T]], %[[T]]
// CHECK-NOT: compress.dense
// CHECK: compress.dense "fc.weight_gradient"
// CHECK-NOT: compress.dense
// CHECK: %[[DB:.*]] = tosa.reduce_sum {{.*}} {axis = 0 : i32} : (tensor<4x2xf32>) -> tensor<1x2xf32>
// CHECK: return
func.func @dense(%x: tensor<4x3xf32>,
    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.role = #compress.role<parameter>},
    %b: tensor<2xf32> {compress.name = "fc.bias", compress.role = #compress.role<parameter>})
    -> (tensor<1x1xf32> {compress.name = "loss"}) {
  %0 = compress.dense "fc" %x, %w bias %b : tensor<4x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  %1 = tosa.tanh %0 : (tensor<4x2xf32>) -> tensor<4x2xf32>
  %2 = tosa.reduce_sum %1 {axis = 0 : i32} : (tensor<4x2xf32>) -> tensor<1x2xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// Before the first trained layer nothing is differentiated: neither the frozen
// layer, nor the activation between them, nor a mask of a frozen weight. The
// loss may have no dimensions.
// CHECK-LABEL: func @frozen
// CHECK-SAME: -> (tensor<f32>, tensor<2x3xf32> {compress.name = "b.weight.gradient"
// CHECK-NOT: a.weight_gradient
// CHECK-NOT: input_gradient
// CHECK-NOT: tosa.greater
// CHECK: compress.dense "b.weight_gradient"
// CHECK-NOT: a.weight_gradient
// CHECK-NOT: input_gradient
// CHECK-NOT: tosa.greater
// CHECK: return
func.func @frozen(%x: tensor<4x3xf32>,
    %v: tensor<3x3xf32> {compress.name = "a.weight", compress.role = #compress.role<parameter>, compress.frozen},
    %w: tensor<2x3xf32> {compress.name = "b.weight", compress.role = #compress.role<parameter>},
    %m: tensor<3x3xi1> {compress.name = "a.weight.mask", compress.role = #compress.role<mask>}) -> tensor<f32> {
  %shape = tosa.const_shape {values = dense<> : tensor<0xindex>} : () -> !tosa.shape<0>
  %p = compress.mask %v, %m : tensor<3x3xf32>, tensor<3x3xi1>
  %0 = compress.dense "a" %x, %p : tensor<4x3xf32>, tensor<3x3xf32>
  %1 = tosa.clamp %0 {min_val = 0.0 : f32, max_val = 3.4e+38 : f32} : (tensor<4x3xf32>) -> tensor<4x3xf32>
  %2 = compress.dense "b" %1, %w : tensor<4x3xf32>, tensor<2x3xf32>
  %3 = tosa.reduce_sum %2 {axis = 0 : i32} : (tensor<4x2xf32>) -> tensor<1x2xf32>
  %4 = tosa.reduce_sum %3 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  %5 = tosa.reshape %4, %shape : (tensor<1x1xf32>, !tosa.shape<0>) -> tensor<f32>
  return %5 : tensor<f32>
}

// -----

// An operation without a derivative does no harm where nothing trained comes
// through it, and a number that is compared stops the gradient on that way only.
// CHECK-LABEL: func @aside
// CHECK: tosa.greater
// CHECK: tosa.select
// CHECK-NOT: tosa.greater
// CHECK: return
func.func @aside(%x: tensor<1xf32>, %w: tensor<1xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<1xf32> {
  %0 = tosa.floor %x : (tensor<1xf32>) -> tensor<1xf32>
  %1 = tosa.greater %w, %0 : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xi1>
  %2 = tosa.select %1, %w, %0 : (tensor<1xi1>, tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  return %2 : tensor<1xf32>
}

// -----

// A value with several uses gets the sum of what they pass back; a broadcast
// operand the sum over its copies, in one reduction.
// CHECK-LABEL: func @several
// CHECK-SAME: %[[W:[a-z0-9]+]]: tensor<1x1x3xf32>
// CHECK: %[[FLAT:.*]] = tosa.reshape {{.*}} -> tensor<8x3xf32>
// CHECK: tosa.reduce_sum %[[FLAT]] {axis = 0 : i32} : (tensor<8x3xf32>) -> tensor<1x3xf32>
// CHECK: tosa.add {{.*}} : (tensor<1x1x3xf32>, tensor<1x1x3xf32>) -> tensor<1x1x3xf32>
// CHECK: return
func.func @several(%x: tensor<2x4x3xf32>, %w: tensor<1x1x3xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<1x1x1xf32> {
  %0 = tosa.sub %x, %w : (tensor<2x4x3xf32>, tensor<1x1x3xf32>) -> tensor<2x4x3xf32>
  %1 = tosa.exp %0 : (tensor<2x4x3xf32>) -> tensor<2x4x3xf32>
  %2 = tosa.reduce_sum %1 {axis = 0 : i32} : (tensor<2x4x3xf32>) -> tensor<1x4x3xf32>
  %3 = tosa.reduce_sum %2 {axis = 1 : i32} : (tensor<1x4x3xf32>) -> tensor<1x1x3xf32>
  %4 = tosa.add %3, %w : (tensor<1x1x3xf32>, tensor<1x1x3xf32>) -> tensor<1x1x3xf32>
  %5 = tosa.reduce_sum %4 {axis = 2 : i32} : (tensor<1x1x3xf32>) -> tensor<1x1x1xf32>
  return %5 : tensor<1x1x1xf32>
}
