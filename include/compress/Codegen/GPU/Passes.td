//===- Passes.td - GPU code generation passes -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_GPU_PASSES_TD
#define COMPRESS_CODEGEN_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertPadsToGathers
    : Pass<"compress-convert-pads-to-gathers", "func::FuncOp"> {
  let summary = "Turn padding into an entry that is computed where it is used";
  let description = [{
    A `tensor.pad` by a constant becomes a loop nest that reads the source, or
    yields the constant, for each entry. `compress-map-to-gpu` computes such
    entries inside the kernel that reads them, so that no padded copy is written.
    Other padding stays.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<6xf32> {
      %c = arith.constant 0.0 : f32
      %y = tensor.pad %x low[1] high[1] {
      ^bb0(%i: index):
        tensor.yield %c : f32
      } : tensor<4xf32> to tensor<6xf32>
      return %y : tensor<6xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<6xf32> {
      %c = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<6xf32>
      %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
          outs(%e : tensor<6xf32>) {
      ^bb0(%out: f32):
        %i = linalg.index 0 : index
        %one = arith.constant 1 : index
        %j = arith.subi %i, %one : index
        %size = arith.constant 4 : index
        %inside = arith.cmpi ult, %j, %size : index
        %zero = arith.constant 0 : index
        %k = arith.select %inside, %j, %zero : index
        %v = tensor.extract %x[%k] : tensor<4xf32>
        %r = arith.select %inside, %v, %c : f32
        linalg.yield %r : f32
      } -> tensor<6xf32>
      return %y : tensor<6xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def UnshareEmptyTensors
    : Pass<"compress-unshare-empty-tensors", "func::FuncOp"> {
  let summary = "Give every use of an empty tensor one of its own";
  let description = [{
    Bufferization turns one `tensor.empty` into one buffer, and so stores several
    values in it, one after the other. That hinders `compress-map-to-gpu`, which
    joins operations whose buffers are not overwritten in between; memory is
    shared later, by `compress-plan-device-memory`.

    ```mlir
    func.func @main() -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = tensor.empty() : tensor<4xf32>
      return %0, %0 : tensor<4xf32>, tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main() -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = tensor.empty() : tensor<4xf32>
      %1 = tensor.empty() : tensor<4xf32>
      return %1, %0 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
}

def MapToGpu : Pass<"compress-map-to-gpu", "func::FuncOp"> {
  let summary = "Turn linalg operations on buffers into GPU launches";
  let description = [{
    Takes straight code of linalg operations and copies on contiguous buffers of
    static shape, and leaves one `gpu.launch` per kernel. What sets the first
    value of a sum, padding and moves that only a sum reads, and the elementwise
    operation that alone reads the sum join its kernel.

    - Sums of products with 8 or more rows, columns and terms, such as
      convolutions and matrix products, are computed in tiles: both factors are
      staged in shared memory, a thread keeps up to 8x4 sums in registers.
      Convolutions load their patches directly. Tiles are chosen by the size of
      the problem and the number of blocks it gives. 8-bit factors are packed by
      four.
    - Other sums of 32 or more terms, if they are few, are shared by 8 threads.
    - All else, such as pooling, depthwise convolutions and elementwise
      operations, has a thread per result, 256 to a block.

    A remark says how each kernel is computed.

    ```mlir
    func.func @main(%a: memref<64x64xf32>, %b: memref<64x64xf32>, %c: memref<64x64xf32>) {
      linalg.matmul ins(%a, %b : memref<64x64xf32>, memref<64x64xf32>) outs(%c : memref<64x64xf32>)
      return
    }
    ```
  }];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "Kernels made">,
    Statistic<"numFused", "num-fused", "Operations that joined the kernel of another">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::gpu::GPUDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def AttachGpuTarget : Pass<"compress-attach-gpu-target", "ModuleOp"> {
  let summary = "Say which chip the kernels are for";
  let description = [{
    Gives every `gpu.module` an upstream `#nvvm.target`, after a check that LLVM
    knows the chip and that it has the instructions that our kernels use (8-bit
    dot products: `sm_61` or newer).

    ```mlir
    module attributes {gpu.container_module} {
      gpu.module @kernels {
      }
    }
    ```

    becomes, with `chip=sm_80`:

    ```mlir
    module attributes {gpu.container_module} {
      gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_80", features = "+ptx80">] {
      }
    }
    ```
  }];
  let options = [
    Option<"chip", "chip", "std::string", "\"sm_90\"",
           "Chip that the kernels are for, as LLVM names it">,
    Option<"ptxFeatures", "ptx-features", "std::string", "\"\"",
           "PTX version, such as +ptx80; empty for one that fits the chip">];
  let dependentDialects = ["::mlir::NVVM::NVVMDialect"];
}

def SelectDotProducts
    : Pass<"compress-select-dot-products", "gpu::GPUModuleOp"> {
  let summary = "Use the instruction for a sum of four products of bytes";
  let description = [{
    Sums over products of four widened bytes become `nvvm.dot.accumulate.4way`,
    `dp4a` in PTX. Both wrap around in 32 bits.

    ```mlir
    gpu.module @kernels {
      func.func @dot(%a: vector<4xi8>, %b: vector<4xi8>, %c: i32) -> i32 {
        %wa = arith.extsi %a : vector<4xi8> to vector<4xi32>
        %wb = arith.extsi %b : vector<4xi8> to vector<4xi32>
        %p = arith.muli %wa, %wb : vector<4xi32>
        %s = vector.reduction <add>, %p, %c : vector<4xi32> into i32
        return %s : i32
      }
    }
    ```
  }];
  let statistics = [
    Statistic<"numSelected", "num-selected", "Dot products selected">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::NVVM::NVVMDialect"];
}

def ExpandDeviceMath
    : Pass<"compress-expand-device-math", "gpu::GPUModuleOp"> {
  let summary = "Compute functions that kernels have no instructions for";
  let description = [{
    Exponentials, logarithms, tanh, erf and others become polynomials, exact to
    a few units in the last place, so that kernels need no library of NVIDIA's.
    Square roots and rounding become LLVM intrinsics, which are instructions.
    Anything else is an error.

    ```mlir
    gpu.module @kernels {
      func.func @softplus(%x: f32) -> f32 {
        %e = math.exp %x : f32
        %y = math.log1p %e : f32
        return %y : f32
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def PlanDeviceMemory : Pass<"compress-plan-device-memory", "func::FuncOp"> {
  let summary = "Give weights and intermediate buffers their places";
  let description = [{
    Arguments with entries (`compress.weight`) get an offset into one block of
    weights, allocations an offset into one arena; buffers that are never in use
    at the same time share bytes. Offsets are multiples of 256. The function says
    how large both blocks are.

    ```mlir
    func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) {
      %a = memref.alloc() : memref<4xf32>
      linalg.copy ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
      linalg.copy ins(%a : memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: memref<4xf32>, %y: memref<4xf32>)
        attributes {compress.arena_bytes = 256 : i64, compress.weight_bytes = 0 : i64} {
      %a = memref.alloc() {compress.offset = 0 : i64} : memref<4xf32>
      linalg.copy ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
      linalg.copy ins(%a : memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```
  }];
  let statistics = [
    Statistic<"arenaSize", "arena-bytes", "Bytes of the arena">,
    Statistic<"sumOfBuffers", "buffer-bytes", "Bytes of all buffers">];
}

#endif // COMPRESS_CODEGEN_GPU_PASSES_TD
