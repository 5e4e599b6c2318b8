//===- EntryPasses.td - weights, memory and the entry ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_ENTRYPASSES_TD
#define COMPRESS_CODEGEN_CPU_ENTRYPASSES_TD

include "mlir/Pass/PassBase.td"

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

def OutlineCases : Pass<"compress-outline-cases", "ModuleOp"> {
  let summary = "Make functions of the cases of a switch";
  let description = [{
    For functions on buffers. Each case of an `scf.index_switch`, which is an
    alternative of a `compress.choice`, goes to a function of its own if it has
    `min-operations`: LLVM takes more than twice as long for a function of twice the
    size. What is computed without a memory effect, such as views of an arena, is
    repeated in the new function; other buffers and numbers are handed over. Results
    are places in buffers; a case that computes them in another way stays.

    ```mlir
    func.func @main(%n: index, %x: memref<64xf32>, %y: memref<64xf32>) {
      %c = arith.constant 1.0 : f32
      scf.index_switch %n
      case 0 {
        linalg.fill ins(%c : f32) outs(%x : memref<64xf32>)
        scf.yield
      }
      default {
        linalg.fill ins(%c : f32) outs(%y : memref<64xf32>)
        scf.yield
      }
      return
    }
    ```
  }];
  let options = [Option<"minOperations", "min-operations", "int64_t",
                        /*default=*/"200",
                        "Cases with fewer operations stay">];
  let statistics = [
    Statistic<"numOutlined", "num-outlined", "Cases that became functions">];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

#endif // COMPRESS_CODEGEN_CPU_ENTRYPASSES_TD
