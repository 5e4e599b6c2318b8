// RUN: compress-opt %s --split-input-file --compress-apply-masks --verify-diagnostics

func.func @state(%m: tensor<2xi1>) -> tensor<2xf32> {
  %a = compress.parameter "a" = dense<1.0> : tensor<2xf32>
  // expected-error @+1 {{'compress.mask' op cannot be applied, because its mask is not constant; bind the mask to a value first}}
  %p = compress.mask %a, %m : tensor<2xf32>, tensor<2xi1>
  return %p : tensor<2xf32>
}

// -----

func.func @argument(%a: tensor<2xf32>) -> tensor<2xf32> {
  %m = "tosa.const"() <{values = dense<true> : tensor<2xi1>}> : () -> tensor<2xi1>
  // expected-error @+1 {{cannot be applied, because its weight is neither a parameter nor a constant}}
  %p = compress.mask %a, %m : tensor<2xf32>, tensor<2xi1>
  return %p : tensor<2xf32>
}

// -----

func.func @shared() -> (tensor<2xf32>, tensor<2xf32>) {
  %a = compress.parameter "fc.weight" = dense<1.0> : tensor<2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2xi1>}> : () -> tensor<2xi1>
  // expected-error @+1 {{cannot be applied, because parameter 'fc.weight' has other uses}}
  %p = compress.mask %a, %m : tensor<2xf32>, tensor<2xi1>
  return %p, %a : tensor<2xf32>, tensor<2xf32>
}

// -----

func.func @missing() -> tensor<2xf32> {
  %a = compress.parameter "fc.weight" = dense_resource<nowhere> : tensor<2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2xi1>}> : () -> tensor<2xi1>
  // expected-error @+1 {{cannot be applied, because the weight's data is missing or has the wrong size}}
  %p = compress.mask %a, %m : tensor<2xf32>, tensor<2xi1>
  return %p : tensor<2xf32>
}
