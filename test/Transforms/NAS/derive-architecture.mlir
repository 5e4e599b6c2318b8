// RUN: compress-opt %s --compress-derive-architecture --remarks-filter=compress-derive-architecture 2>&1 | FileCheck %s
// RUN: compress-opt %s --compress-extract-subnet | FileCheck %s --check-prefix=EXTRACTED

// The largest logit, the first of several; decisions stay.
// CHECK: Remark="a=q,b=p,c=p"
// CHECK-NOT: logits
// CHECK: %[[A:.*]] = compress.decision "a" = 1 of 2
// CHECK: compress.choice "a" %[[A]] of ["p", "q"]
// CHECK: %[[B:.*]] = compress.decision "b" = 0 of 2
// CHECK: compress.choice "b" %[[B]] of ["p", "q"]
// CHECK: compress.decision "c" = 0 of 1

// EXTRACTED: func.func @main
// EXTRACTED-NEXT: tosa.exp
// EXTRACTED-NEXT: return
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %la = compress.parameter "a.logits" = dense<[-1.0, 0.5]> : tensor<2xf32>
  %lb = compress.parameter "b.logits" = dense<[0.25, 0.25]> : tensor<2xf32>
  %y = compress.choice "a" %la of ["p", "q"] (%x) : tensor<2xf32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.exp %a : (tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  %z = compress.choice "b" %lb of ["p", "q"] (%y) : tensor<2xf32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.abs %a : (tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  %c = compress.decision "c" = 0 of 1
  %u = compress.choice "c" %c of ["p"] (%z) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return %u : tensor<4xf32>
}
