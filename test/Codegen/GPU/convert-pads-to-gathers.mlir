// RUN: compress-opt %s --compress-convert-pads-to-gathers | FileCheck %s

// Dimensions without padding are not compared; one comparison covers both ends.
// CHECK-LABEL: func.func @conv_pad
// CHECK-NOT: tensor.pad
// CHECK: linalg.generic
// CHECK: %[[N:.*]] = linalg.index 0
// CHECK: %[[Y:.*]] = linalg.index 1
// CHECK: %[[SHIFTED:.*]] = arith.subi %[[Y]], %{{.*}}
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[SHIFTED]], %{{.*}}
// CHECK: %[[SAFE:.*]] = arith.select %[[INSIDE]], %[[SHIFTED]], %{{.*}}
// CHECK-NOT: arith.cmpi
// CHECK: %[[ENTRY:.*]] = tensor.extract %{{.*}}[%[[N]], %[[SAFE]], %{{.*}}]
// CHECK: arith.select %[[INSIDE]], %[[ENTRY]], %{{.*}} : i8
func.func @conv_pad(%x: tensor<1x4x3xi8>) -> tensor<1x7x3xi8> {
  %zp = arith.constant -128 : i8
  %y = tensor.pad %x low[0, 1, 0] high[0, 2, 0] {
  ^bb0(%n: index, %h: index, %c: index):
    tensor.yield %zp : i8
  } : tensor<1x4x3xi8> to tensor<1x7x3xi8>
  return %y : tensor<1x7x3xi8>
}

// Padding that is not constant, or of sizes that are not known, stays.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-2: tensor.pad
func.func @kept(%x: tensor<4xf32>, %d: tensor<?xf32>, %v: f32) -> (tensor<6xf32>, tensor<?xf32>) {
  %zero = arith.constant 0.0 : f32
  %y = tensor.pad %x low[1] high[1] {
  ^bb0(%i: index):
    %f = arith.index_cast %i : index to i32
    %g = arith.sitofp %f : i32 to f32
    tensor.yield %g : f32
  } : tensor<4xf32> to tensor<6xf32>
  %z = tensor.pad %d low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %zero : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %y, %z : tensor<6xf32>, tensor<?xf32>
}
