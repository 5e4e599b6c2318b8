//===- Passes.td - CPU code generation passes -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PASSES_TD
#define COMPRESS_CODEGEN_CPU_PASSES_TD

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
    without groups and dense layers on matrices, whose constant weights are zero in
    at least half of their entries, become `compress.kernel` operations of kind
    `#compress.sparse`, where a model of the cost says that this is faster: single
    weights, or blocks of 4x1 (4 output channels that keep the same inputs), in f32
    and in exact int8. It does not matter what made the zeros. A remark says
    what was chosen, or why the layer stays dense.

    Vectors hold pixels (of a dense layer: rows), so one stored weight serves as many
    products as there are lanes; the input is brought into planes for that. A dense
    layer on a single row stays dense.

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

def LabelLayers : Pass<"compress-label-layers", "func::FuncOp"> {
  let summary = "Write into locations which layer an operation works for";
  let description = [{
    Takes any contract before [kernels]. Every operation of the function gets a
    label with the name of a layer: a layer its own, any other operation that of
    the latest layer whose values it takes. What comes before the first layer
    gets none. Nothing else changes; lowering keeps locations, so that the
    pieces of a layer can still be told in [kernels].

    In the module that comes out, `--mlir-print-debuginfo` shows
    `loc(fused<{compress.layer = "fc"}>[...])` at both operations behind the
    weight of

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      %z = tosa.abs %y : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %z : tensor<1x2xf32>
    }
    ```
  }];
}

def InsertProfileMarks : Pass<"compress-insert-profile-marks", "ModuleOp"> {
  let summary = "Insert calls where one layer ends and another begins";
  let description = [{
    For functions on buffers, whose locations have the labels of
    `compress-label-layers`. In public functions, `compress_profile_mark(i)` is
    called before the first operation that works for another layer than the one
    before it, and at the end. The module's `compress.profiled_layers` has the
    layers' names; number 0 is for what belongs to none. Operations that only
    name or allocate memory count with what comes before them.

    The host that loads the code provides `compress_profile_mark` and takes the
    time in it, as `compress-run --profile` does.

    ```mlir
    func.func @main(%a: memref<4xf32>, %b: memref<4xf32>) {
      memref.copy %a, %b : memref<4xf32> to memref<4xf32> loc(fused<{compress.layer = "fc"}>["fc"])
      return
    }
    ```

    becomes

    ```mlir
    module attributes {compress.profiled_layers = ["", "fc"]} {
      func.func private @compress_profile_mark(i32)
      func.func @main(%a: memref<4xf32>, %b: memref<4xf32>) {
        %c1_i32 = arith.constant 1 : i32
        call @compress_profile_mark(%c1_i32) : (i32) -> ()
        memref.copy %a, %b : memref<4xf32> to memref<4xf32>
        %c0_i32 = arith.constant 0 : i32
        call @compress_profile_mark(%c0_i32) : (i32) -> ()
        return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect"];
  let statistics = [
    Statistic<"numMarks", "num-marks", "Calls inserted">];
}

def LiftWeights : Pass<"compress-lift-weights", "func::FuncOp"> {
  let summary = "Turn large constants into function arguments";
  let description = [{
    Parameters and constants of more than `max-elements` entries become arguments
    after the function's own, in order of appearance, so that compiled code
    reaches weights through pointers. The argument attribute `compress.weight`
    keeps the entries, and `compress.name` the name of a parameter. Equal
    constants become one argument. Functions that are called in the module are
    left alone.

    ```mlir
    func.func @main(%x: tensor<100xf32>) -> tensor<100xf32> {
      %w = compress.parameter "w" = dense<2.0> : tensor<100xf32>
      %y = arith.mulf %x, %w : tensor<100xf32>
      return %y : tensor<100xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<100xf32>,
                    %w: tensor<100xf32> {compress.name = "w", compress.weight = dense<2.0> : tensor<100xf32>})
        -> tensor<100xf32> {
      %y = arith.mulf %x, %w : tensor<100xf32>
      return %y : tensor<100xf32>
    }
    ```
  }];
  let options = [
    Option<"maxElements", "max-elements", "int64_t", "64",
           "Constants up to this many entries stay where they are">];
  let statistics = [
    Statistic<"numLifted", "num-lifted", "Constants turned into arguments">];
}

def AnnotateArguments : Pass<"compress-annotate-arguments", "func::FuncOp"> {
  let summary = "Promise that tensor arguments are read-only and do not overlap";
  let description = [{
    The calling convention of compiled functions: inputs and weights belong to the
    caller and are not written; no two arguments overlap. Bufferization and LLVM
    learn it from `bufferization.writable = false` and `llvm.noalias`.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      return %x : tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32> {bufferization.writable = false, llvm.noalias}) -> tensor<4xf32> {
      return %x : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def ConvertCopiesToLinalg
    : Pass<"compress-convert-copies-to-linalg", "func::FuncOp"> {
  let summary = "Turn copies of strided buffers into linalg operations";
  let description = [{
    Copies between contiguous buffers stay: they become `memcpy`. All others would
    become calls into MLIR's runner library. Copies of a buffer to itself go.

    ```mlir
    func.func @main(%a: memref<4x4xf32, strided<[8, 1]>>, %b: memref<4x4xf32>) {
      memref.copy %a, %b : memref<4x4xf32, strided<[8, 1]>> to memref<4x4xf32>
      return
    }
    ```

    becomes

    ```mlir
    func.func @main(%a: memref<4x4xf32, strided<[8, 1]>>, %b: memref<4x4xf32>) {
      linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>],
                      iterator_types = ["parallel", "parallel"]}
          ins(%a : memref<4x4xf32, strided<[8, 1]>>) outs(%b : memref<4x4xf32>) {
      ^bb0(%in: f32, %out: f32):
        linalg.yield %in : f32
      }
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def PackWeights : Pass<"compress-pack-weights", "func::FuncOp"> {
  let summary = "Make all weights views of one block of memory";
  let description = [{
    Arguments with a `compress.weight`, as `compress-lift-weights` makes them, are
    replaced by one argument, the blob. Each weight starts at a multiple of 64
    bytes; 64 bytes follow the last one, so that kernels may read past its end.
    The function's attribute `compress.weights` says what lies where,
    `compress.weight_bytes` how long the blob is. Results that bufferization made
    arguments (`bufferize.result`) get the promise that they overlap nothing.

    ```mlir
    func.func @main(%x: memref<4xf32>, %w: memref<4xf32> {compress.weight = dense<2.0> : tensor<4xf32>},
                    %y: memref<4xf32>) {
      linalg.add ins(%x, %w : memref<4xf32>, memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```

    becomes

    ```mlir
    func.func @main(%blob: memref<128xi8> {compress.blob, llvm.align = 64 : i64, llvm.noalias, llvm.readonly},
                    %x: memref<4xf32>, %y: memref<4xf32>)
        attributes {compress.weight_bytes = 128 : i64,
                    compress.weights = [{offset = 0 : i64, value = dense<2.0> : tensor<4xf32>} ]} {
      %c0 = arith.constant 0 : index
      %w = memref.view %blob[%c0][] : memref<128xi8> to memref<4xf32>
      linalg.add ins(%x, %w : memref<4xf32>, memref<4xf32>) outs(%y : memref<4xf32>)
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect"];
  let statistics = [
    Statistic<"numWeights", "num-weights", "Arguments packed">];
}

def PlanArena : Pass<"compress-plan-arena", "func::FuncOp"> {
  let summary = "Make all temporary buffers views of one block of memory";
  let description = [{
    When each buffer is needed is known, so its place can be planned now: the
    function gets an argument, the arena, and every `memref.alloc` becomes a view of
    it. Buffers needed at the same time do not overlap; each starts at a multiple
    of 64 bytes and has 64 bytes behind it that kernels may read. The function's
    attribute `compress.arena_bytes` says how long the arena is, and a remark how
    that compares with the buffers' sizes. Deallocations disappear.

    An allocation in a loop or branch has one place as well. It is an error if one
    iteration hands its buffer to the next, if iterations run in parallel, and if
    a size is not static.

    ```mlir
    func.func @main(%x: memref<16xf32>, %y: memref<16xf32>) {
      %a = memref.alloc() : memref<16xf32>
      linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
      linalg.add ins(%a, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
      return
    }
    ```

    becomes

    ```mlir
    func.func @main(%arena: memref<128xi8> {compress.arena, llvm.align = 64 : i64, llvm.noalias},
                    %x: memref<16xf32>, %y: memref<16xf32>) attributes {compress.arena_bytes = 128 : i64} {
      %c0 = arith.constant 0 : index
      %a = memref.view %arena[%c0][] : memref<128xi8> to memref<16xf32>
      linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
      linalg.add ins(%a, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect"];
  let statistics = [
    Statistic<"numBuffers", "num-buffers", "Allocations replaced">];
}

def EmitEntry : Pass<"compress-emit-entry", "ModuleOp"> {
  let summary = "Give compiled functions the one signature that C calls";
  let description = [{
    For each function that `compress-plan-arena` gave an arena, makes a function
    `NAME_run(weights, arena, inputs, outputs)`, whose last two arguments are
    tables of pointers, in the function's order. The function itself becomes
    internal.

    ```mlir
    llvm.func @main(%arena: !llvm.ptr {compress.arena}, %x: !llvm.ptr, %y: !llvm.ptr {bufferize.result})
        attributes {compress.arena_bytes = 0 : i64} {
      llvm.return
    }
    ```

    becomes

    ```mlir
    llvm.func @main_run(%weights: !llvm.ptr, %arena: !llvm.ptr, %inputs: !llvm.ptr, %outputs: !llvm.ptr)
        attributes {compress.arena_bytes = 0 : i64} {
      %0 = llvm.getelementptr %inputs[0] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %x = llvm.load %0 : !llvm.ptr -> !llvm.ptr
      %1 = llvm.getelementptr %outputs[0] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %y = llvm.load %1 : !llvm.ptr -> !llvm.ptr
      llvm.call @main(%arena, %x, %y) : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
      llvm.return
    }
    llvm.func internal @main(%arena: !llvm.ptr, %x: !llvm.ptr, %y: !llvm.ptr) attributes {no_inline} {
      llvm.return
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def OutlineParallelLoops : Pass<"compress-outline-parallel-loops", "ModuleOp"> {
  let summary = "Make functions of parallel loops";
  let description = [{
    For functions on buffers. The body of each outermost `scf.parallel` of one
    dimension goes to a function that takes the first and last iteration and the
    buffers in use, and is called for all iterations: so far nothing is
    parallel. `compress-emit-parallel-calls` has threads share such calls.

    Only buffers that are arguments are handed over. What is computed from them
    without a memory effect, such as views of an arena, is repeated in the new
    function; a loop that uses something else stays, with a remark.

    ```mlir
    func.func @main(%x: memref<64xf32>, %y: memref<64xf32>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c64 = arith.constant 64 : index
      scf.parallel (%i) = (%c0) to (%c64) step (%c1) {
        %0 = memref.load %x[%i] : memref<64xf32>
        memref.store %0, %y[%i] : memref<64xf32>
      }
      return
    }
    ```

    becomes

    ```mlir
    func.func private @main_chunks(%begin: index, %end: index, %x: memref<64xf32>, %y: memref<64xf32>)
        attributes {compress.parallel_body} {
      %c0 = arith.constant 0 : index
      %c64 = arith.constant 64 : index
      %c1 = arith.constant 1 : index
      scf.for %i = %begin to %end step %c1 {
        %0 = memref.load %x[%i] : memref<64xf32>
        memref.store %0, %y[%i] : memref<64xf32>
      }
      return
    }
    func.func @main(%x: memref<64xf32>, %y: memref<64xf32>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c64 = arith.constant 64 : index
      call @main_chunks(%c0, %c64, %x, %y) : (index, index, memref<64xf32>, memref<64xf32>) -> ()
      return
    }
    ```
  }];
  let statistics = [
    Statistic<"numOutlined", "num-outlined", "Loops that became functions">,
    Statistic<"numSerial", "num-serial", "Loops that stay">];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::scf::SCFDialect"];
}

def EmitParallelCalls : Pass<"compress-emit-parallel-calls", "ModuleOp"> {
  let summary = "Have threads share the calls of parallel bodies";
  let description = [{
    For functions in LLVM's dialect. Calls of functions with
    `compress.parallel_body` become calls of the thread pool,
    `compress_parallel_for`, with a table of the buffers on the stack.
    `compress-translate` and `compress-run` link the pool; programs that use this
    pass alone provide it.

    ```mlir
    llvm.func @chunks(%begin: i64, %end: i64, %x: !llvm.ptr) attributes {compress.parallel_body} {
      llvm.return
    }
    llvm.func @main(%x: !llvm.ptr) {
      %begin = llvm.mlir.constant(0 : i64) : i64
      %end = llvm.mlir.constant(8 : i64) : i64
      llvm.call @chunks(%begin, %end, %x) : (i64, i64, !llvm.ptr) -> ()
      llvm.return
    }
    ```

    becomes

    ```mlir
    llvm.func @compress_parallel_for(i64, i64, !llvm.ptr, !llvm.ptr)
    llvm.func internal @chunks_entry(%begin: i64, %end: i64, %table: !llvm.ptr) {
      %0 = llvm.getelementptr %table[0] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %x = llvm.load %0 : !llvm.ptr -> !llvm.ptr
      llvm.call @chunks(%begin, %end, %x) : (i64, i64, !llvm.ptr) -> ()
      llvm.return
    }
    llvm.func internal @chunks(%begin: i64, %end: i64, %x: !llvm.ptr) attributes {no_inline} {
      llvm.return
    }
    llvm.func @main(%x: !llvm.ptr) {
      %size = llvm.mlir.constant(1 : i64) : i64
      %table = llvm.alloca %size x !llvm.ptr : (i64) -> !llvm.ptr
      %begin = llvm.mlir.constant(0 : i64) : i64
      %end = llvm.mlir.constant(8 : i64) : i64
      %0 = llvm.getelementptr %table[0] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      llvm.store %x, %0 : !llvm.ptr, !llvm.ptr
      %run = llvm.mlir.addressof @chunks_entry : !llvm.ptr
      llvm.call @compress_parallel_for(%begin, %end, %run, %table) : (i64, i64, !llvm.ptr, !llvm.ptr) -> ()
      llvm.return
    }
    ```
  }];
  let statistics = [
    Statistic<"numCalls", "num-calls", "Calls that threads share">];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def UnshareResults : Pass<"compress-unshare-results", "func::FuncOp"> {
  let summary = "Copy values that a function returns twice";
  let description = [{
    Every result becomes a buffer that the caller owns, so each needs one.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = tosa.abs %x : (tensor<4xf32>) -> tensor<4xf32>
      return %0, %0 : tensor<4xf32>, tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = tosa.abs %x : (tensor<4xf32>) -> tensor<4xf32>
      %1 = bufferization.alloc_tensor() copy(%0) : tensor<4xf32>
      return %0, %1 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect"];
}

def VectorizeKernels : Pass<"compress-vectorize-kernels", "func::FuncOp"> {
  let summary = "Turn linalg operations on buffers into loops over vectors";
  let description = [{
    The last dimension of the output is computed a vector at a time. For
    operations with reductions (convolutions, matrix products, pooling) a tile
    of several vectors times several entries of the dimension before stays in
    registers over all reduction loops, and products and sums may be fused.
    Sizes that are no multiples get tiles of their own, with a shorter vector at
    the end. Elementwise operations on contiguous buffers run over one dimension.

    Operations that read or write the last dimension in another way, such as
    transposes, stay; `convert-linalg-to-loops` takes them.

    ```mlir
    linalg.matmul ins(%a, %b : memref<4x8xf32>, memref<8x16xf32>) outs(%c : memref<4x16xf32>)
    ```

    becomes, for `vector-bits=512`, one loop over 8 whose four accumulators are
    `vector<16xf32>`.
  }];
  let options = [
    Option<"vectorBits", "vector-bits", "int64_t", "256",
           "Width of the target's vector registers: 128, 256 or 512">,
    Option<"chunkCycles", "chunk-cycles", "int64_t", "0",
           "Cut the work for threads into chunks of at least so many estimated cycles; 0: one thread">];
  let statistics = [
    Statistic<"numVectorized", "num-vectorized", "Operations vectorised">,
    Statistic<"numScalar", "num-scalar", "Operations left alone">];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def ApproximateMath : Pass<"compress-approximate-math", "func::FuncOp"> {
  let summary = "Compute exponentials and their like by polynomials";
  let description = [{
    Replaces `math.exp`, `math.log`, `math.tanh` and `math.erf` of f32, scalars and vectors
    alike, by upstream's approximations, which compute a vector at a time where a
    library takes one entry after the other. `test/Execution/math.test` holds them
    to their errors, which `docs/Kernels.md` lists.

    ```mlir
    func.func @main(%x: vector<8xf32>) -> vector<8xf32> {
      %0 = math.exp %x : vector<8xf32>
      return %0 : vector<8xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def AnnotateScales : Pass<"compress-annotate-scales", "func::FuncOp"> {
  let summary = "Note the smallest shift of tables that scale channels";
  let description = [{
    A `tosa.apply_scale` in a `linalg.generic` whose shifts come from a constant
    gets `compress.min_shift`, the smallest entry, as long as the constant can be
    seen: `compress-lift-weights` turns large ones into arguments.
    `compress-lower-apply-scale` needs it.

    ```mlir
    func.func @main(%v: tensor<2xi32>, %m: tensor<2xi32>) -> tensor<2xi32> {
      %s = arith.constant dense<[35, 37]> : tensor<2xi8>
      %e = tensor.empty() : tensor<2xi32>
      %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>,
                                            affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
                           iterator_types = ["parallel"]}
          ins(%v, %m, %s : tensor<2xi32>, tensor<2xi32>, tensor<2xi8>) outs(%e : tensor<2xi32>) {
      ^bb0(%a: i32, %b: i32, %c: i8, %out: i32):
        %1 = tosa.apply_scale %a, %b, %c {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
        linalg.yield %1 : i32
      } -> tensor<2xi32>
      return %0 : tensor<2xi32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%v: tensor<2xi32>, %m: tensor<2xi32>) -> tensor<2xi32> {
      %s = arith.constant dense<[35, 37]> : tensor<2xi8>
      %e = tensor.empty() : tensor<2xi32>
      %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>,
                                            affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
                           iterator_types = ["parallel"]}
          ins(%v, %m, %s : tensor<2xi32>, tensor<2xi32>, tensor<2xi8>) outs(%e : tensor<2xi32>) {
      ^bb0(%a: i32, %b: i32, %c: i8, %out: i32):
        %1 = tosa.apply_scale %a, %b, %c {compress.min_shift = 35 : i32, rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
        linalg.yield %1 : i32
      } -> tensor<2xi32>
      return %0 : tensor<2xi32>
    }
    ```
  }];
}

def LowerApplyScale : Pass<"compress-lower-apply-scale", "func::FuncOp"> {
  let summary = "Turn fixed-point scaling into vector arithmetic";
  let description = [{
    Replaces `tosa.apply_scale` on `i32` and on vectors of `i32`, with results
    that are equal for every value, multiplier and shift from 2 to 62. Other types
    stay for `tosa-to-arith`.

    The definition takes 64 bits per lane. Where the smallest shift and the
    largest value are known, only the high half of the product counts, and the
    rest is arithmetic of 32 bits. Both are found in the operations before, or
    in attributes that an earlier pass, which knows the tables and the weights,
    has left: `compress.min_shift`, no shift is smaller, and `compress.max_value`,
    no absolute value is larger. SINGLE_ROUND needs a smallest shift of 33, or
    a value of less than `2^(min_shift - 2)`.

    `isa` says how vectors are multiplied to 64 bits: even and odd lanes apart
    on x86, widened elsewhere. What only depends on multiplier and shift is left
    where it is, for LLVM to hoist out of loops.

    ```mlir
    func.func @main(%v: i32, %m: i32) -> i32 {
      %s = arith.constant 35 : i8
      %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
      return %0 : i32
    }
    ```

    is canonicalized to the high half of a product, a sum with 4 and a shift by 3.
  }];
  let options = [
    Option<"isa", "isa", "::mlir::compress::Isa",
           /*default=*/"::mlir::compress::Isa::Portable",
           "Instructions that code is written for",
           "::mlir::compress::getIsaOptionValues()">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::vector::VectorDialect"];
}

def VectorizeTransposes
    : Pass<"compress-vectorize-transposes", "func::FuncOp"> {
  let summary = "Turn transposes of buffers into loops over register tiles";
  let description = [{
    Takes `linalg.transpose`, and copies with permuted dimensions, of contiguous
    buffers whose last dimension moves; the others are vectorised like any
    elementwise operation. Dimensions of one entry go, dimensions that stay side
    by side become one. A square tile of vectors is turned in registers; up to
    eight channels that become, or were, the last dimension are interleaved, or
    taken apart, so that all accesses are contiguous. The last tile of a size
    that is no multiple overlaps the one before.

    ```mlir
    linalg.transpose ins(%x : memref<3x50176xf32>) outs(%y : memref<50176x3xf32>) permutation = [1, 0]
    ```

    becomes, for `vector-bits=512`, a loop over 16 pixels: three loads, six
    shuffles, three stores.
  }];
  let options = [
    Option<"vectorBits", "vector-bits", "int64_t", "256",
           "Width of the target's vector registers: 128, 256 or 512">,
    Option<"chunkCycles", "chunk-cycles", "int64_t", "0",
           "Cut the work for threads into chunks of at least so many estimated cycles; 0: one thread">];
  let statistics = [
    Statistic<"numVectorized", "num-vectorized", "Operations vectorised">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def VectorizeReductions
    : Pass<"compress-vectorize-reductions", "func::FuncOp"> {
  let summary = "Turn reductions of the last dimension into loops over vectors";
  let description = [{
    Sums, products, minima and maxima over the dimension that is contiguous in the
    input: up to four vectors of partial results, combined at the end of each row,
    and a shorter vector for entries that fill none. Floats are summed in another
    order than one after the other. Reductions of other dimensions are left to
    `compress-vectorize-kernels`.

    ```mlir
    linalg.reduce {arith.addf} ins(%x : memref<8x1000xf32>) outs(%y : memref<8xf32>) dimensions = [1]
    ```

    becomes, for `vector-bits=512`, a loop over eight rows that loads 62 vectors of
    sixteen entries and one of eight.
  }];
  let options = [
    Option<"vectorBits", "vector-bits", "int64_t", "256",
           "Width of the target's vector registers: 128, 256 or 512">];
  let statistics = [
    Statistic<"numVectorized", "num-vectorized", "Operations vectorised">];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def CheckLowering : Pass<"compress-check-lowering", "func::FuncOp"> {
  let summary = "Name the operations that no lowering took";
  let description = [{
    Runs when layers and TOSA operations have become linalg, before bufferization,
    which could only say "op was not bufferized". Every operation on tensors that
    does not implement `BufferizableOpInterface` is an error that names the
    operation and its types, here `math.exp`:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = math.exp %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
}

#endif // COMPRESS_CODEGEN_CPU_PASSES_TD
