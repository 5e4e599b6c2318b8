// RUN: not compress-opt %s --compress-check-equivalence 2>&1 | FileCheck %s --check-prefix=WHAT
// RUN: not compress-opt %s --compress-check-equivalence="reference-function=main tolerance=-1" 2>&1 | FileCheck %s --check-prefix=TOLERANCE
// RUN: not compress-opt %s --compress-check-equivalence="reference-function=main runs=0" 2>&1 | FileCheck %s --check-prefix=RUNS
// RUN: not compress-opt %s --compress-check-equivalence="function=main reference-function=two" 2>&1 | FileCheck %s --check-prefix=INPUTS
// RUN: not compress-opt %s --compress-check-equivalence="function=main reference-function=wide" 2>&1 | FileCheck %s --check-prefix=OUTPUT
// RUN: not compress-opt %s --compress-check-equivalence="function=pair reference-function=other" 2>&1 | FileCheck %s --check-prefix=SECOND
// RUN: not compress-opt %s --compress-check-equivalence="function=ints reference-function=ints_other" 2>&1 | FileCheck %s --check-prefix=INTS
// RUN: not compress-opt %s --compress-check-equivalence="function=main reference=%t.missing.mlir" 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: echo "func.func @main(" > %t.broken.mlir
// RUN: not compress-opt %s --compress-check-equivalence="function=main reference=%t.broken.mlir" 2>&1 | FileCheck %s --check-prefix=BROKEN
// RUN: not compress-opt %s --compress-check-equivalence="function=main reference-function=main data=%t.missing.npy" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not compress-opt %s --compress-check-equivalence="function=two reference-function=two data=%t.missing.npy" 2>&1 | FileCheck %s --check-prefix=FEED

// WHAT: expected reference=, a file, or reference-function=, a function of the module
// TOLERANCE: expected a finite tolerance >= 0, got -1
// RUNS: expected runs= or data= to compare at least once
// INPUTS: @main differs from the reference: it has 1 inputs, the reference 2
// OUTPUT: @main differs from the reference: output 'result0' is 1x2 float32, in the reference 1x4 float32
// SECOND: @pair differs from the reference: entry {{[01]}} of output 'result1' is {{.*}} instead of {{.*}} for random inputs of seed 1
// INTS: @ints differs from the reference: entry 0 of output 'result0' is {{.*}} instead of {{.*}} for random inputs of seed 1
// MISSING: missing.mlir' cannot be used: could not open input file
// BROKEN: broken.mlir' cannot be used: expected
// DATA: missing.npy
// FEED: data= feeds functions of one input, this one has 2

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %y = tosa.abs %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
func.func @two(%x: tensor<1x2xf32>, %y: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
func.func @wide(%x: tensor<1x2xf32>) -> tensor<1x4xf32> {
  %y = tosa.concat %x, %x {axis = 1 : i32} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}
func.func @pair(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %y = tosa.abs %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %z = tosa.floor %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y, %z : tensor<1x2xf32>, tensor<1x2xf32>
}
func.func @other(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %y = tosa.abs %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %z = tosa.ceil %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y, %z : tensor<1x2xf32>, tensor<1x2xf32>
}
func.func @ints(%x: tensor<1xi8>) -> tensor<1xi8> {
  %c = "tosa.const"() <{values = dense<1> : tensor<1xi8>}> : () -> tensor<1xi8>
  %y = tosa.bitwise_xor %x, %c : (tensor<1xi8>, tensor<1xi8>) -> tensor<1xi8>
  return %y : tensor<1xi8>
}
func.func @ints_other(%x: tensor<1xi8>) -> tensor<1xi8> {
  %y = tosa.abs %x : (tensor<1xi8>) -> tensor<1xi8>
  %c = "tosa.const"() <{values = dense<3> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = tosa.bitwise_xor %x, %c : (tensor<1xi8>, tensor<1xi8>) -> tensor<1xi8>
  return %z : tensor<1xi8>
}
