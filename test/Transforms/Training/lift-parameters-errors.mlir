// RUN: compress-opt %s --split-input-file --compress-lift-parameters --verify-diagnostics
// RUN: not compress-opt %s --split-input-file --compress-lift-parameters="frozen=*" 2>&1 | FileCheck %s --check-prefix=REGEX
// RUN: not compress-opt %s --split-input-file --compress-lift-parameters="trainable=nothing" 2>&1 | FileCheck %s --check-prefix=NOTHING

// REGEX: error: malformed regular expression frozen='*'
// NOTHING: error: trainable='nothing' matches no parameter; parameters are a, b

// What is all right for the others.
func.func @main(%x: tensor<1xf32>) -> (tensor<1xf32>, tensor<1xf32>) {
  %a = compress.parameter "a" = dense<1.0> : tensor<1xf32>
  %b = compress.parameter "b" = dense<1.0> : tensor<1xf32>
  return %a, %b : tensor<1xf32>, tensor<1xf32>
}

// -----

func.func private @helper(%x: tensor<1xf32>) -> tensor<1xf32> {
  %a = compress.parameter "a" = dense<1.0> : tensor<1xf32>
  return %a : tensor<1xf32>
}
func.func @main(%x: tensor<1xf32>) -> tensor<1xf32> {
  // expected-error @below {{@main calls a function, whose parameters cannot be lifted; inline it first (--inline)}}
  %0 = call @helper(%x) : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// expected-error @below {{@main is called, so its arguments and results cannot change; inline it first (--inline)}}
func.func @main(%x: tensor<1xf32>) -> tensor<1xf32> {
  return %x : tensor<1xf32>
}
func.func private @caller(%x: tensor<1xf32>) -> tensor<1xf32> {
  %0 = call @main(%x) : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// expected-note @below {{the other one is here}}
func.func @main(%x: tensor<1xf32> {compress.name = "a"}) -> tensor<1xf32> {
  // expected-error @below {{cannot lift 'a': there are two of this name; rename one of them}}
  %a = compress.parameter "a" = dense<1.0> : tensor<1xf32>
  return %a : tensor<1xf32>
}

// -----

func.func @main(%c: i1) -> tensor<1xf32> {
  %0 = scf.if %c -> tensor<1xf32> {
    // expected-error @below {{parameter 'a' is in a nested region; move it to the body of @main}}
    %a = compress.parameter "a" = dense<1.0> : tensor<1xf32>
    scf.yield %a : tensor<1xf32>
  } else {
    %b = compress.parameter "b" = dense<1.0> : tensor<1xf32>
    scf.yield %b : tensor<1xf32>
  }
  return %0 : tensor<1xf32>
}

// -----

// expected-error @below {{expected @main to have one block}}
func.func @main(%x: tensor<1xf32>) -> tensor<1xf32> {
  cf.br ^end
^end:
  return %x : tensor<1xf32>
}
