// REQUIRES: numpy
// Data: 64 samples of two classes that a line separates.
// RUN: %python %S/Inputs/make_line.py %t

// A training finds the line; log and curve are written; nothing else changes.
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=30 batch-size=16 optimizer=adam learning-rate=0.05 validation=0.25 log=%t.jsonl curve=%t.svg" --remarks-filter="compress-train" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=LOG < %t.jsonl
// RUN: FileCheck %s --check-prefix=CURVE < %t.svg
// RUN: compress-run %t.mlir --data %t.x.npy --labels %t.labels.npy | FileCheck %s --check-prefix=ACCURACY

// REMARK: epoch 30: loss 0.{{[0-9]+}}, accuracy {{(9[0-9]|100)\.[0-9]+}} %, validation accuracy {{(9[0-9]|100)\.[0-9]+}} %

// CHECK: func.func @main(%{{.*}}: tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK: compress.parameter "fc.weight" = dense
// CHECK: compress.parameter "fc.bias" = dense
// CHECK: compress.dense "fc"
// CHECK-NOT: train_step
// CHECK-NOT: module

// LOG: {"epoch":1,"step":3,"loss":{{.*}},"accuracy":{{.*}},"validation_loss":{{.*}},"validation_accuracy":{{.*}},"learning_rate":0.05{{.*}}}
// LOG: {"epoch":30,"step":90,

// CURVE: <svg
// CURVE: validation
// CURVE: polyline
// CURVE: epochs 1 to 30
// CURVE: </svg>

// ACCURACY: accuracy: {{0\.9|1\.0}}

// The same options give the same bits; another seed gives others.
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 seed=5 initialize=kaiming" -o %t.a.mlir
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 seed=5 initialize=kaiming" -o %t.b.mlir
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 seed=6 initialize=kaiming" -o %t.c.mlir
// RUN: cmp %t.a.mlir %t.b.mlir
// RUN: not cmp %t.a.mlir %t.c.mlir

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %b = compress.parameter "fc.bias" = dense<0.0> : tensor<2xf32>
  %y = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  return %y : tensor<1x2xf32>
}
