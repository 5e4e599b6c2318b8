// RUN: compress-opt %s --compress-derive-architecture --verify-diagnostics

// expected-error @+1 {{@main has no choices; make some with compress-expand-supernet}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
