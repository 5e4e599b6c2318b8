// Which layers and which function, the criterion's spellings and the printed
// pipeline.

// RUN: compress-opt %s --compress-prune="sparsity=1 include=conv[0-9]{1,2}" | FileCheck %s --check-prefix=INCLUDE
// RUN: compress-opt %s --compress-prune="sparsity=1 exclude={conv1|conv 2, b}" | FileCheck %s --check-prefix=EXCLUDE
// RUN: compress-opt %s --compress-prune="sparsity=1 function=other" | FileCheck %s --check-prefix=OTHER

// INCLUDE-LABEL: func @main
// INCLUDE: compress.parameter "1"
// INCLUDE: compress.mask
// INCLUDE: compress.parameter "2"
// INCLUDE-NOT: compress.mask
// INCLUDE: compress.dense "conv 2, b"
// INCLUDE: compress.parameter "3"
// INCLUDE: compress.mask
// INCLUDE-LABEL: func @other
// INCLUDE-NOT: compress.mask

// EXCLUDE: compress.parameter "1"
// EXCLUDE-NOT: compress.mask
// EXCLUDE: compress.parameter "3"
// EXCLUDE: compress.mask

// OTHER-LABEL: func @main
// OTHER-NOT: compress.mask
// OTHER-LABEL: func @other
// OTHER: compress.mask

// The criterion by its name and as an attribute; sparsity 0 still makes a mask.
// RUN: compress-opt %s --compress-prune="sparsity=0 criterion=magnitude" | FileCheck %s --check-prefix=NOTHING
// RUN: compress-opt %s --compress-prune="sparsity=0 criterion=#compress.l1_norm" | FileCheck %s --check-prefix=NOTHING
// NOTHING: values = dense<true> : tensor<2x2xi1>

// RUN: %python %S/../../Tools/Inputs/npy.py write "%t a.npy" "<f4" 9,2 1
// What is printed parses again, to the same pipeline: blanks, braces and commas
// in expressions, all digits of a number.
// RUN: compress-opt %s -o /dev/null --dump-pass-pipeline --pass-pipeline='builtin.module(compress-prune{include="conv(a{1,2}|1| x) ?" exclude="conv 2, b" criterion={#compress.l1_norm} sparsity=0.12345678901234567}, compress-prune{threshold=1e-30 include=conv[0-9]{1,2} scope=global criterion=magnitude}, compress-prune{pattern=1:2 criterion=lp-norm<3> prune-bias=false}, compress-prune{pattern=1x2 scope=global min-sparsity=0.1 max-sparsity=0.9 sparsity=0.3}, compress-prune{criterion=wanda pattern=per-neuron sparsity=0.5 data="%t a.npy" mean=0.5 std=0.25,0.3 num-samples=7 seed=3})' 2>&1 \
// RUN:   | grep -v '^$' | tail -n +2 > %t.pipeline
// RUN: FileCheck %s --check-prefix=PRINTED --input-file=%t.pipeline
// RUN: %python -c "import sys; print(''.join(open(sys.argv[1]).read().split(chr(10))), end='')" %t.pipeline > %t.joined
// RUN: sh -c 'compress-opt %s -o /dev/null --dump-pass-pipeline --pass-pipeline="$(cat %t.joined)"' 2>&1 \
// RUN:   | grep -v '^$' | tail -n +2 > %t.again
// RUN: diff %t.pipeline %t.again
// PRINTED: compress-prune{criterion=#compress.l1_norm data= exclude={conv 2, b} function= include={conv(a{1,2}|1| x) ?} labels= loss=cross-entropy max-sparsity=none min-sparsity=none num-samples=512 pattern=unstructured prune-bias=true scope=local seed=0 sparsity=0.12345678901234566 threshold=none}
// PRINTED: compress-prune{criterion=magnitude data= exclude= function= include={conv[0-9]{1,2}} labels= loss=cross-entropy max-sparsity=none min-sparsity=none num-samples=512 pattern=unstructured prune-bias=true scope=global seed=0 sparsity=none threshold={{.*}}e-30}
// PRINTED: compress-prune{criterion=lp-norm<3> {{.*}}pattern=1:2 prune-bias=false
// PRINTED: compress-prune{criterion=l1-norm {{.*}} max-sparsity=0.9{{0*}}2 min-sparsity=0.1{{.*}}pattern=1x2{{.*}}scope=global
// PRINTED: compress-prune{criterion=wanda data={{[{].* a.npy[}]}} {{.*}}mean={{[{]}}0.5} {{.*}}num-samples=7 {{.*}}seed=3 {{.*}}std={{[{]}}0.25,0.{{[0-9]+}}} threshold=none}

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %1 = compress.parameter "1" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %y1 = compress.dense "conv1" %x, %1 : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.parameter "2" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %y2 = compress.dense "conv 2, b" %y1, %2 : tensor<1x2xf32>, tensor<2x2xf32>
  %3 = compress.parameter "3" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %y3 = compress.dense "conv03" %y2, %3 : tensor<1x2xf32>, tensor<2x2xf32>
  return %y3 : tensor<1x2xf32>
}

func.func @other(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %1 = compress.parameter "1" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %y1 = compress.dense "conv1" %x, %1 : tensor<1x2xf32>, tensor<2x2xf32>
  return %y1 : tensor<1x2xf32>
}
