//===- Kernels.h - integer tensor operations as plain loops -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the integer operations mean, written to be read. Tensors are row-major
// arrays of int32_t whatever their element type; NHWC and OHWI. The interpreter
// runs these, and generated code must give the same numbers.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_REFERENCE_KERNELS_H
#define COMPRESS_REFERENCE_KERNELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <array>
#include <cstdint>
#include <vector>

namespace mlir::compress::reference {

using Ints = llvm::ArrayRef<int32_t>;
using Shape = llvm::ArrayRef<int64_t>;

/// A window that slides over an NHWC tensor. Pads are top, bottom, left, right.
struct Window {
  std::array<int64_t, 2> kernel = {1, 1}, stride = {1, 1}, dilation = {1, 1};
  std::array<int64_t, 4> pad = {0, 0, 0, 0};

  /// Positions of the window along dimension 0 (height) or 1 (width).
  int64_t outputSize(int64_t inputSize, int dim) const;
};

/// `compress.conv2d`; input [N,H,W,groups*I], weight [O,KH,KW,I], bias [O] or
/// empty. The window's kernel is the weight's.
std::vector<int32_t> conv2d(Ints input, Shape inputShape, Ints weight,
                            Shape weightShape, Ints bias, const Window &window,
                            int64_t groups, int32_t inputZp, int32_t weightZp);

/// `compress.dense`; input [rows, K], weight [N, K], bias [N] or empty.
std::vector<int32_t> dense(Ints input, Ints weight, Shape weightShape,
                           Ints bias, int32_t inputZp, int32_t weightZp);

/// `compress.batch_matmul`; a [B,M,K], b [B,K,N].
std::vector<int32_t> batchMatmul(Ints a, Shape aShape, Ints b, Shape bShape,
                                 int32_t aZp, int32_t bZp);

/// `tosa.max_pool2d`: padding never wins.
std::vector<int32_t> maxPool2d(Ints input, Shape shape, const Window &window);

/// `tosa.avg_pool2d`: padding is not counted; saturates to `low`..`high`.
std::vector<int32_t> avgPool2d(Ints input, Shape shape, const Window &window,
                               int32_t inputZp, int32_t outputZp, int32_t low,
                               int32_t high);

/// Parameters of `tosa.rescale`; one multiplier, or one per entry of the last
/// dimension.
struct RescaleParameters {
  llvm::ArrayRef<int32_t> multipliers, shifts;
  int32_t inputZp = 0, outputZp = 0;
  /// Limits of the result's element type.
  int32_t low = INT32_MIN, high = INT32_MAX;
  bool doubleRound = false;
};
std::vector<int32_t> rescale(Ints input, const RescaleParameters &parameters);

/// The entry of a tensor of `shape` that is broadcast to `index`: dimensions of
/// size 1 stay at 0.
int64_t broadcastOffset(Shape shape, Shape index);

/// Calls `body(index, offset)` for every entry of a tensor, in row-major order.
void forEachEntry(Shape shape, llvm::function_ref<void(Shape, int64_t)> body);

/// An elementwise operation on two tensors that are broadcast to `shape`.
std::vector<int32_t>
elementwise(Ints a, Shape aShape, Ints b, Shape bShape, Shape shape,
            llvm::function_ref<int32_t(int32_t, int32_t)> operation);

/// Reduces dimension `axis` to size 1.
std::vector<int32_t>
reduce(Ints input, Shape shape, int64_t axis,
       llvm::function_ref<int32_t(int32_t, int32_t)> operation);

/// The largest absolute value that any partial sum of an accumulator can
/// reach: for each of the `numChannels` rows of `weight`, the sum of
/// `|weight - weightZp| * maxInput`, plus `|bias|`. `maxInput` bounds
/// `|input - inputZp|`; `bias` may be empty.
std::vector<int64_t> accumulatorBounds(Ints weight, int64_t numChannels,
                                       int32_t weightZp, int64_t maxInput,
                                       Ints bias);

} // namespace mlir::compress::reference

#endif // COMPRESS_REFERENCE_KERNELS_H
