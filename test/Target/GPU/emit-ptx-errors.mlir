// RUN: split-file %s %t
// RUN: not compress-opt %t/layers.mlir --compress-emit-ptx=ptx=%t/x.ptx 2>&1 | FileCheck %s --check-prefix=LAYERS
// RUN: not compress-opt %t/layers.mlir --compress-emit-ptx=launches=%t/x.json 2>&1 | FileCheck %s --check-prefix=UNPLANNED
// RUN: not compress-opt %t/empty.mlir --compress-emit-ptx=weights=%t/x.weights 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not compress-opt %t/target.mlir --compress-emit-ptx=ptx=%t/x.ptx 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not compress-opt %t/call.mlir --compress-emit-ptx=ptx=%t/x.ptx 2>&1 | FileCheck %s --check-prefix=CALL
// RUN: not compress-opt %t/unlowered.mlir --compress-emit-ptx=ptx=%t/x.ptx 2>&1 | FileCheck %s --check-prefix=UNLOWERED
// RUN: not compress-opt %t/resource.mlir --compress-emit-ptx=weights=%t/x.weights 2>&1 | FileCheck %s --check-prefix=RESOURCE
// RUN: not compress-opt %t/kernel.mlir --compress-emit-ptx=ptx=%t/none/x.ptx 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: not ls %t/x.ptx %t/x.json %t/x.weights

// LAYERS: layers.mlir:0:0: error: expected one gpu.module, found 0; lower the network with compress-to-gpu first
// UNPLANNED: layers.mlir:1:1: error: 'func.func' op has no planned memory; lower the network with compress-to-gpu first
// EMPTY: error: module has no function that launches kernels
// TARGET: error: 'gpu.module' op has no #nvvm.target; add one with compress-attach-gpu-target
// CALL: error: 'gpu.module' op calls @mystery, which no kernel defines
// UNLOWERED: error: 'gpu.module' op cannot be translated to LLVM; lower the network with compress-to-gpu first
// RESOURCE: error: 'func.func' op lacks the entries of a constant of type 'tensor<3xf32>'; was the resource section of the file removed?
// FOLDER: error: cannot write {{.*}}x.ptx{{.*}}o such file or directory

//--- layers.mlir
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

//--- empty.mlir
module {
}

//--- target.mlir
gpu.module @kernels {
}

//--- call.mlir
gpu.module @kernels [#nvvm.target<chip = "sm_90", features = "+ptx80">] {
  llvm.func @mystery(f32) -> f32
  llvm.func @k(%x: f32, %p: !llvm.ptr) attributes {gpu.kernel, nvvm.kernel} {
    %y = llvm.call @mystery(%x) : (f32) -> f32
    llvm.store %y, %p : f32, !llvm.ptr
    llvm.return
  }
}

//--- unlowered.mlir
gpu.module @kernels [#nvvm.target<chip = "sm_90", features = "+ptx80">] {
  gpu.func @k() kernel {
    gpu.return
  }
}

//--- kernel.mlir
gpu.module @kernels [#nvvm.target<chip = "sm_90", features = "+ptx80">] {
  llvm.func @k() attributes {gpu.kernel, nvvm.kernel} {
    llvm.return
  }
}

//--- resource.mlir
func.func @main(%w: memref<3xf32> {compress.offset = 0 : i64, compress.weight = dense_resource<missing> : tensor<3xf32>})
    attributes {compress.arena_bytes = 0 : i64, compress.weight_bytes = 256 : i64} {
  return
}
