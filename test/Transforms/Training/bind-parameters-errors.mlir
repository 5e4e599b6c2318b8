// RUN: compress-opt %s --split-input-file --compress-bind-parameters --verify-diagnostics

// expected-error @below {{cannot bind 'w': it has type 'tensor<2xf32>', and its compress.value 'tensor<3xf32>'}}
func.func @main(%w: tensor<2xf32> {compress.name = "w", compress.role = #compress.role<parameter>, compress.value = dense<1.0> : tensor<3xf32>}) -> tensor<2xf32> {
  return %w : tensor<2xf32>
}
