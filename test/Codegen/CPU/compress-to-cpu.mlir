// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-to-cpu="cpu=x86-64-v3" -o %t.mlir
// RUN: FileCheck %s < %t.mlir
// RUN: mlir-translate --mlir-to-llvmir %t.mlir | FileCheck %s --check-prefix=LLVM
// RUN: mlir-opt --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-to-cpu{cpu=x86-64-v3})' %models/lenet_fmnist.tosa.mlir -o %t.plugin.mlir
// RUN: cmp %t.mlir %t.plugin.mlir

// Input, weights and output are pointers; weights are no constants.
// CHECK-LABEL: llvm.func @main(%arg0: !llvm.ptr {llvm.noalias}
// CHECK-SAME: compress.value = dense_resource<dense_1.packed> : tensor<1x2x1x50x8x1xf32>
// CHECK-SAME: compress.value = dense_resource<conv2d_0.packed> : tensor<1x2x5x5x8x1xf32>
// CHECK-NOT: dense_resource

// Nothing is called but allocation.
// LLVM-NOT: @memrefCopy
// LLVM-DAG: declare ptr @malloc(i64)
// LLVM-DAG: declare void @free(ptr)
