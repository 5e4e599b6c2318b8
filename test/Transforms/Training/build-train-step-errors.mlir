// RUN: not compress-opt %s --compress-build-train-step="function=main l1=-1" 2>&1 | FileCheck %s --check-prefix=L1
// L1: error: expected a finite l1 of 0 or more, got -1

// RUN: not compress-opt %s --compress-build-train-step="function=main l1-parameters=w" 2>&1 | FileCheck %s --check-prefix=PENALTY
// PENALTY: error: l1-parameters= needs l1=

// RUN: not compress-opt %s --compress-build-train-step="function=main optimizer=lion" 2>&1 | FileCheck %s --check-prefix=OPTIMIZER
// OPTIMIZER: error: unknown optimizer 'lion'; known are sgd, adam, adamw

// RUN: not compress-opt %s --compress-build-train-step="function=main optimizer={adam<beta1 = 1.0>}" 2>&1 | FileCheck %s --check-prefix=BETA
// BETA: error: malformed optimizer 'adam<beta1 = 1.0>': expected beta1 in [0{{.*}}, 1{{.*}}), got 1

// RUN: not compress-opt %s --compress-build-train-step="function=main gradients={clip-norm<limit = 0>}" 2>&1 | FileCheck %s --check-prefix=CLIP
// CLIP: error: malformed gradient rule 'clip-norm<limit = 0>': expected a positive limit, got 0

// RUN: not compress-opt %s --compress-build-train-step="function=main loss={cross-entropy<label_smoothing = 2>}" 2>&1 | FileCheck %s --check-prefix=SMOOTHING
// SMOOTHING: error: malformed loss 'cross-entropy<label_smoothing = 2>': expected label_smoothing from 0 to 1, got 2

// RUN: not compress-opt %s --compress-build-train-step="function=main l1=1 l1-parameters=v" 2>&1 | FileCheck %s --check-prefix=NAMES
// NAMES: error: {{.*}}'v'

// RUN: not compress-opt %s --compress-build-train-step=function=lifted 2>&1 | FileCheck %s --check-prefix=LIFTED
// LIFTED: error: @lifted has no argument that is a parameter and not frozen; lift parameters with compress-lift-parameters first

// RUN: not compress-opt %s --compress-build-train-step=function=nothing 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: the first result of @nothing must be the output that a loss is taken of

// RUN: not compress-opt %s --compress-build-train-step=function=dynamic 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: error: output of @dynamic has a dynamic shape, 'tensor<?x2xf32>'; give the function's arguments static types

// RUN: not compress-opt %s --compress-build-train-step=function=rank 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: error: loss #compress.cross_entropy_loss cannot be taken of the output of @rank, 'tensor<4xf32>'

// RUN: not compress-opt %s --compress-build-train-step=function=blocks 2>&1 | FileCheck %s --check-prefix=BLOCKS
// BLOCKS: error: expected @blocks to have one block

// RUN: not compress-opt %s --compress-build-train-step=function=main --compress-build-train-step=function=main 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: there is a @train_step already; rename or remove it

// RUN: not compress-opt %s --compress-build-train-step="function=main criterion=l1-norm" 2>&1 | FileCheck %s --check-prefix=CRITERION
// CRITERION: error: criterion 'l1-norm' does not look at gradients, so that a step has nothing to add up

// RUN: not compress-opt %s --compress-build-train-step="function=main pruned=w" 2>&1 | FileCheck %s --check-prefix=PRUNED
// PRUNED: error: pruned= needs criterion= or update-pruned

// RUN: not compress-opt %s --compress-build-train-step="function=main update-pruned pruned=v" 2>&1 | FileCheck %s --check-prefix=MASKED
// MASKED: error: pruned='v' matches no parameter; parameters are w

// RUN: not compress-opt %s --compress-build-train-step="function=main update-pruned pruned=w" 2>&1 | FileCheck %s --check-prefix=ALONE
// ALONE: error: parameter 'w' is not read by one compress.mask alone, which criterion= and update-pruned need; leave it out of pruned=

func.func @main(%x: tensor<4x2xf32>, %w: tensor<2x2xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<4x2xf32> {
  %y = compress.dense "fc" %x, %w : tensor<4x2xf32>, tensor<2x2xf32>
  return %y : tensor<4x2xf32>
}

func.func @lifted(%x: tensor<4x2xf32>, %w: tensor<2x2xf32> {compress.frozen, compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<4x2xf32> {
  %y = compress.dense "fc" %x, %w : tensor<4x2xf32>, tensor<2x2xf32>
  return %y : tensor<4x2xf32>
}

func.func @nothing(%w: tensor<4xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) {
  return
}

func.func @dynamic(%w: tensor<?x2xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<?x2xf32> {
  return %w : tensor<?x2xf32>
}

func.func @rank(%w: tensor<4xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<4xf32> {
  return %w : tensor<4xf32>
}

func.func @blocks(%w: tensor<4x2xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<4x2xf32> {
  cf.br ^bb1
^bb1:
  return %w : tensor<4x2xf32>
}
