//===- KernelPanel.cpp - weights widened once for many rows ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Without dot products of bytes, weights are widened to words before they are
// multiplied: an instruction per vector and step that competes with the
// products. Where many tiles of rows read the same weights, these are widened
// once, to a panel on the stack: all of them, or those of a tile's columns. In
// memory and in files weights stay bytes.
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

bool KernelEmitter::needsPanel(int64_t numEntries, int64_t numRows) {
  auto type = cast<MemRefType>(buffers[1].getType());
  return tile.dot == DotKind::Words && !contraction.inputHasColumns &&
         contraction.lanes != 0 && type.getElementType().isInteger(8) &&
         numEntries <= kMostPanelEntries &&
         numRows >= kLeastPanelUses * tile.getNumRows();
}

/// Weights from `first` on, as words in a panel.
Value KernelEmitter::emitPanel(Value first, int64_t numEntries) {
  Value panel = makeScratch(*scratchBlock, loc, "compress.panel",
                            builder.getI16Type(), numEntries);
  int64_t step = tile.lanes * dot.getGroup();
  emitLoop(
      builder, loc, getWholeRange(builder, numEntries), step, [&](Value index) {
        Value words =
            dot.loadWeight(buffers[1], addScaled(first, index, 1), tile.lanes);
        storeVector(builder, loc, words, panel, index, step);
      });
  return panel;
}

/// Widens all weights before the outermost loop, if there are few.
void KernelEmitter::widenWeights(ArrayRef<KernelLoop> outer) {
  int64_t numEntries =
      cast<ShapedType>(op.getWeight().getType()).getNumElements();
  int64_t numRows = outerRows.size * innerRows.size;
  for (const KernelLoop &loop : outer)
    if (loop.strides[1] == 0)
      numRows *= loop.size;
  if (needsPanel(numEntries, numRows))
    buffers[1] = emitPanel(makeIndex(0), numEntries);
}

/// Widens the weights of the current vectors, and has the tiles in `body` read
/// them.
void KernelEmitter::emitWithPanel(BodyFn body) {
  panel = emitPanel(addScaled(position[1], vector, contraction.panelStride),
                    numVectors * contraction.panelStride);
  Value saved = std::exchange(position[1], makeIndex(0));
  body();
  position[1] = saved;
  panel = nullptr;
}
