// RUN: compress-opt %s --compress-annotate-arguments | FileCheck %s

// CHECK: func @main(%{{.*}}: tensor<4xf32> {bufferization.writable = false, llvm.noalias}, %{{.*}}: index)
func.func @main(%x: tensor<4xf32>, %i: index) {
  return
}
