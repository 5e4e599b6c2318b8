// RUN: not compress-opt %s --compress-extract-subnet="architecture=conv=x" 2>&1 | FileCheck %s --check-prefix=DECISION
// DECISION: error: architecture= does not fit @main: there is no decision 'conv'; there are: act

// RUN: not compress-opt %s --compress-extract-subnet="architecture=act=relu" 2>&1 | FileCheck %s --check-prefix=LABEL
// LABEL: error: architecture= does not fit @main: decision 'act' has no alternative 'relu'; it has: none, exp

// RUN: not compress-opt %s --compress-extract-subnet="function=other" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: @other has no choices; make some with compress-expand-supernet

func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %d = compress.decision "act" = 0 of 2
  %y = compress.choice "act" %d of ["none", "exp"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    compress.choice_yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %b = tosa.exp %a : (tensor<4xf32>) -> tensor<4xf32>
    compress.choice_yield %b : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
