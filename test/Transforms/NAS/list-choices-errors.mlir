// RUN: compress-opt %s --compress-list-choices --split-input-file --verify-diagnostics

// expected-error @+1 {{@main has no choices; make some with compress-expand-supernet}}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @+1 {{the other one is here}}
  %d = compress.decision "a" = 0 of 1
  // expected-error @+1 {{there are two decisions 'a'; rename one}}
  %e = compress.decision "a" = 0 of 1
  return %x : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'a' decides for choices with different alternatives; give each a decision of its own}}
  %d = compress.decision "a" = 0 of 1
  %y = compress.choice "p" %d of ["one"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  %z = compress.choice "q" %d of ["two"] (%y) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return %z : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<4xf32>, %d: tensor<i32>) -> tensor<4xf32> {
  // expected-error @+1 {{'p' follows neither a compress.decision nor logits that are a compress.parameter; bind its selector}}
  %y = compress.choice "p" %d of ["one"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
