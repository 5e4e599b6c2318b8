//===- SparseWeight.cpp - what is stored of a pruned weight ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SparseWeight.h"
#include "KernelSparse.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::compress;

int64_t SparsePattern::countEntries() const {
  int64_t count = 0;
  for (const std::vector<int32_t> &group : entries)
    count += group.size();
  return count;
}

ArrayRef<int32_t> SparsePattern::getSlice(int64_t group, int64_t lower,
                                          int64_t upper) const {
  ArrayRef<int32_t> all = entries[group];
  const int32_t *first = llvm::lower_bound(all, lower);
  return ArrayRef(first, llvm::lower_bound(all, upper));
}

SparsePattern compress::findEntries(const std::vector<bool> &isZero,
                                    int64_t channels, int64_t block) {
  int64_t depth = isZero.size() / channels;
  SparsePattern pattern;
  pattern.block = block;
  pattern.entries.resize(channels / block);
  for (auto [group, entries] : llvm::enumerate(pattern.entries))
    for (int64_t k = 0; k < depth; ++k)
      for (int64_t row = 0; row < block; ++row)
        if (!isZero[(group * block + row) * depth + k]) {
          entries.push_back(k);
          break;
        }
  return pattern;
}

/// Stores up to `size` entries of a group of channels.
void SparseTables::add(const SparsePattern &pattern, const SparseValues &values,
                       int64_t size, ArrayRef<int32_t> rowOffsets,
                       int64_t group, ArrayRef<int32_t> entries) {
  auto isThere = [&](int64_t k) { return k < int64_t(entries.size()); };
  for (int64_t k = 0; k < size; ++k)
    offsets.push_back(isThere(k) ? rowOffsets[entries[k]] : 0);
  int64_t depth = rowOffsets.size(), channel = group * pattern.block;
  for (int64_t row = 0; row < pattern.block; ++row)
    for (int64_t k = 0; k < size; ++k) {
      int64_t at = isThere(k) ? (channel + row) * depth + entries[k] : 0;
      if (values.integers.empty())
        floats.push_back(isThere(k) ? values.floats[at] : 0.0f);
      else
        integers.push_back(isThere(k) ? values.integers[at] : 0);
    }
}

SparseTables SparseTables::get(const SparsePattern &pattern,
                               const SparseValues &values, int64_t size,
                               ArrayRef<int32_t> offsets, int64_t depth) {
  SparseTables tables;
  int64_t numGroups = pattern.entries.size(), rowSize = offsets.size();
  for (int64_t slice = 0; slice < rowSize; slice += depth)
    for (int64_t group = 0; group < numGroups; ++group) {
      ArrayRef<int32_t> rest = pattern.getSlice(group, slice, slice + depth);
      for (; !rest.empty();
           rest = rest.drop_front(std::min<size_t>(size, rest.size())))
        tables.add(pattern, values, size, offsets, group,
                   rest.take_front(size));
      tables.starts.push_back(tables.offsets.size() / size);
    }
  if (tables.offsets.empty()) // Buffers have at least one entry.
    tables.add(pattern, values, size, offsets, 0, {});
  return tables;
}

double compress::estimateDense(const SparseProblem &problem, Isa isa) {
  double lanes = getVectorBits(isa) / 32.0;
  double macs =
      1.0 * problem.images * problem.results * problem.channels * problem.depth;
  // Vectors of channels are filled up.
  double filled = llvm::alignTo(problem.channels, int64_t(lanes)) /
                  double(problem.channels);
  return macs * filled / (lanes * problem.group);
}

namespace {
/// Cycles, fitted to measurements on Zen 4; a dense kernel multiplies one
/// vector in one cycle, so that a machine with other registers or caches is not
/// far off.
struct SparseCosts {
  /// A vector of pixels, for each entry, and for each row of the entry.
  double perVector, perRow;
  /// An entry of input or output that is turned.
  double perTurned;
  /// A group of channels, in each tile of pixels.
  double perGroup;
};
} // namespace

/// Planes that are there before the kernel begins. Behind it: 3x3 convolutions
/// of ResNet-18 at 70 to 95 % zeros.
static SparseCosts getCosts(int64_t group, Isa isa) {
  double turned = getVectorBits(isa) == 512 ? 0.6 : 1.8;
  if (group == 4)
    return {2.45, 0.57, turned, 12.0};
  if (group == 2)
    return {2.0, 0.87, turned, 12.0};
  if (getVectorBits(isa) == 512)
    return {1.5, 0.6, turned, 12.0};
  return {1.35, 0.8, turned, 12.0};
}

/// Planes that the kernel makes. Behind it: dense layers of 64 to 784 rows, 128
/// to 1024 inputs and 96 to 512 outputs at 70 to 95 % zeros, with input and
/// result in a cache; off by at most 21 %.
static SparseCosts getRowCosts(int64_t group, Isa isa) {
  if (group == 4)
    return {4.5, 0.6, 0.23, 0.0};
  if (group == 2)
    return {1.2, 1.5, 0.2, 17.0};
  if (getVectorBits(isa) == 512)
    return {0.38, 0.82, 0.33, 4.5};
  return {0.47, 0.98, 0.37, 28.0};
}

/// Tables that are larger are read from the L2 cache again and again.
static constexpr double kTableBytes = 256 * 1024, kPerVectorOfLargeTables = 0.5;

/// Instructions of a lane for one vector of pixels: entries, in groups that are
/// filled up in every slice.
static double countSteps(const SparseProblem &problem,
                         const SparsePattern &pattern, int64_t depth) {
  double steps = 0;
  for (int64_t slice = 0; slice < problem.depth; slice += depth)
    for (int64_t group = 0, e = pattern.entries.size(); group < e; ++group)
      steps += llvm::divideCeil(
          pattern.getSlice(group, slice, slice + depth).size(), problem.group);
  return steps;
}

/// The same with a kernel that makes the planes.
static double estimateRows(const SparseProblem &problem,
                           const SparsePattern &pattern, Isa isa) {
  int64_t lanes = getVectorBits(isa) / 32;
  SparseTile tile = SparseTile::get(problem, pattern.block, isa);
  int64_t vectors = llvm::divideCeilSigned(problem.pixels, lanes);
  int64_t tiles = llvm::divideCeilSigned(problem.pixels, tile.pixels);
  int64_t slices = llvm::divideCeilSigned(problem.depth, tile.depth);
  SparseCosts costs = getRowCosts(problem.group, isa);
  double products = countSteps(problem, pattern, tile.depth) * vectors *
                    (costs.perVector + costs.perRow * pattern.block);
  int64_t parts = llvm::divideCeilSigned(
      problem.channels, tile.getPart(problem.channels, pattern.block, isa));
  double turns = costs.perTurned * vectors * lanes *
                 (parts * problem.depth + problem.channels);
  double groups =
      double(tiles) * slices * pattern.entries.size() * costs.perGroup;
  return products + turns + groups;
}

double compress::estimateSparse(const SparseProblem &problem,
                                const SparsePattern &pattern, Isa isa) {
  if (problem.makesPlanes)
    return estimateRows(problem, pattern, isa);
  int64_t lanes = getVectorBits(isa) / 32;
  int64_t vectors = llvm::divideCeilSigned(problem.pixels, lanes);
  int64_t tiles =
      llvm::divideCeilSigned(vectors, getSparseTileVectors(pattern.block, isa));
  double steps = countSteps(problem, pattern, problem.depth);
  SparseCosts costs = getCosts(problem.group, isa);
  double perVector = costs.perVector + costs.perRow * pattern.block;
  double tableBytes = steps * 4.0 * (problem.group + pattern.block);
  if (tableBytes > kTableBytes)
    perVector += kPerVectorOfLargeTables;
  double products = steps * vectors * perVector;
  double turns =
      costs.perTurned * (problem.planes + problem.pixels * problem.channels);
  double groups = tiles * pattern.entries.size() * costs.perGroup;
  return problem.images * (products + turns + groups);
}
