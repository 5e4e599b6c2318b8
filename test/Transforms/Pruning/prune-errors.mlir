// Options are checked before anything runs.
// RUN: not compress-opt %s --compress-prune 2>&1 | FileCheck %s --check-prefix=NEITHER
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 threshold=0.1" 2>&1 | FileCheck %s --check-prefix=NEITHER
// NEITHER: error: expected one of sparsity= and threshold=
// RUN: not compress-opt %s --compress-prune="sparsity=1.01" 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not compress-opt %s --compress-prune="sparsity=-0.5" 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: not compress-opt %s --compress-prune="sparsity=nan" 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: error: expected sparsity to lie between 0 and 1, got
// RUN: not compress-opt %s --compress-prune="threshold=-0.5" 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// RUN: not compress-opt %s --compress-prune="threshold=inf" 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// RUN: not compress-opt %s --compress-prune="threshold=nan" 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// THRESHOLD: error: expected a finite threshold >= 0, got
// RUN: not compress-opt %s --compress-prune="sparsity=half" 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: expected a number, got 'half'
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 scope=layer" 2>&1 | FileCheck %s --check-prefix=SCOPE
// SCOPE: Cannot find option named 'layer'
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=l3-norm" 2>&1 | FileCheck %s --check-prefix=CRITERION
// CRITERION: error: unknown criterion 'l3-norm'; known are magnitude, l1-norm
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=#compress.minmax" 2>&1 | FileCheck %s --check-prefix=KIND
// KIND: error: '#compress.minmax' is not a criterion
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=l1-norm<3>" 2>&1 | FileCheck %s --check-prefix=PARAMETER
// PARAMETER: error: malformed criterion 'l1-norm<3>': it takes no parameters
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=lp-norm<0>" 2>&1 | FileCheck %s --check-prefix=EXPONENT
// EXPONENT: error: malformed criterion 'lp-norm<0>': expected a finite exponent above 0, got 0.0
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=lp-norm<x>" 2>&1 | FileCheck %s --check-prefix=LP
// LP: error: malformed criterion 'lp-norm<x>': expected floating point literal
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=activation-entropy<1>" 2>&1 | FileCheck %s --check-prefix=BINS
// BINS: error: malformed criterion 'activation-entropy<1>': expected 2 to 1048576 bins, got 1

// Patterns, and what goes with what.
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 pattern=rows" 2>&1 | FileCheck %s --check-prefix=PATTERN
// PATTERN: error: unknown pattern 'rows'; known are unstructured, per-neuron, per-connection, filter, channel, n-of-m, block, N:M, RxC
// RUN: not compress-opt %s --compress-prune="pattern=4:4" 2>&1 | FileCheck %s --check-prefix=NM
// NM: error: malformed pattern '4:4': expected N:M with 1 <= N < M, got 4:4
// RUN: not compress-opt %s --compress-prune="pattern=0x4 sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=BLOCK
// BLOCK: error: malformed pattern '0x4': expected a block of 1 to 1048576 rows and columns, got 0x4
// RUN: not compress-opt %s --compress-prune="pattern=2:4 sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=FIXED
// RUN: not compress-opt %s --compress-prune="pattern=2:4 threshold=0.5" 2>&1 | FileCheck %s --check-prefix=FIXED
// FIXED: error: pattern '2:4' says how many weights stay; leave out sparsity= and threshold=
// RUN: not compress-opt %s --compress-prune="pattern=2:4 scope=global" 2>&1 | FileCheck %s --check-prefix=PART -DNAME=2:4
// RUN: not compress-opt %s --compress-prune="pattern=per-neuron sparsity=0.5 scope=global" 2>&1 | FileCheck %s --check-prefix=PART -DNAME=per-neuron
// RUN: not compress-opt %s --compress-prune="pattern=per-connection threshold=0.5" 2>&1 | FileCheck %s --check-prefix=PART -DNAME=per-connection
// PART: error: pattern '[[NAME]]' compares weights within a part of a layer; it goes with scope=local and without threshold=
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 min-sparsity=0.1" 2>&1 | FileCheck %s --check-prefix=BOUNDS
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 max-sparsity=0.9" 2>&1 | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: error: min-sparsity= and max-sparsity= bound what a layer loses to others; they go with scope=global or threshold=
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 scope=global min-sparsity=0.6 max-sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=ABOVE
// ABOVE: error: min-sparsity= is above max-sparsity=
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 scope=global max-sparsity=nan" 2>&1 | FileCheck %s --check-prefix=MAX
// MAX: error: expected max-sparsity to lie between 0 and 1, got nan
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=fpgm" 2>&1 | FileCheck %s --check-prefix=FPGM
// FPGM: error: criterion 'fpgm' does not score single weights, which pattern 'unstructured' removes; it scores filters and input channels
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=lamp pattern=4x1" 2>&1 | FileCheck %s --check-prefix=LAMP
// LAMP: error: criterion 'lamp' does not score blocks, which pattern '4x1' removes; it scores single weights
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=entropy" 2>&1 | FileCheck %s --check-prefix=ENTROPY
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=gini" 2>&1 | FileCheck %s --check-prefix=ENTROPY
// ENTROPY: does not score single weights, which pattern 'unstructured' removes; it scores blocks and filters and input channels
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=bn-scale pattern=channel" 2>&1 | FileCheck %s --check-prefix=SCALE
// SCALE: error: criterion 'bn-scale' does not score input channels, which pattern 'channel' removes; it scores filters
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=wanda pattern=filter data=x.npy" 2>&1 | FileCheck %s --check-prefix=WANDA
// WANDA: error: criterion 'wanda' does not score filters, which pattern 'filter' removes; it scores single weights
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=taylor pattern=filter" 2>&1 | FileCheck %s --check-prefix=TAYLOR
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=taylor pattern=filter data=x.npy" 2>&1 | FileCheck %s --check-prefix=TAYLOR
// TAYLOR: error: criterion 'taylor' needs gradients; give data= and labels=, files of samples and labels
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=movement data=x.npy labels=y.npy" 2>&1 | FileCheck %s --check-prefix=MOVEMENT
// MOVEMENT: error: criterion 'movement' looks at how weights move in training; use it with compress-train
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 labels=y.npy" 2>&1 | FileCheck %s --check-prefix=LABELS
// LABELS: error: criterion 'l1-norm' does not look at gradients; leave out labels=
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=taylor data=x.npy labels=y.npy loss=hinge" 2>&1 | FileCheck %s --check-prefix=LOSS
// LOSS: error: unknown loss 'hinge'; known are cross-entropy, mse
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=taylor data=%t.none.npy labels=y.npy function=two" 2>&1 | FileCheck %s --check-prefix=GRADIENTS
// GRADIENTS: error: cannot read '{{.*}}none.npy'
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=apoz pattern=filter" 2>&1 | FileCheck %s --check-prefix=APOZ
// APOZ: error: criterion 'apoz' needs activations; give data=, a file of samples
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 data=x.npy" 2>&1 | FileCheck %s --check-prefix=DATA
// DATA: error: criterion 'l1-norm' does not look at activations; leave out data=
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=wanda data=x.npy num-samples=0" 2>&1 | FileCheck %s --check-prefix=SAMPLES
// SAMPLES: error: expected num-samples of 1 or more, got 0

// What the model does not have.
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=bn-scale pattern=filter function=two" 2>&1 | FileCheck %s --check-prefix=NORM
// NORM: error: nothing can be pruned: layer 'fc1' is not pruned: no batch norm comes straight after it; bn-scale is for use before compress-fold-batch-norm
// RUN: not compress-opt %s --compress-prune="pattern=2:4 function=two" 2>&1 | FileCheck %s --check-prefix=DIVIDE
// DIVIDE: error: nothing can be pruned: layer 'fc1' is not pruned: its 2 input channels do not divide by 4
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 criterion=wanda data=%t.nowhere.npy function=two" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: {{.*}}nowhere.npy
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=groups" 2>&1 | FileCheck %s --check-prefix=GROUPS
// GROUPS: error: layer 'g2' shares its weight with a layer of another number of groups; exclude both

// RUN: not compress-opt %s --compress-prune="sparsity=0.5 include=a(" 2>&1 | FileCheck %s --check-prefix=REGEX
// REGEX: error: malformed regular expression include='a(': parentheses not balanced
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 exclude=[" 2>&1 | FileCheck %s --check-prefix=REGEX2
// REGEX2: error: malformed regular expression exclude='[': brackets ([ ]) not balanced

// Names that are not there.
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 include=fc function=two" 2>&1 | FileCheck %s --check-prefix=INCLUDE
// INCLUDE: error: include='fc' matches no layer; layers are fc1, fc2
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 exclude=conv.* function=two" 2>&1 | FileCheck %s --check-prefix=EXCLUDE
// EXCLUDE: error: exclude='conv.*' matches no layer; layers are fc1, fc2
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 include=fc1 exclude=fc. function=two" 2>&1 | FileCheck %s --check-prefix=LEAVE
// LEAVE: error: include and exclude leave no layer; layers are fc1, fc2
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=main" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: module has no function @main; it has @two, @none, @nan, @resource, @shared, @groups and @hidden
// RUN: not compress-opt %s --compress-prune="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=SEVERAL
// SEVERAL: error: module has several public functions, @two, @none, @nan, @resource, @shared and @groups; choose one with function=
// RUN: echo "" | not compress-opt --compress-prune="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: module has no function

// Models that cannot be pruned; nothing is written.
// RUN: rm -f %t.out
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=none" -o %t.out 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not test -e %t.out
// NONE: error: function 'none' has no layer to prune
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=nan" 2>&1 | FileCheck %s --check-prefix=NAN
// NAN: [[@LINE+20]]:{{.*}}: error: parameter 'fc.weight' is not finite: entry 3 is nan
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=resource" 2>&1 | FileCheck %s --check-prefix=RESOURCE
// RESOURCE: error: data of parameter 'r.weight' is missing or has the wrong size
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=shared include=a" 2>&1 | FileCheck %s --check-prefix=SHARED
// SHARED: error: layer 'b' shares its weight with a layer that is selected; let include and exclude take both or none
// RUN: not compress-opt %s --compress-prune="sparsity=0.5 function=shared include=b" 2>&1 | FileCheck %s --check-prefix=SHARED2
// SHARED2: error: layer 'b' shares its weight with a layer that is not selected; let include and exclude take both or none

func.func @two(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "w" = dense<1.0> : tensor<2x2xf32>
  %v = compress.parameter "v" = dense<1.0> : tensor<2x2xf32>
  %0 = compress.dense "fc1" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "fc2" %0, %v : tensor<1x2xf32>, tensor<2x2xf32>
  return %1 : tensor<1x2xf32>
}
func.func @none(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
func.func @nan(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 0x7FC00000]]> : tensor<2x2xf32>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func @resource(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "r.weight" = dense_resource<nowhere> : tensor<2x2xf32>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func @shared(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "w" = dense<1.0> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "b" %0, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %1 : tensor<1x2xf32>
}
func.func @groups(%x: tensor<1x1x1x1xf32>, %y: tensor<1x1x1x2xf32>) -> (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) {
  %w = compress.parameter "w" = dense<1.0> : tensor<2x1x1x1xf32>
  %0 = compress.conv2d "g1" %x, %w : tensor<1x1x1x1xf32>, tensor<2x1x1x1xf32>
  %1 = compress.conv2d "g2" %y, %w {groups = 2 : i64} : tensor<1x1x1x2xf32>, tensor<2x1x1x1xf32>
  return %0, %1 : tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>
}
func.func private @hidden() {
  return
}
