// RUN: not compress-opt %s --compress-train="data=a labels=b paths=random" 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: error: unknown path sampling 'random'

// RUN: not compress-opt %s --compress-train="data=a labels=b paths=uniform schedule=agp sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=SCHEDULE
// SCHEDULE: error: paths= and schedule= do not go together; prune the network that a search has found

// RUN: not compress-opt %s --compress-train="data=a labels=b paths=uniform" 2>&1 | FileCheck %s --check-prefix=CHOICES
// CHOICES: error: @main has no choices; make some with compress-expand-supernet

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<0.5> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
