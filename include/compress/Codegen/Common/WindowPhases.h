//===- WindowPhases.h - which windows see a pixel ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_COMMON_WINDOWPHASES_H
#define COMPRESS_CODEGEN_COMMON_WINDOWPHASES_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::compress {

/// Pixels of an image along one dimension whose distance is a multiple of the
/// stride of a window: they are seen through the same places of it, by windows
/// that move one step from pixel to pixel. What a window passes back to them is
/// a window of stride one over the gradient.
struct WindowPhase {
  /// The first pixel, and how many there are.
  int64_t first, size;
  /// Places of the window that see the pixels: `taps` of them, from the last
  /// to the first, `tapStep` apart.
  int64_t lastTap = 0, tapStep = 1, taps = 0;
  /// Rows of the gradient: the first that the first pixel takes from, and the
  /// distance of the next.
  int64_t begin = 0, dilation = 1;

  int64_t getEnd() const { return begin + size + (taps - 1) * dilation; }
  /// The place of the window at step `at`.
  AffineExpr getTap(AffineExpr at) const { return lastTap - at * tapStep; }
};

/// The phases of an image of `size` rows.
SmallVector<WindowPhase> getWindowPhases(int64_t size, int64_t kernel,
                                         int64_t stride, int64_t dilation,
                                         int64_t padBefore);

/// The border that a gradient `dy` needs so that all phases find what they
/// take: top, bottom, left, right.
SmallVector<int64_t, 4> getPhasePads(RankedTensorType dy,
                                     ArrayRef<WindowPhase> rows,
                                     ArrayRef<WindowPhase> columns);

/// What one phase reads of a gradient that is padded so.
Value slicePhase(OpBuilder &builder, Location loc, Value padded,
                 ArrayRef<int64_t> pads, const WindowPhase &rows,
                 const WindowPhase &columns);

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_COMMON_WINDOWPHASES_H
