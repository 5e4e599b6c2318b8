// RUN: compress-opt %s --compress-relax-choices --split-input-file --verify-diagnostics

// expected-error @+1 {{@main has no choices; make some with compress-expand-supernet}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'unused' does not decide for one choice; only such can become mixtures}}
  %d = compress.decision "unused" = 0 of 2
  return %x : tensor<4xf32>
}
