// RUN: not compress-opt %s --compress-calibrate="function=good" -o %t.none 2>&1 | FileCheck %s --check-prefix=NO-DATA
// NO-DATA: error: expected data=, a file of samples
// RUN: not ls %t.none
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/none.npy" 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: {{.*}}none.npy
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/three.npy" 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: error: samples of '{{.*}}three.npy' do not fit input
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/nan.npy" 2>&1 | FileCheck %s --check-prefix=NAN
// NAN: error: {{.*}}nan.npy{{.*}} not finite
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/huge.npy" 2>&1 | FileCheck %s --check-prefix=ACTIVATION
// ACTIVATION: calibrate-errors.mlir:[[# @LINE + 24]]:{{.*}} error: 'fc.output' has values that are not finite for sample {{[01]}} of '{{.*}}huge.npy'
// RUN: not compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy" 2>&1 | FileCheck %s --check-prefix=SEVERAL
// SEVERAL: error: {{.*}}function
// RUN: not compress-opt %s --compress-calibrate="function=empty data=%S/Inputs/samples.npy" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: no quantizable layer in function 'empty'
// RUN: not compress-opt %s --compress-calibrate="function=two data=%S/Inputs/samples.npy" 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: data= feeds functions of one input, this one has 2
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy num-samples=0" 2>&1 | FileCheck %s --check-prefix=NUM
// NUM: error: expected num-samples of 1 or more, got 0
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy std=0" 2>&1 | FileCheck %s --check-prefix=STD
// STD: error: std must be finite and positive
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy mean=0.1,0.2,0.3" 2>&1 | FileCheck %s --check-prefix=MEAN
// MEAN: error: cannot apply 3 channel means
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy calibration=entropy" 2>&1 | FileCheck %s --check-prefix=RULE
// RULE: error: unknown calibration rule 'entropy'; known are minmax, percentile
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy calibration=percentile<0.0>" 2>&1 | FileCheck %s --check-prefix=PERCENT
// PERCENT: error: malformed calibration rule 'percentile<0.0>': expected a percentage in (0, 100]
// RUN: not compress-opt %s --compress-calibrate="function=good data=%S/Inputs/samples.npy calibration={#compress.l1_norm}" 2>&1 | FileCheck %s --check-prefix=KIND
// KIND: error: '#compress.l1_norm' is not a calibration rule
// RUN: not compress-opt %s --compress-calibrate="function=blocks data=%S/Inputs/samples.npy" 2>&1 | FileCheck %s --check-prefix=BLOCKS
// BLOCKS: error: expected a function of one block

func.func @good(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc.weight" = dense<2.0> : tensor<1x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}

func.func @two(%x: tensor<1x2xf32>, %z: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %s = tosa.add %x, %z : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<2.0> : tensor<1x2xf32>
  %y = compress.dense "fc" %s, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}

func.func @empty(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

func.func @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  cf.br ^bb1
^bb1:
  return %x : tensor<1x2xf32>
}
