//===- KernelDepthwise.cpp - tiles whose input has the columns too --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reduction of a window is short, so it is written without a loop.
//
//===----------------------------------------------------------------------===//

#include "KernelEmitter.h"
#include <map>

using namespace mlir;
using namespace mlir::compress;

SmallVector<KernelEmitter::TapGroup> KernelEmitter::getTapGroups() {
  // Rows of the window are grouped: what a group makes of an input column
  // serves all rows of the tile that see this column.
  const KernelLoop &rows = contraction.reduction.front();
  const KernelLoop &columns = contraction.reduction.back();
  int64_t numColumns = contraction.reduction.size() == 1 ? 1 : columns.size;
  SmallVector<TapGroup> groups;
  for (int64_t first = 0; first < rows.size; first += dot.getGroup())
    for (int64_t x = 0; x < numColumns; ++x) {
      TapGroup &group = groups.emplace_back();
      int64_t last = std::min(first + dot.getGroup(), rows.size);
      for (int64_t y = first; y < last; ++y)
        group.push_back({y * rows.strides[0] + x * columns.strides[0],
                         y * rows.strides[1] + x * columns.strides[1]});
    }
  return groups;
}

/// Loads a depthwise kernel's weights for the current vectors, outside of the
/// row loops.
void KernelEmitter::loadHoistedWeights() {
  hoistedWeights.clear();
  Value first = addScaled(position[1], vector, tile.lanes);
  for (int64_t v = 0; v < numVectors; ++v)
    for (const TapGroup &group : getTapGroups()) {
      SmallVector<Value> indices;
      for (auto [input, weight] : group)
        indices.push_back(
            addScaled(first, makeIndex(v * tile.lanes + weight), 1));
      hoistedWeights.push_back(dot.loadColumns(buffers[1], indices, getValid(v),
                                               /*isUnsigned=*/false));
    }
}

/// Every input vector is loaded once, for all rows and steps that it is in.
SmallVector<Value>
KernelEmitter::emitUnrolledReduction(SmallVector<Value> sums) {
  std::map<SmallVector<int64_t>, Value> inputs;
  Value first = addScaled(position[0], vector, tile.lanes);
  int64_t next = 0;
  for (int64_t v = 0; v < numVectors; ++v)
    for (const TapGroup &group : getTapGroups()) {
      Value weight = hoistedWeights[next++];
      for (int64_t row = 0; row < numOuter * numInner; ++row) {
        SmallVector<int64_t> offsets;
        for (auto [input, weight] : group)
          offsets.push_back(v * tile.lanes + getRowOffset(row, 0) + input);
        Value &input = inputs[offsets];
        if (!input) {
          SmallVector<Value> indices;
          for (int64_t offset : offsets)
            indices.push_back(addScaled(first, makeIndex(offset), 1));
          input = dot.loadColumns(buffers[0], indices, getValid(v),
                                  /*isUnsigned=*/true);
        }
        Value &sum = sums[row * numVectors + v];
        sum = dot.multiplyAdd(sum, input, weight);
      }
    }
  return sums;
}
