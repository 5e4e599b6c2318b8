// RUN: compress-opt %s | FileCheck %s
// RUN: compress-opt %s --mlir-print-op-generic | compress-opt | FileCheck %s
// RUN: compress-opt %s --emit-bytecode | compress-opt | FileCheck %s
// RUN: compress-opt %s --canonicalize --cse | FileCheck %s --check-prefix=KEPT

// Two decisions are two, even if they are equal now.
// KEPT-COUNT-2: compress.decision

// CHECK-LABEL: func.func @main
// CHECK: %[[D:.*]] = compress.decision "act" = 1 of 2
// CHECK: compress.decision "other" = 1 of 2
// CHECK: compress.choice "act" %[[D]] of ["none", "twice"](%{{.*}}) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
// CHECK: ^bb0(%[[A:.*]]: tensor<4xf32>):
// CHECK: compress.choice_yield %[[A]] : tensor<4xf32>
// CHECK: }, {
// CHECK: tosa.add
// CHECK: compress.choice_yield
func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %d = compress.decision "act" = 1 of 2
  %e = compress.decision "other" = 1 of 2
  %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  %z = compress.choice "other" %e of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.exp %a : (tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  return %y, %z : tensor<4xf32>, tensor<4xf32>
}

// A count of all channels folds away, also one that is more.
// CHECK-LABEL: func.func @leading
// CHECK: compress.leading %{{.*}}, %{{.*}} : tensor<2x4xf32>
// KEPT-LABEL: func.func @leading
// KEPT-SAME: %[[X:.*]]: tensor<2x4xf32>, %[[N:.*]]: tensor<i32>
// KEPT: %[[A:.*]] = compress.leading %[[X]], %[[N]]
// KEPT: %[[B:.*]] = compress.leading %[[A]], %{{.*}}
// KEPT-NEXT: return %[[B]]
func.func @leading(%x: tensor<2x4xf32>, %n: tensor<i32>) -> tensor<2x4xf32> {
  %three = "tosa.const"() <{values = dense<3> : tensor<i32>}> : () -> tensor<i32>
  %four = "tosa.const"() <{values = dense<4> : tensor<i32>}> : () -> tensor<i32>
  %five = arith.constant dense<5> : tensor<i32>
  %0 = compress.leading %x, %n : tensor<2x4xf32>
  %1 = compress.leading %0, %four : tensor<2x4xf32>
  %2 = compress.leading %1, %three : tensor<2x4xf32>
  %3 = compress.leading %2, %five : tensor<2x4xf32>
  return %3 : tensor<2x4xf32>
}
