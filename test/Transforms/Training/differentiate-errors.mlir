// RUN: compress-opt %s --split-input-file --compress-differentiate="wrt=w.*" --verify-diagnostics
// RUN: not compress-opt %s --split-input-file --compress-differentiate="wrt=a(" 2>&1 | FileCheck %s --check-prefix=REGEX
// RUN: not compress-opt %s --split-input-file --compress-differentiate 2>&1 | FileCheck %s --check-prefix=NONE

// REGEX: error: malformed regular expression wrt='a(': parentheses not balanced
// NONE: error: @unknown has no argument that is a parameter and not frozen; lift parameters with compress-lift-parameters, or select arguments with wrt=

func.func @unknown(%w: tensor<1xf32> loc("w")) -> tensor<1xf32> {
  // expected-error @below {{'math.atan' op cannot be differentiated: it lies between what is trained and the loss, and has no DifferentiableOpInterface}}
  %0 = math.atan %w : tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

func.func @flat(%w: tensor<1xf32> loc("w")) -> tensor<1xf32> {
  // expected-error @below {{'tosa.floor' op has no derivative: it rounds, and is flat nearly everywhere}}
  %0 = tosa.floor %w : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// expected-error @below {{the loss does not depend on 'w' in a way that has a derivative; leave it out or freeze it}}
func.func @unused(%x: tensor<1xf32>, %w: tensor<1xf32> {compress.name = "w"}) -> tensor<1xf32> {
  return %x : tensor<1xf32>
}

// -----

// expected-error @below {{the loss does not depend on 'w' in a way that has a derivative}}
func.func @index(%w: tensor<1x3xf32> {compress.name = "w"}) -> tensor<1xf32> {
  // expected-note @below {{'tosa.argmax' has no derivative: it returns numbers of entries}}
  %0 = tosa.argmax %w {axis = 1 : i32} : (tensor<1x3xf32>) -> tensor<1xi32>
  %1 = tosa.cast %0 : (tensor<1xi32>) -> tensor<1xf32>
  return %1 : tensor<1xf32>
}

// -----

// expected-error @below {{expected the loss of @vector to be one f32 number, such as tensor<f32>, got 'tensor<2xf32>'}}
func.func @vector(%w: tensor<2xf32> {compress.name = "w"}) -> tensor<2xf32> {
  return %w : tensor<2xf32>
}

// -----

// expected-error @below {{cannot differentiate for 'w': expected an f32 tensor of static shape, got 'tensor<?xf32>'}}
func.func @dynamic(%w: tensor<?xf32> {compress.name = "w"}) -> tensor<1xf32> {
  %0 = tosa.reduce_sum %w {axis = 0 : i32} : (tensor<?xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

func.func @inside(%x: tensor<?x2xf32>, %w: tensor<1x2xf32> {compress.name = "w"}) -> tensor<1x1xf32> {
  // expected-error @below {{'tosa.add' op cannot be differentiated at a dynamic shape, 'tensor<?x2xf32>'; give the function's arguments static types}}
  %0 = tosa.add %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x2xf32>
  %1 = tosa.reduce_sum %0 {axis = 0 : i32} : (tensor<?x2xf32>) -> tensor<1x2xf32>
  %2 = tosa.reduce_sum %1 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// expected-error @below {{wrt='w.*' matches no argument; arguments are x, arg1}}
func.func @names(%x: tensor<1xf32> {compress.name = "x"}, %b: tensor<1xf32>) -> tensor<1xf32> {
  return %x : tensor<1xf32>
}

// -----

// expected-error @below {{@nothing returns nothing to differentiate}}
func.func @nothing(%w: tensor<1xf32> {compress.name = "w"}) {
  return
}

// -----

// expected-error @below {{@called is called, so its arguments and results cannot change; inline it first (--inline)}}
func.func @called(%w: tensor<1xf32> {compress.name = "w"}) -> tensor<1xf32> {
  return %w : tensor<1xf32>
}
func.func private @caller(%w: tensor<1xf32>) -> tensor<1xf32> {
  %0 = call @called(%w) : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}
