//===- PackedWeight.h - weights as kernels read them ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_PACKEDWEIGHT_H
#define COMPRESS_LIB_CODEGEN_CPU_PACKEDWEIGHT_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {

/// The sizes of a packed weight, [groups, P, runs, L / group, lanes, group]: P
/// vectors of `lanes` of the `columns` of each of `groups`; `runs` runs of
/// `run` entries.
struct PackedShape {
  int64_t groups = 1, columns = 1, runs = 1, run = 1;
  int64_t lanes = 1, group = 1;

  SmallVector<int64_t> getShape() const {
    return {groups, llvm::divideCeilSigned(columns, lanes),
            runs,   llvm::divideCeilSigned(run, group),
            lanes,  group};
  }
};

/// The entries of a weight whose columns are its outermost dimension, packed.
template <typename T>
std::vector<T> packWeight(ArrayRef<T> values, const PackedShape &packed) {
  SmallVector<int64_t> shape = packed.getShape();
  int64_t panels = shape[1], steps = shape[3];
  std::vector<T> result(packed.groups * panels * packed.runs * steps *
                        packed.lanes * packed.group);
  int64_t depth = packed.runs * packed.run;
  auto *out = result.data();
  for (int64_t g = 0; g < packed.groups; ++g)
    for (int64_t p = 0; p < panels; ++p)
      for (int64_t r = 0; r < packed.runs; ++r)
        for (int64_t s = 0; s < steps; ++s)
          for (int64_t lane = 0; lane < packed.lanes; ++lane)
            for (int64_t i = 0; i < packed.group; ++i, ++out) {
              int64_t column = p * packed.lanes + lane;
              int64_t entry = s * packed.group + i;
              if (column < packed.columns && entry < packed.run)
                *out = values[(g * packed.columns + column) * depth +
                              r * packed.run + entry];
            }
  return result;
}

/// Packs a weight whose columns are its outermost dimension when the code runs.
Value buildPackedWeight(RewriterBase &rewriter, Location loc, Value weight,
                        const PackedShape &packed);

/// Packs [B, K, N] matrices when the code runs; one run of K entries.
Value buildPackedMatrices(RewriterBase &rewriter, Location loc, Value matrices,
                          const PackedShape &packed);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_PACKEDWEIGHT_H
