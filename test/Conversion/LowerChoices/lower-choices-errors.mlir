// RUN: compress-opt %s --compress-lower-choices --verify-diagnostics

func.func @integers(%x: tensor<4xi32>, %d: tensor<1xf32>) -> tensor<4xi32> {
  // expected-error @+1 {{cannot mix results of type 'tensor<4xi32>'}}
  %y = compress.choice "act" %d of ["none"] (%x) : tensor<1xf32>, (tensor<4xi32>) -> tensor<4xi32> {
  ^bb0(%a: tensor<4xi32>):
    compress.choice_yield %a : tensor<4xi32>
  }
  return %y : tensor<4xi32>
}
