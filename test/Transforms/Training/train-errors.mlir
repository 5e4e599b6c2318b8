// Options.

// RUN: not compress-opt %s --compress-train 2>&1 | FileCheck %s --check-prefix=DATA
// DATA: error: expected data= and labels=, files of samples and labels

// RUN: not compress-opt %s --compress-train="data=a labels=b epochs=0" 2>&1 | FileCheck %s --check-prefix=EPOCHS
// EPOCHS: error: expected epochs of 1 or more, got 0

// RUN: not compress-opt %s --compress-train="data=a labels=b batch-size=0" 2>&1 | FileCheck %s --check-prefix=BATCH
// BATCH: error: expected batch-size of 1 or more, got 0

// RUN: not compress-opt %s --compress-train="data=a labels=b shift=-1" 2>&1 | FileCheck %s --check-prefix=SHIFT
// SHIFT: error: expected shift, checkpoint-steps and start-step of 0 or more

// RUN: not compress-opt %s --compress-train="data=a labels=b learning-rate=nan" 2>&1 | FileCheck %s --check-prefix=RATE
// RATE: error: expected a finite learning-rate of 0 or more, got nan

// RUN: not compress-opt %s --compress-train="data=a labels=b validation=1" 2>&1 | FileCheck %s --check-prefix=VALIDATION
// VALIDATION: error: expected validation in [0, 1), got 1.0

// RUN: not compress-opt %s --compress-train="data=a labels=b restore-best" 2>&1 | FileCheck %s --check-prefix=BEST
// BEST: error: restore-best needs validation=

// RUN: not compress-opt %s --compress-train="data=a labels=b resume" 2>&1 | FileCheck %s --check-prefix=RESUME
// RESUME: error: resume and checkpoint-steps need checkpoint=

// RUN: not compress-opt %s --compress-train="data=a labels=b sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=SCHEDULE
// SCHEDULE: error: sparsity= and initial-sparsity= need schedule=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp" 2>&1 | FileCheck %s --check-prefix=SPARSITY
// SPARSITY: error: schedule= needs sparsity=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 criterion=wanda" 2>&1 | FileCheck %s --check-prefix=CRITERION
// CRITERION: error: criterion 'wanda' needs activations, which compress-train does not observe; choose one that needs weights, gradients or scales of batch norms

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=one-shot sparsity=0.5 criterion=taylor" 2>&1 | FileCheck %s --check-prefix=TAYLOR
// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=one-shot sparsity=0.5 initial-sparsity=0.25 criterion=taylor" 2>&1 | FileCheck %s --check-prefix=TAYLOR
// TAYLOR: error: criterion 'taylor' has seen no gradient before step 0, where schedule 'one-shot' begins to prune; give start-step=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 method=random" 2>&1 | FileCheck %s --check-prefix=METHOD
// METHOD: error: unknown pruning method 'random'; known are gradual, dynamic-surgery, rewind

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 method=dynamic-surgery<hysteresis=-1>" 2>&1 | FileCheck %s --check-prefix=HYSTERESIS
// HYSTERESIS: error: malformed pruning method 'dynamic-surgery<hysteresis=-1>': expected hysteresis of 0 or more, got -1

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 method=rewind<step=-1>" 2>&1 | FileCheck %s --check-prefix=BACK
// BACK: error: malformed pruning method 'rewind<step=-1>': expected step of 0 or more, got -1

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 criterion=fpgm" 2>&1 | FileCheck %s --check-prefix=UNIT
// UNIT: error: criterion 'fpgm' does not score single weights, which pattern 'unstructured' removes; it scores filters and input channels

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 pattern=2:4" 2>&1 | FileCheck %s --check-prefix=FIXED
// FIXED: error: pattern '2:4' says how many weights stay; leave out sparsity= and threshold=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp initial-sparsity=0.5 pattern=2:4" 2>&1 | FileCheck %s --check-prefix=START
// START: error: pattern '2:4' says how many weights stay; leave out initial-sparsity=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 max-sparsity=0.9" 2>&1 | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: error: min-sparsity= and max-sparsity= bound what a layer loses to others; they go with scope=global or threshold=

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp pattern=2:4" 2>&1 | FileCheck %s --check-prefix=DIVIDE
// DIVIDE: error: nothing can be pruned: layer 'fc' is not pruned: its 2 input channels do not divide by 4

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 initial-sparsity=0.75" 2>&1 | FileCheck %s --check-prefix=INITIAL
// INITIAL: error: expected 0 <= initial-sparsity <= sparsity <= 1, got 0.75{{0*}} and 0.5

// RUN: not compress-opt %s --compress-train="data=a labels=b optimizer=adamax" 2>&1 | FileCheck %s --check-prefix=OPTIMIZER
// OPTIMIZER: error: unknown optimizer 'adamax'; known are sgd, adam, adamw

// RUN: not compress-opt %s --compress-train="data=a labels=b optimizer={sgd<momentum = -1>}" 2>&1 | FileCheck %s --check-prefix=MOMENTUM
// MOMENTUM: error: malformed optimizer 'sgd<momentum = -1>': expected momentum of 0{{.*}} or more, got -1

// RUN: not compress-opt %s --compress-train="data=a labels=b loss=hinge" 2>&1 | FileCheck %s --check-prefix=LOSS
// LOSS: error: unknown loss 'hinge'; known are cross-entropy, mse

// RUN: not compress-opt %s --compress-train="data=a labels=b lr-schedule=cyclic" 2>&1 | FileCheck %s --check-prefix=RATES
// RATES: error: unknown learning rate schedule 'cyclic'; known are constant, step, exponential, cosine, warm-up, reduce-on-plateau

// RUN: not compress-opt %s --compress-train="data=a labels=b gradients=sign" 2>&1 | FileCheck %s --check-prefix=GRADIENTS
// GRADIENTS: error: unknown gradient rule 'sign'; known are clip-value, clip-norm, normalize

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=cubic sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=CUBIC
// CUBIC: error: unknown sparsity schedule 'cubic'; known are one-shot, linear, agp, exponential

// The function, and files.

// RUN: not compress-opt %s --compress-train="data=a labels=b function=two" 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: expected @two to have one argument, an f32 tensor with the batch in dimension 0

// RUN: not compress-opt %s --compress-train="data=a labels=b function=image" 2>&1 | FileCheck %s --check-prefix=IMAGE
// IMAGE: error: loss #compress.cross_entropy_loss cannot be taken of the output of @image, 'tensor<64x2x2xf32>'

// RUN: not compress-opt %s --compress-train="data=%t.none labels=b" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: cannot read '{{.*}}.none'

// RUN: not compress-opt %s --compress-train="data=a labels=b include=fc9.*" 2>&1 | FileCheck %s --check-prefix=INCLUDE
// INCLUDE: error: {{.*}}fc9

// RUN: not compress-opt %s --compress-train="data=a labels=b exclude=.*" 2>&1 | FileCheck %s --check-prefix=FROZEN
// FROZEN: error: @main has no argument that is a parameter and not frozen

// RUN: not compress-opt %s --compress-train="data=a labels=b schedule=agp sparsity=0.5 prune-include=none" 2>&1 | FileCheck %s --check-prefix=PRUNE
// PRUNE: error: {{.*}}none

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}

func.func @two(%x: tensor<1x2xf32>, %z: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %y = tosa.add %x, %z : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

func.func @image(%x: tensor<1x2x2xf32>) -> tensor<1x2x2xf32> {
  return %x : tensor<1x2x2xf32>
}
