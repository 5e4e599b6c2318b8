// What each criterion takes of one layer of three filters: [3, -3], [1, 1.5] and
// [2, 2.25]; one goes.

// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=l1-norm function=main" | FileCheck %s --check-prefix=TWO
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=l2-norm function=main" | FileCheck %s --check-prefix=TWO
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=lp-norm<0.5> function=main" | FileCheck %s --check-prefix=TWO
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=sum function=main" | FileCheck %s --check-prefix=ONE
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=entropy function=main" | FileCheck %s --check-prefix=TWO
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=gini function=main" | FileCheck %s --check-prefix=ONE
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=fpgm function=main" | FileCheck %s --check-prefix=TWO
// RUN: compress-opt %s --compress-prune="sparsity=0.34 pattern=filter criterion=bn-scale function=main" --remark-policy=all --remarks-filter=compress-prune 2>%t.remarks | FileCheck %s --check-prefix=THREE
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks

// The same seed, the same choice; the first layer's is not the second one's.
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=random<1> function=random" -o %t.1
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=random<1> function=random" -o %t.2
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=random<2> function=random" -o %t.3
// RUN: cmp %t.1 %t.2
// RUN: not cmp %t.1 %t.3
// RUN: FileCheck %s --check-prefix=RANDOM --input-file=%t.1
// RANDOM-LABEL: func @random
// RANDOM: values = dense<[[MASK:.*]]> : tensor<8x8xi1>
// RANDOM-NOT: values = dense<[[MASK]]> : tensor<8x8xi1>
// RANDOM: return

// LAMP spares the small layer, which the magnitude empties.
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=magnitude scope=global function=layers" | FileCheck %s --check-prefix=MAGNITUDE
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=lamp scope=global function=layers" | FileCheck %s --check-prefix=LAMP
// RUN: compress-opt %s --compress-prune="sparsity=0.5 criterion=magnitude scope=global max-sparsity=0.75 function=layers" | FileCheck %s --check-prefix=BOUND
// RUN: compress-opt %s --compress-prune="threshold=0.5 max-sparsity=0.5 function=layers" | FileCheck %s --check-prefix=UPTO

// ONE-LABEL: func @main
// ONE: values = dense<{{\[\[}}false], [true], [true]]>
// TWO-LABEL: func @main
// TWO: values = dense<{{\[\[}}true], [false], [true]]>
// THREE-LABEL: func @main
// THREE: values = dense<{{\[\[}}true], [true], [false]]>
// REMARK: "parameter 'a.weight': pruned 2 of 6 weights, 4 kept; 1 of 3 filters removed"
// REMARK-NOT: remark
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "a.weight" = dense<[[3.0, -3.0], [1.0, 1.5], [2.0, 2.25]]> : tensor<3x2xf32>
  %0 = compress.dense "a" %x, %w : tensor<1x2xf32>, tensor<3x2xf32>
  %s = compress.parameter "norm.scale" = dense<[-0.5, 1.0, 0.25]> : tensor<3xf32>
  %b = compress.parameter "norm.offset" = dense<0.0> : tensor<3xf32>
  %m = compress.parameter "norm.mean" = dense<0.0> : tensor<3xf32>
  %v = compress.parameter "norm.variance" = dense<1.0> : tensor<3xf32>
  %1 = compress.batch_norm "norm" %0 scale %s offset %b mean %m variance %v {epsilon = 1.0e-5 : f32} : tensor<1x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
  return %1 : tensor<1x3xf32>
}

func.func @random(%x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %w = compress.parameter "first" = dense<1.0> : tensor<8x8xf32>
  %0 = compress.dense "r1" %x, %w : tensor<1x8xf32>, tensor<8x8xf32>
  %v = compress.parameter "second" = dense<1.0> : tensor<8x8xf32>
  %1 = compress.dense "r2" %0, %v : tensor<1x8xf32>, tensor<8x8xf32>
  return %1 : tensor<1x8xf32>
}

// Scores of the small layer, 1/30, 4/29, 9/25 and 1, are those of the large one.
// MAGNITUDE-LABEL: func @layers
// MAGNITUDE: values = dense<true> : tensor<2x2xi1>
// MAGNITUDE: values = dense<false> : tensor<2x2xi1>
// LAMP-LABEL: func @layers
// LAMP: values = dense<{{\[\[}}false, false], [true, true]]>
// LAMP: values = dense<{{\[\[}}false, false], [true, true]]>
// BOUND-LABEL: func @layers
// BOUND: values = dense<{{\[\[}}false, true], [true, true]]>
// BOUND: values = dense<{{\[\[}}false, false], [false, true]]>
// UPTO-LABEL: func @layers
// UPTO: values = dense<true> : tensor<2x2xi1>
// UPTO: values = dense<{{\[\[}}false, false], [true, true]]>
func.func @layers(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "large" = dense<[[10.0, 20.0], [30.0, 40.0]]> : tensor<2x2xf32>
  %0 = compress.dense "l1" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %v = compress.parameter "small" = dense<[[0.125, 0.25], [0.375, 0.5]]> : tensor<2x2xf32>
  %1 = compress.dense "l2" %0, %v : tensor<1x2xf32>, tensor<2x2xf32>
  return %1 : tensor<1x2xf32>
}
