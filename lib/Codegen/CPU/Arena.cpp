//===- Arena.cpp - where buffers lie in one block of memory ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Greedy by size, best fit: Pisarchyk and Lee, "Efficient Memory Management
// for Deep Neural Net Inference", 2020.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Arena.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

static int64_t getRoom(const BufferLife &buffer) {
  return llvm::alignTo(buffer.size + kBufferSlack, kBufferAlignment);
}

static bool overlap(const BufferLife &a, const BufferLife &b) {
  return a.first <= b.last && b.first <= a.last;
}

/// The start of the smallest gap of at least `room` bytes between `taken`, or
/// of what is free behind them.
static int64_t findGap(std::vector<std::pair<int64_t, int64_t>> taken,
                       int64_t room) {
  llvm::sort(taken);
  int64_t end = 0, best = -1, bestSize = 0;
  for (auto [begin, stop] : taken) {
    int64_t size = begin - end;
    if (size >= room && (best < 0 || size < bestSize)) {
      best = end;
      bestSize = size;
    }
    end = std::max(end, stop);
  }
  return best < 0 ? end : best;
}

ArenaPlan compress::planArena(ArrayRef<BufferLife> buffers) {
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](size_t a, size_t b) {
    return std::pair(-buffers[a].size, buffers[a].first) <
           std::pair(-buffers[b].size, buffers[b].first);
  });
  ArenaPlan plan;
  plan.offsets.resize(buffers.size());
  for (auto [position, index] : llvm::enumerate(order)) {
    std::vector<std::pair<int64_t, int64_t>> taken;
    for (size_t other : ArrayRef(order).take_front(position))
      if (overlap(buffers[index], buffers[other]))
        taken.push_back({plan.offsets[other],
                         plan.offsets[other] + getRoom(buffers[other])});
    int64_t room = getRoom(buffers[index]);
    plan.offsets[index] = findGap(std::move(taken), room);
    plan.size = std::max(plan.size, plan.offsets[index] + room);
  }
  return plan;
}

int64_t compress::getPeakBytes(ArrayRef<BufferLife> buffers) {
  int64_t peak = 0;
  // The peak is reached where some buffer begins.
  for (const BufferLife &start : buffers) {
    int64_t sum = 0;
    for (const BufferLife &buffer : buffers)
      if (buffer.first <= start.first && start.first <= buffer.last)
        sum += getRoom(buffer);
    peak = std::max(peak, sum);
  }
  return peak;
}
