//===- WindowPhases.cpp - which windows see a pixel -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/Common/WindowPhases.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

/// Pixel `p` is seen by row `y` of the gradient through place `k` if
/// y * stride - padBefore + k * dilation = p.
SmallVector<WindowPhase> compress::getWindowPhases(int64_t size, int64_t kernel,
                                                   int64_t stride,
                                                   int64_t dilation,
                                                   int64_t padBefore) {
  SmallVector<WindowPhase> phases;
  int64_t divisor = std::gcd(stride, dilation);
  for (int64_t first = 0; first < std::min(stride, size); ++first) {
    WindowPhase phase{first, llvm::divideCeilSigned(size - first, stride)};
    phase.tapStep = stride / divisor;
    phase.dilation = dilation / divisor;
    int64_t at = first + padBefore, tap = 0;
    while (tap < phase.tapStep && (at - tap * dilation) % stride != 0)
      ++tap;
    if (tap < std::min(phase.tapStep, kernel)) {
      phase.taps = llvm::divideCeilSigned(kernel - tap, phase.tapStep);
      phase.lastTap = tap + (phase.taps - 1) * phase.tapStep;
      phase.begin = (at - phase.lastTap * dilation) / stride;
    }
    phases.push_back(phase);
  }
  return phases;
}

SmallVector<int64_t, 4> compress::getPhasePads(RankedTensorType dy,
                                               ArrayRef<WindowPhase> rows,
                                               ArrayRef<WindowPhase> columns) {
  SmallVector<int64_t, 4> pads;
  for (int dim : {1, 2}) {
    int64_t before = 0, after = 0;
    for (const WindowPhase &phase : dim == 1 ? rows : columns) {
      if (phase.taps == 0)
        continue;
      before = std::max(before, -phase.begin);
      after = std::max(after, phase.getEnd() - dy.getDimSize(dim));
    }
    pads.append({before, after});
  }
  return pads;
}

Value compress::slicePhase(OpBuilder &builder, Location loc, Value padded,
                           ArrayRef<int64_t> pads, const WindowPhase &rows,
                           const WindowPhase &columns) {
  auto type = cast<RankedTensorType>(padded.getType());
  SmallVector<int64_t> offsets{0, rows.begin + pads[0], columns.begin + pads[2],
                               0};
  SmallVector<int64_t> shape(type.getShape());
  shape[1] = rows.getEnd() - rows.begin;
  shape[2] = columns.getEnd() - columns.begin;
  if (type.getShape() == ArrayRef(shape))
    return padded;
  MLIRContext *context = builder.getContext();
  SmallVector<OpFoldResult> ones(4, builder.getIndexAttr(1));
  return tensor::ExtractSliceOp::create(
      builder, loc, padded, getAsIndexOpFoldResult(context, offsets),
      getAsIndexOpFoldResult(context, shape), ones);
}
