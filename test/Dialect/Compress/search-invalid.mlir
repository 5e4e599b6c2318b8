// RUN: compress-opt %s --split-input-file --verify-diagnostics

func.func @name() {
  // expected-error @+1 {{expected a name that is not empty}}
  %d = compress.decision "" = 0 of 2
  return
}

// -----

func.func @count() {
  // expected-error @+1 {{expected 1 or more alternatives, got 0}}
  %d = compress.decision "a" = 0 of 0
  return
}

// -----

func.func @range() {
  // expected-error @+1 {{expected a number from 0 to 1, got 2}}
  %d = compress.decision "a" = 2 of 2
  return
}

// -----

func.func @labels(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{expected a label for each of 1 or more alternatives, got 2 labels and 1 alternatives}}
  %y = compress.choice "a" %d of ["p", "q"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @label(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{expected labels without blanks, ',', '=' and ';', got 'p,q'}}
  %y = compress.choice "a" %d of ["p,q"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @twice(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{has two alternatives 'p'}}
  %y = compress.choice "a" %d of ["p", "p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @selector(%d: tensor<3xf32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{expected a selector of type tensor<i32>, or tensor<1xf32> for a mixture, got 'tensor<3xf32>'}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<3xf32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @decision(%x: tensor<4xf32>) {
  %d = compress.decision "stage" = 0 of 2
  // expected-error @+1 {{has 1 alternatives, and its decision 'stage' is among 2}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @takes(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{alternative 'p' takes ('tensor<3xf32>') instead of ('tensor<4xf32>')}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<3xf32> {
  ^bb0(%a: tensor<3xf32>):
    compress.choice_yield %a : tensor<3xf32>
  }
  return
}

// -----

func.func @returns(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{alternative 'p' returns ('tensor<4xf32>') instead of ('tensor<3xf32>')}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<3xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }
  return
}

// -----

func.func @terminator(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{alternative 'p' does not end with compress.choice_yield}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    llvm.unreachable
  }
  return
}

// -----

func.func @holds(%d: tensor<i32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{alternative 'p' holds a compress.parameter; make it outside, and an input}}
  %y = compress.choice "a" %d of ["p"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    %w = compress.parameter "w" = dense<1.0> : tensor<4xf32>
    compress.choice_yield %w : tensor<4xf32>
  }
  return
}

// -----

func.func @leading(%n: tensor<i32>, %x: tensor<f32>) {
  // expected-error @+1 {{'compress.leading' op expected an input with channels, got 'tensor<f32>'}}
  %y = compress.leading %x, %n : tensor<f32>
  return
}
