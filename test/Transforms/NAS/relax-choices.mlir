// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet --compress-relax-choices | FileCheck %s
// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet -o %t.super
// There, back, and there again.
// RUN: compress-opt %t.super --compress-relax-choices -o %t.mixed
// RUN: compress-opt %t.mixed --compress-derive-architecture --compress-relax-choices -o %t.again
// RUN: diff %t.mixed %t.again

// CHECK: %[[L:.*]] = compress.parameter "conv1.logits" = dense<0.000000e+00> : tensor<12xf32>
// CHECK: compress.choice "conv1" %[[L]] of [{{.*}}](%{{.*}}) : tensor<12xf32>
// CHECK: compress.parameter "conv2.logits" = dense<0.000000e+00> : tensor<7xf32>
// All channels of a mixture are in use.
// CHECK: compress.choice "conv2" {{.*}} -> tensor<1x2x2x8xf32> {
// CHECK-NOT: compress.decision
// CHECK-NOT: compress.leading
