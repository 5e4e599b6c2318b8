// RUN: compress-opt %s --compress-differentiate=wrt="(x|w)" --split-input-file --verify-diagnostics | FileCheck %s

// Another choice on the same selector; what an alternative does not use has gradient zero.
// CHECK-LABEL: func.func @main
// CHECK: %[[Y:.*]] = compress.choice "act" %[[D:[a-z0-9]+]]
// CHECK: %[[G:.*]]:2 = compress.choice "act.gradient" %[[D]] of ["none", "product"](%{{.*}}, %{{.*}}, %{{.*}}) {{.*}} -> (tensor<1xf32>, tensor<1xf32>)
// CHECK: ^bb0(%{{.*}}, %{{.*}}, %[[DY:[a-z0-9]+]]: tensor<1xf32>):
// CHECK-NEXT: %[[Z:.*]] = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}>
// CHECK-NEXT: compress.choice_yield %[[DY]], %[[Z]]
// CHECK: ^bb0(
// CHECK: tosa.mul
// CHECK: compress.choice_yield
// CHECK: return %[[Y]], %[[G]]#0, %[[G]]#1
func.func @main(%x: tensor<1xf32> {compress.name = "x"}, %w: tensor<1xf32> {compress.name = "w"}, %d: tensor<i32>) -> tensor<1xf32> {
  %y = compress.choice "act" %d of ["none", "product"] (%x, %w) : tensor<i32>, (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32> {
  ^bb0(%a: tensor<1xf32>, %b: tensor<1xf32>):
    compress.choice_yield %a : tensor<1xf32>
  }, {
  ^bb0(%a: tensor<1xf32>, %b: tensor<1xf32>):
    %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %c = tosa.mul %a, %b, %s : (tensor<1xf32>, tensor<1xf32>, tensor<1xi8>) -> tensor<1xf32>
    compress.choice_yield %c : tensor<1xf32>
  }
  return %y : tensor<1xf32>
}

// -----

func.func @mixture(%x: tensor<1xf32> {compress.name = "x"}, %w: tensor<1xf32> {compress.name = "w"}, %l: tensor<1xf32>) -> tensor<1xf32> {
  %s = tosa.add %x, %w : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  // expected-error @+1 {{is a mixture, which cannot be differentiated as it is; run compress-lower-choices=mixtures first}}
  %y = compress.choice "act" %l of ["none"] (%s) : tensor<1xf32>, (tensor<1xf32>) -> tensor<1xf32> {
  ^bb0(%a: tensor<1xf32>):
    compress.choice_yield %a : tensor<1xf32>
  }
  return %y : tensor<1xf32>
}

// -----

// The gradient ends where the channels in use do, inside of the choice too; the count has none.
// CHECK-LABEL: func.func @leading
// CHECK: %[[Y:.*]]:2 = compress.choice "one"
// CHECK: compress.choice "one.gradient" %{{.*}} of ["all"](%{{.*}}, %{{.*}}, %{{.*}}) : tensor<i32>, (tensor<1x4xf32>, tensor<i32>, tensor<1x4xf32>) -> tensor<1x4xf32>
// CHECK: ^bb0(%{{.*}}: tensor<1x4xf32>, %[[N:.*]]: tensor<i32>, %[[DY:.*]]: tensor<1x4xf32>):
// CHECK: %[[DX:.*]] = compress.leading %[[DY]], %[[N]]
// CHECK: compress.choice_yield %[[DX]]
func.func @leading(%x: tensor<1x4xf32> {compress.name = "x"}, %w: tensor<1xf32> {compress.name = "w"}, %d: tensor<i32>, %n: tensor<i32>) -> tensor<1xf32> {
  %y:2 = compress.choice "one" %d of ["all"] (%x, %n) : tensor<i32>, (tensor<1x4xf32>, tensor<i32>) -> (tensor<1x4xf32>, tensor<i32>) {
  ^bb0(%a: tensor<1x4xf32>, %b: tensor<i32>):
    %c = compress.leading %a, %b : tensor<1x4xf32>
    compress.choice_yield %c, %b : tensor<1x4xf32>, tensor<i32>
  }
  %z = compress.leading %y#0, %y#1 : tensor<1x4xf32>
  %s = tosa.reduce_sum %z {axis = 1 : i32} : (tensor<1x4xf32>) -> tensor<1x1xf32>
  %shape = tosa.const_shape {values = dense<1> : tensor<1xindex>} : () -> !tosa.shape<1>
  %r = tosa.reshape %s, %shape : (tensor<1x1xf32>, !tosa.shape<1>) -> tensor<1xf32>
  %t = tosa.add %r, %w : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  return %t : tensor<1xf32>
}
