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
