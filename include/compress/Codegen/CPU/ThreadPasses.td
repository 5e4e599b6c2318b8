//===- ThreadPasses.td - threads and profiles -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_THREADPASSES_TD
#define COMPRESS_CODEGEN_CPU_THREADPASSES_TD

include "mlir/Pass/PassBase.td"

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

#endif // COMPRESS_CODEGEN_CPU_THREADPASSES_TD
