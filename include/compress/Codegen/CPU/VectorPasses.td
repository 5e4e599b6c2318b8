//===- VectorPasses.td - loops of vectors, and what entries go through ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_VECTORPASSES_TD
#define COMPRESS_CODEGEN_CPU_VECTORPASSES_TD

include "mlir/Pass/PassBase.td"

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

#endif // COMPRESS_CODEGEN_CPU_VECTORPASSES_TD
