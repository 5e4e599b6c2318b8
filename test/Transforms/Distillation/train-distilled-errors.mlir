// REQUIRES: numpy
// RUN: %python %S/../Training/Inputs/make_line.py %t
// RUN: rm -f %t.cache %t.out
// RUN: compress-opt %s --compress-distill=teacher-function=teacher -o %t.graph.mlir
// DEFINE: %{train} = compress-opt %t.graph.mlir -o %t.out --compress-train
// DEFINE: %{data} = data=%t.x.npy labels=%t.labels.npy

// RUN: not compress-opt %s -o %t.out --compress-train="data=%t.x.npy" 2>&1 | FileCheck %s --check-prefix=LABELS
// LABELS: error: expected data= and labels=, files of samples and labels; only a student learns without, with a teacher from compress-distill
// RUN: not compress-opt %s -o %t.out --compress-train="%{data} teacher-cache=%t.cache" 2>&1 | FileCheck %s --check-prefix=GRAPH
// RUN: not compress-opt %s -o %t.out --compress-train="%{data} unlabelled=%t.x.npy" 2>&1 | FileCheck %s --check-prefix=GRAPH
// RUN: not compress-opt %s -o %t.out --compress-train="%{data} target-agreement=0.5" 2>&1 | FileCheck %s --check-prefix=GRAPH
// GRAPH: error: unlabelled=, teacher-cache= and target-agreement= need a teacher; run compress-distill first
// RUN: not %{train}="data=%t.x.npy" 2>&1 | FileCheck %s --check-prefix=HARD
// HARD: error: compress-distill gave labels a weight, and there is no labels=; distill with alpha=1 to do without
// RUN: not %{train}="data=%t.x.npy unlabelled=%t.x.npy" 2>&1 | FileCheck %s --check-prefix=UNLABELLED
// UNLABELLED: error: unlabelled= stands beside samples with labels=; name samples in data= where none has a label
// RUN: not %{train}="%{data} unlabelled=%t.labels.npy" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: samples of '{{.*}}labels.npy' do not fit input
// RUN: not %{train}="%{data} unlabelled=%t.x.npy loss=mse" 2>&1 | FileCheck %s --check-prefix=PARTIAL
// PARTIAL: error: loss #compress.mse_loss cannot leave out samples without a label, which unlabelled= brings
// RUN: not %{train}="%{data} teacher-cache=%t.cache flip" 2>&1 | FileCheck %s --check-prefix=FLIP
// RUN: not %{train}="%{data} teacher-cache=%t.cache shift=1" 2>&1 | FileCheck %s --check-prefix=FLIP
// FLIP: error: teacher-cache= holds what the teacher says about samples as they are; leave out flip and shift, or the cache
// RUN: not %{train}="%{data} target-accuracy=0" 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not %{train}="%{data} target-agreement=1.5" 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: error: expected target-accuracy and target-agreement above 0 and up to 1, got
// RUN: not compress-opt %s -o %t.out --compress-distill="teacher-function=teacher alpha=1" --compress-train="data=%t.x.npy target-accuracy=0.5" 2>&1 | FileCheck %s --check-prefix=ACCURACY
// ACCURACY: error: target-accuracy= needs labels=; without, there is target-agreement=
// RUN: not compress-opt %s -o %t.out --compress-distill="teacher-function=teacher alpha=1 loss-weight=0" --compress-train="data=%t.x.npy" 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: {{.*}}all losses of @main_distillation have the weight 0; there is nothing to train

// Passes that change the student come first.
// RUN: not compress-opt %t.graph.mlir -o %t.out --compress-prune=sparsity=0.5 --compress-train="%{data}" 2>&1 | FileCheck %s --check-prefix=CHANGED
// CHANGED: error: {{.*}}@main is not what compress-distill saw in @main_distillation; run it after the passes that change the student
// What the teacher shares must not be trained.
// RUN: not %{train}="%{data} include=.*weight" 2>&1 | FileCheck %s --check-prefix=SHARED
// SHARED: error: {{.*}}the teacher shares parameter 'stem.weight' with the student, which is trained; leave it frozen

// Another teacher, other samples, other files.
// RUN: %{train}="%{data} teacher-cache=%t.cache"
// RUN: sed -e 's/-2.0/-3.0/' %s | compress-opt --compress-distill=teacher-function=teacher -o %t.other.mlir
// RUN: not compress-opt %t.other.mlir -o /dev/null --compress-train="%{data} teacher-cache=%t.cache" 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: not %{train}="%{data} mean=0.5 teacher-cache=%t.cache" 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: not %{train}="%{data} unlabelled=%t.x.npy teacher-cache=%t.cache" 2>&1 | FileCheck %s --check-prefix=OTHER
// OTHER: error: teacher cache '{{.*}}cache' is of another teacher or other samples; remove it, or name another file
// RUN: rm -f %t.ckpt
// RUN: %{train}="%{data} checkpoint=%t.ckpt"
// RUN: not %{train}="%{data} teacher-cache=%t.ckpt" 2>&1 | FileCheck %s --check-prefix=CHECKPOINT
// CHECKPOINT: error: '{{.*}}ckpt' is a checkpoint and no teacher cache; name another file in teacher-cache=
// RUN: %python -c "import sys; data = open(sys.argv[1], 'rb').read(); open(sys.argv[1], 'wb').write(data[:-9])" %t.cache
// RUN: not %{train}="%{data} teacher-cache=%t.cache" 2>&1 | FileCheck %s --check-prefix=CUT
// CUT: error: {{.*}}cache' is cut off; remove it
// RUN: not %{train}="%{data} teacher-cache=%t.none/cache" 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: error: {{.*}}none/cache

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %v = compress.parameter "stem.weight" frozen = dense<[[1.0, 2.0], [0.0, 1.0]]> : tensor<2x2xf32>
  %h = compress.dense "stem" %x, %v : tensor<1x2xf32>, tensor<2x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %h, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}

func.func private @teacher(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %v = compress.parameter "stem.weight" = dense<[[1.0, 2.0], [0.0, 1.0]]> : tensor<2x2xf32>
  %h = compress.dense "stem" %x, %v : tensor<1x2xf32>, tensor<2x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[-2.0, 0.0], [2.0, 0.5]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %h, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
