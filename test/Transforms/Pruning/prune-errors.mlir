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
// FUNCTION: error: module has no function @main; it has @two, @none, @nan, @resource, @shared and @hidden
// RUN: not compress-opt %s --compress-prune="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=SEVERAL
// SEVERAL: error: module has several public functions, @two, @none, @nan, @resource and @shared; choose one with function=
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
func.func private @hidden() {
  return
}
