// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet --compress-relax-choices | FileCheck %s
// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet -o %t.super
// There and back.
// RUN: compress-opt %t.super --compress-relax-choices --compress-derive-architecture -o %t.back
// RUN: diff %t.super %t.back

// CHECK: %[[L:.*]] = compress.parameter "conv1.logits" = dense<0.000000e+00> : tensor<12xf32>
// CHECK: compress.choice "conv1" %[[L]] of [{{.*}}](%{{.*}}) : tensor<12xf32>
// CHECK: compress.parameter "conv2.logits" = dense<0.000000e+00> : tensor<7xf32>
// CHECK-NOT: compress.decision
