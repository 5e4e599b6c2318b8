//===- KernelPanel.cpp - weights widened once for many rows ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Without dot products of bytes, weights are widened to words before they are
// multiplied: an instruction per vector and step that competes with the
// products. Where many tiles of rows read the same vectors of columns, these
// are widened once, to a panel on the stack. In memory and in files weights
// stay bytes.
//
//===----------------------------------------------------------------------===//

#include "KernelEmitter.h"
#include "KernelEpilogue.h"

using namespace mlir;
using namespace mlir::compress;

/// Entries of a panel, at most: 64 KiB.
static constexpr int64_t kMostPanelEntries = 32 * 1024;

/// Tiles of rows from which on a panel pays: to fill it takes as long as to
/// widen about three times.
static constexpr int64_t kLeastPanelUses = 6;

bool KernelEmitter::needsPanel(int64_t numRows) {
  auto type = cast<MemRefType>(op.getWeight().getType());
  return tile.dot == DotKind::Words && !contraction.inputHasColumns &&
         contraction.lanes != 0 && type.getElementType().isInteger(8) &&
         outerRows.strides[1] == 0 && innerRows.strides[1] == 0 &&
         tile.vectors * contraction.panelStride <= kMostPanelEntries &&
         numRows >= kLeastPanelUses * tile.getNumRows();
}

/// Widens the weights of the current vectors, and has the tiles in `body` read
/// them.
void KernelEmitter::emitWithPanel(BodyFn body) {
  panel = makeScratch(*scratchBlock, loc, "compress.panel",
                      builder.getI16Type(),
                      tile.vectors * contraction.panelStride);
  Value first = addScaled(position[1], vector, contraction.panelStride);
  int64_t step = tile.lanes * dot.getGroup();
  emitLoop(builder, loc,
           getWholeRange(builder, numVectors * contraction.panelStride), step,
           [&](Value index) {
             Value words = dot.loadWeight(
                 buffers[1], addScaled(first, index, 1), tile.lanes);
             storeVector(builder, loc, words, panel, index, step);
           });
  Value saved = std::exchange(position[1], makeIndex(0));
  body();
  position[1] = saved;
  panel = nullptr;
}
