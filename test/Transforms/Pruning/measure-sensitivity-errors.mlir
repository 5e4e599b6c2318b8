// RUN: %python %S/../../Tools/Inputs/npy.py write %t.x.npy "<f4" 3,2 1
// RUN: %python %S/../../Tools/Inputs/npy.py write %t.labels.npy "<i8" 2 0 1

// RUN: not compress-opt %s --compress-measure-sensitivity 2>&1 | FileCheck %s --check-prefix=DATA
// DATA: error: expected data=, a file of samples
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy num-samples=0" 2>&1 | FileCheck %s --check-prefix=SAMPLES
// SAMPLES: error: expected num-samples of 1 or more, got 0
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy sparsities=0.5,1.5" 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: error: expected sparsities to lie between 0 and 1, got 1.5
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy pattern=2:4" 2>&1 | FileCheck %s --check-prefix=PATTERN
// PATTERN: error: pattern '2:4' says how many weights stay, so that there is nothing to vary
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy criterion=taylor" 2>&1 | FileCheck %s --check-prefix=GRADIENTS
// GRADIENTS: error: criterion 'taylor' needs gradients, which compress-measure-sensitivity does not compute; choose one that needs weights or activations
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy criterion=fpgm" 2>&1 | FileCheck %s --check-prefix=UNIT
// UNIT: error: criterion 'fpgm' does not score single weights
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy labels=%t.labels.npy function=main" 2>&1 | FileCheck %s --check-prefix=LABELS
// LABELS: error: '{{.*}}labels.npy' has 2 labels for the 3 samples of '{{.*}}x.npy'
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy pattern=4x1 function=main" 2>&1 | FileCheck %s --check-prefix=UNFIT
// UNFIT: error: nothing can be pruned: layer 'a' is not pruned: its 2 outputs do not divide by 4
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy function=scalar" 2>&1 | FileCheck %s --check-prefix=ROWS
// ROWS: error: expected output 0 to have one row for each sample of the batch
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy function=two" 2>&1 | FileCheck %s --check-prefix=INPUTS
// INPUTS: error: data= feeds functions of one input, this one has 2
// RUN: not compress-opt %s --compress-measure-sensitivity="data=%t.x.npy file=%t.nowhere/s.json function=main" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: {{.*}}nowhere/s.json
// RUN: not test -e %t.nowhere

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %a = compress.parameter "a.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
func.func @scalar(%x: tensor<1x2xf32>) -> tensor<2xf32> {
  %a = compress.parameter "s.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "s" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %s = tosa.const_shape {values = dense<2> : tensor<1xindex>} : () -> !tosa.shape<1>
  %r = tosa.reshape %y, %s : (tensor<1x2xf32>, !tosa.shape<1>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}
func.func @two(%x: tensor<1x2xf32>, %z: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %a = compress.parameter "t.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "t" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %r = tosa.add %y, %z : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %r : tensor<1x2xf32>
}
