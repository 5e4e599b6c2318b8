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

double compress::estimateDense(const SparseProblem &problem, Isa isa) {
  double lanes = getVectorBits(isa) / 32.0;
  double macs = 1.0 * problem.images * problem.pixels * problem.channels *
                problem.depth;
  // Vectors of channels are filled up.
  double filled = llvm::alignTo(problem.channels, int64_t(lanes)) /
                  double(problem.channels);
  return macs * filled / (lanes * problem.group);
}

double compress::estimateSparse(const SparseProblem &problem,
                                const SparsePattern &pattern, Isa isa) {
  int64_t lanes = getVectorBits(isa) / 32;
  int64_t vectors = llvm::divideCeilSigned(problem.pixels, lanes);
  int64_t tile = getSparseTileVectors(pattern.block, isa);
  int64_t tiles = llvm::divideCeilSigned(vectors, tile);
  double steps = 0;
  for (const std::vector<int32_t> &group : pattern.entries)
    steps += llvm::divideCeilSigned(group.size(), problem.group);
  // Each step loads offsets and weights; each of its vectors, pixels, which are
  // interleaved if several are summed in a lane.
  double perVector = pattern.block + (problem.group == 1 ? 0.3 : 6.0);
  double products = steps * (tiles * 4.0 + vectors * perVector);
  double turns = 0.7 * (problem.planes + problem.pixels * problem.channels);
  double groups = tiles * pattern.entries.size() * 12.0;
  return problem.images * (products + turns + groups);
}
