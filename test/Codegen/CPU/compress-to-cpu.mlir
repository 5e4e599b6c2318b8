// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-to-cpu="cpu=x86-64-v3" -o %t.mlir
// RUN: FileCheck %s < %t.mlir
// RUN: mlir-translate --mlir-to-llvmir %t.mlir | FileCheck %s --check-prefix=LLVM
// RUN: mlir-opt --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-to-cpu{cpu=x86-64-v3})' %models/lenet_fmnist.tosa.mlir -o %t.plugin.mlir
// RUN: cmp %t.mlir %t.plugin.mlir

// The entry has the one signature; the weights are known by place, and in no
// constant of the code.
// CHECK-LABEL: llvm.func @main_run(%arg0: !llvm.ptr, %arg1: !llvm.ptr, %arg2: !llvm.ptr, %arg3: !llvm.ptr)
// CHECK-SAME: compress.arena_bytes = {{[1-9][0-9]*}} : i64
// CHECK-SAME: offset = {{[0-9]+}} : i64, value = dense_resource<conv2d_0.packed> : tensor<
// CHECK: llvm.func internal @main(%arg0: !llvm.ptr {llvm.align = 64 : i64, llvm.noalias, llvm.readonly}, %arg1: !llvm.ptr {llvm.align = 64 : i64, llvm.noalias}, %arg2: !llvm.ptr {llvm.noalias}, %arg3: !llvm.ptr {llvm.noalias})
// CHECK-NOT: dense_resource<

// Nothing is called: no runner library, no allocation.
// LLVM: define void @main_run(ptr %0, ptr %1, ptr %2, ptr %3)
// LLVM-NOT: declare {{.*}}@m
// LLVM-NOT: declare {{.*}}@free
// LLVM-NOT: declare {{.*}}@_mlir

// RUN: not compress-opt %s --compress-to-cpu="cpu=x86-64-v9" 2>&1 | FileCheck %s --check-prefix=CPU
// CPU: unknown CPU 'x86-64-v9', did you mean 'x86-64-v2'?; give host, or one of

// The CPU decides how wide vectors are.
// RUN: compress-opt %s --compress-to-cpu="cpu=x86-64-v4+avx512vnni" --dump-pass-pipeline -o /dev/null 2>&1 | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: compress-plan-arena
// PIPELINE: compress-pack-weights
// PIPELINE: compress-vectorize-kernels{chunk-cycles=0 vector-bits=512}

// Threads share loops that are large enough.
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --convert-tosa-to-compress --compress-set-batch=size=64 --compress-to-cpu=threads | FileCheck %s --check-prefix=THREADS
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --convert-tosa-to-compress --compress-set-batch=size=64 --compress-to-cpu | FileCheck %s --check-prefix=SERIAL --implicit-check-not=compress_parallel_for
// THREADS: llvm.func @compress_parallel_for(
// THREADS: llvm.func internal @main_chunks
// THREADS: llvm.call @compress_parallel_for(
// SERIAL: llvm.func @main_run(
func.func @empty(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
