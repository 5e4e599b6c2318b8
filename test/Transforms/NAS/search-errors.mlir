// RUN: not compress-opt %s --compress-search 2>&1 | FileCheck %s --check-prefix=DATA
// DATA: error: expected data= and labels=, files of samples and labels

// RUN: not compress-opt %s --compress-search="data=a labels=b evaluations=0" 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: error: expected evaluations of 1 or more, got 0

// RUN: not compress-opt %s --compress-search="data=a labels=b validation=1" 2>&1 | FileCheck %s --check-prefix=VALIDATION
// VALIDATION: error: expected validation between 0 and 1, got 1.0

// RUN: not compress-opt %s --compress-search="data=a labels=b max-flops=-1" 2>&1 | FileCheck %s --check-prefix=LIMIT
// LIMIT: error: expected max-flops above 0, got -1.0

// RUN: not compress-opt %s --compress-search="data=a labels=b strategy=luck" 2>&1 | FileCheck %s --check-prefix=STRATEGY
// STRATEGY: error: unknown search strategy 'luck'

// RUN: not compress-opt %s --compress-search="data=a labels=b finalists=-1" 2>&1 | FileCheck %s --check-prefix=FINALISTS
// FINALISTS: error: expected finalists of 0 or more, got -1

// RUN: not compress-opt %s --compress-search="data=a labels=b finalists=2 finalist-training={epochs=1 seed=3}" 2>&1 | FileCheck %s --check-prefix=OWN
// OWN: error: finalist-training has 'seed', which is that of the search; leave it out

// RUN: not compress-opt %s --compress-search="data=a labels=b finalists=2 finalist-training={epoch=1}" 2>&1 | FileCheck %s --check-prefix=OPTIONS
// OPTIONS: error: finalist-training is no list of options of compress-train: no such option epoch

// RUN: not compress-opt %s --compress-search="data=a labels=b function=plain" 2>&1 | FileCheck %s --check-prefix=PLAIN
// PLAIN: error: @plain has no choices; make some with compress-expand-supernet

// RUN: not compress-opt %s --compress-search="data=a labels=b function=two" 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: expected @two to have one argument, an f32 tensor with the batch in dimension 0

// RUN: not compress-opt %s --compress-search="data=a labels=b strategy=darts" 2>&1 | FileCheck %s --check-prefix=DARTS
// DARTS: error: strategy #compress.darts needs logits, and decision 'act' has none; run compress-relax-choices before training

// RUN: not compress-opt %s --compress-search="data=%t.none labels=b" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: {{.*}}none

func.func @main(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %d = compress.decision "act" = 0 of 2
  %y = compress.choice "act" %d of ["none", "exp"] (%x) : tensor<i32>, (tensor<1x4xf32>) -> tensor<1x4xf32> {
  ^bb0(%a: tensor<1x4xf32>):
    compress.choice_yield %a : tensor<1x4xf32>
  }, {
  ^bb0(%a: tensor<1x4xf32>):
    %b = tosa.exp %a : (tensor<1x4xf32>) -> tensor<1x4xf32>
    compress.choice_yield %b : tensor<1x4xf32>
  }
  return %y : tensor<1x4xf32>
}
func.func @plain(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  return %x : tensor<1x4xf32>
}
func.func @two(%x: tensor<1x4xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> {
  return %x : tensor<1x4xf32>
}
