// RUN: compress-opt %s --compress-lower-choices | FileCheck %s
// RUN: compress-opt %s --compress-lower-choices=mixtures | FileCheck %s --check-prefix=MIXTURES

// What is selected at rest.
// CHECK-LABEL: func.func @selected
// CHECK-NOT: compress
// CHECK: tosa.add
// CHECK-NEXT: return
// MIXTURES-LABEL: func.func @selected
// MIXTURES: compress.choice
func.func @selected(%x: tensor<4xf32>) -> tensor<4xf32> {
  %d = compress.decision "act" = 1 of 2
  %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// The last alternative is the default.
// CHECK-LABEL: func.func @argument
// CHECK: %[[E:.*]] = tensor.extract %{{.*}}[] : tensor<i32>
// CHECK: %[[I:.*]] = arith.index_cast %[[E]] : i32 to index
// CHECK: scf.index_switch %[[I]] -> tensor<4xf32>
// CHECK: case 0 {
// CHECK-NEXT: scf.yield %{{.*}} : tensor<4xf32>
// CHECK: default {
// CHECK: tosa.add
// MIXTURES-LABEL: func.func @argument
// MIXTURES: compress.choice
func.func @argument(%x: tensor<4xf32>, %d: tensor<i32>) -> tensor<4xf32> {
  %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// Shares of the softmax, and their sum.
// CHECK-LABEL: func.func @mixture
// CHECK-NOT: compress
// CHECK: tosa.exp
// CHECK: tosa.reciprocal
// CHECK: tosa.slice
// CHECK: tosa.mul
// CHECK: tosa.slice
// CHECK: tosa.mul
// CHECK: tosa.add
// MIXTURES-LABEL: func.func @mixture
// MIXTURES-NOT: compress.choice
// MIXTURES: return
func.func @mixture(%x: tensor<4xf32>, %d: tensor<2xf32>) -> tensor<4xf32> {
  %y = compress.choice "act" %d of ["none", "exp"] (%x) : tensor<2xf32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.abs %a : (tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
