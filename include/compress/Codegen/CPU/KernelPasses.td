//===- KernelPasses.td - layers to kernels, kernels to loops --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_KERNELPASSES_TD
#define COMPRESS_CODEGEN_CPU_KERNELPASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertToKernels : Pass<"compress-convert-to-kernels", "func::FuncOp"> {
  let summary = "Turn layers into kernels with packed weights";
  let description = [{
    Takes any contract. Convolutions, dense layers and batch matrix products
    become `compress.kernel` operations in the form that the instructions of
    `isa` want: weights in vectors of output channels, 8-bit inputs as 16 bits, or
    as unsigned bytes for `vpdpbusd`. Weights that are known are packed now, f32
    weights that are arguments when the function runs. Zero points move into the
    bias; padding becomes a border of a buffer that the input is written into.

    Gradients of convolutions become kernels too: that of the input a convolution
    of the gradient with the flipped weight, one for each phase of the stride;
    that of the weight a product over all pixels, of the image as the convolution
    itself has padded it. A `tosa.transpose` of an operand of a dense layer or a
    product of matrices goes into the packing.

    Left alone, for `compress-convert-to-linalg`: 16-bit activations, integer
    weights that are not constant, depthwise convolutions with several results
    per channel, weight gradients of convolutions with groups.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<1x2xf32> {
      %y = compress.dense "fc" %x, %w bias %b : tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let options = [
    Option<"isa", "isa", "::mlir::compress::Isa",
           /*default=*/"::mlir::compress::Isa::Portable",
           "Instructions that kernels are written for",
           "::mlir::compress::getIsaOptionValues()">];
  let statistics = [
    Statistic<"numConverted", "num-converted", "Layers turned into kernels">,
    Statistic<"numLeft", "num-left", "Layers left alone">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def ConvertToSparseKernels
    : Pass<"compress-convert-to-sparse-kernels", "func::FuncOp"> {
  let summary = "Turn pruned layers into kernels that skip their zeros";
  let description = [{
    Takes any contract; goes before `compress-convert-to-kernels`. Convolutions
    without groups and dense layers, whose constant weights are zero in at least
    half of their entries, become `compress.kernel` operations of kind
    `#compress.sparse`, where a model of the cost says that this is faster: single
    weights, or blocks of 4x1 (4 output channels that keep the same inputs), in f32
    and in exact int8. It does not matter what made the zeros. A remark says
    what was chosen, or why the layer stays dense.

    Vectors hold pixels (of a dense layer: rows), so one stored weight serves as many
    products as there are lanes; the input is brought into planes for that. Dense
    layers, and convolutions with a 1x1 kernel, no stride and no padding, become
    `#compress.sparse_rows`, which makes the planes itself, on the stack (at most
    32 KiB, and 64 KiB of sums). A dense layer on a single row stays dense.

    ```mlir
    func.func @main(%x: tensor<16x4xf32>) -> tensor<16x1xf32> {
      %w = compress.parameter "fc.weight" = dense<[[0.0, 2.0, 0.0, 0.0]]> : tensor<1x4xf32>
      %y = compress.dense "fc" %x, %w : tensor<16x4xf32>, tensor<1x4xf32>
      return %y : tensor<16x1xf32>
    }
    ```
  }];
  let options = [
    Option<"isa", "isa", "::mlir::compress::Isa",
           /*default=*/"::mlir::compress::Isa::Portable",
           "Instructions that kernels are written for",
           "::mlir::compress::getIsaOptionValues()">,
    Option<"force", "force", "bool", /*default=*/"false",
           "Also where it is slower, and whatever the weights: for tests and "
           "measurements">];
  let statistics = [
    Statistic<"numConverted", "num-converted", "Layers turned into kernels">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def FuseEpilogues : Pass<"compress-fuse-epilogues", "func::FuncOp"> {
  let summary = "Let kernels compute the elementwise operations that follow them";
  let description = [{
    Takes kernels and linalg on tensors. Elementwise operations that follow each
    other become one. Those behind a kernel move into its region, where they work
    on registers: rescaling, clamping, residual additions, and the form that the
    next kernel reads. Only where nothing else needs the values between, and not
    beyond the narrowest type, which is what should go through memory.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x4x1xf32>) -> tensor<1x4xf32> {
      %e = tensor.empty() : tensor<1x4xf32>
      %0 = compress.kernel "fc" #compress.matmul
             ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<1x4xf32>) {
      ^bb0(%sum: f32):
        compress.yield %sum : f32
      } -> tensor<1x4xf32>
      %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>],
                           iterator_types = ["parallel", "parallel"]}
             ins(%0 : tensor<1x4xf32>) outs(%e : tensor<1x4xf32>) {
      ^bb0(%in: f32, %out: f32):
        %2 = math.absf %in : f32
        linalg.yield %2 : f32
      } -> tensor<1x4xf32>
      return %1 : tensor<1x4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x4x1xf32>) -> tensor<1x4xf32> {
      %e = tensor.empty() : tensor<1x4xf32>
      %0 = compress.kernel "fc" #compress.matmul
             ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<1x4xf32>) {
      ^bb0(%sum: f32):
        %1 = math.absf %sum : f32
        compress.yield %1 : f32
      } -> tensor<1x4xf32>
      return %0 : tensor<1x4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numFused", "num-fused", "Operations moved into kernels">];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
}

def EmitKernels : Pass<"compress-emit-kernels", "func::FuncOp"> {
  let summary = "Write kernels as loops over vectors";
  let description = [{
    Takes `compress.kernel` operations on buffers. Each becomes loops over tiles
    of rows and vectors of columns whose sums stay in registers; the sizes of the
    tile are those with the least estimated cycles for `isa` and this shape, and
    rows and columns that are left over get tiles of their own. A remark names
    the tile.

    With `chunk-cycles`, the loops around the tile of a kernel that takes twice
    as long become one `scf.parallel` over chunks: steps of the outer loops, rows
    and columns. Sums are never cut, so results do not depend on it.

    Where `isa` has no dot products of bytes and many rows share the weights,
    bytes are widened to words once, all of them or several vectors of columns
    at a time, in at most 64 KiB of memory on the stack.

    A weight's gradient sums up over a batch of images that is larger than a
    cache: it becomes loops over parts of the batch, whose sums are added.

    ```mlir
    func.func @main(%x: memref<4x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<4x4xf32>) {
      compress.kernel "fc" #compress.matmul
          ins(%x, %w : memref<4x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<4x4xf32>) {
      ^bb0(%sum: f32):
        compress.yield %sum : f32
      }
      return
    }
    ```
  }];
  let options = [
    Option<"isa", "isa", "::mlir::compress::Isa",
           /*default=*/"::mlir::compress::Isa::Portable",
           "Instructions that kernels are written for",
           "::mlir::compress::getIsaOptionValues()">,
    Option<"chunkCycles", "chunk-cycles", "int64_t", "0",
           "Cut the work for threads into chunks of at least so many estimated cycles; 0: one thread">];
  let statistics = [
    Statistic<"numEmitted", "num-emitted", "Kernels written">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

#endif // COMPRESS_CODEGEN_CPU_KERNELPASSES_TD
