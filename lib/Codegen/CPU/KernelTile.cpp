//===- KernelTile.cpp - the choice of a register tile ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelTile.h"

using namespace mlir;
using namespace mlir::compress;

/// One instruction multiplies and sums.
static bool isFused(DotKind dot, Isa isa) {
  return dot == DotKind::Float || (dot != DotKind::Widened && hasByteDots(isa));
}

std::optional<DotKind>
compress::getDotKind(KernelOp op, const Contraction &contraction, Isa isa) {
  if (op.getInputType().getElementType().isF32())
    return DotKind::Float;
  bool hasBytes = op.getInputType().getElementType().isInteger(8) &&
                  op.getWeightType().getElementType().isInteger(8) &&
                  hasByteDots(isa);
  bool hasWords =
      op.getInputType().getElementType().isInteger(16) && isa != Isa::Portable;
  // A depthwise kernel groups the rows of its window itself.
  if (contraction.inputHasColumns)
    return hasBytes   ? DotKind::Bytes
           : hasWords ? DotKind::Words
                      : DotKind::Widened;
  if (contraction.group == 1)
    return DotKind::Widened;
  if (contraction.group == 2 && hasWords)
    return DotKind::Words;
  if (contraction.group == 4 && hasBytes)
    return DotKind::Bytes;
  return std::nullopt;
}

void compress::collapseLoops(SmallVectorImpl<KernelLoop> &loops) {
  for (size_t i = loops.size(); i-- > 1;) {
    KernelLoop &outer = loops[i - 1], &inner = loops[i];
    if (inner.isLimited)
      continue;
    bool isOne = outer.size == 1 || inner.size == 1;
    auto continues = [&](auto strides) {
      auto [a, b] = strides;
      return a == inner.size * b;
    };
    if (!isOne &&
        !llvm::all_of(llvm::zip_equal(outer.strides, inner.strides), continues))
      continue;
    if (inner.size == 1)
      inner.strides = outer.strides;
    inner.size *= outer.size;
    loops.erase(loops.begin() + i - 1);
  }
}

namespace {
/// Estimated cycles of a kernel, as a function of the tile.
class TileCost {
public:
  TileCost(const Contraction &contraction, DotKind dot, Isa isa)
      : contraction(contraction), hasFusedDot(isFused(dot, isa)) {}

  /// All tiles of the kernel, those that are left over included.
  double ofKernel(const KernelTile &tile) const {
    int64_t vectors = llvm::divideCeilSigned(contraction.columns, tile.lanes);
    ArrayRef<KernelLoop> rows = contraction.rows;
    int64_t y = rows[rows.size() - 2].size, x = rows.back().size;
    double total = 0.0;
    for (auto [numY, sizeY] : split(y, tile.outerRows))
      for (auto [numX, sizeX] : split(x, tile.innerRows))
        for (auto [numV, sizeV] : split(vectors, tile.vectors))
          total +=
              numY * numX * numV * ofTile(sizeY * sizeX, sizeV, tile.splits);
    return total;
  }

private:
  /// Full parts and what is left: how many, and how large.
  static SmallVector<std::pair<int64_t, int64_t>, 2> split(int64_t size,
                                                           int64_t part) {
    SmallVector<std::pair<int64_t, int64_t>, 2> parts;
    if (size >= part)
      parts.push_back({size / part, part});
    if (size % part)
      parts.push_back({1, size % part});
    return parts;
  }

  double ofTile(int64_t rows, int64_t vectors, int64_t splits) const {
    double sums = rows * vectors;
    double loads = contraction.inputHasColumns ? sums : rows + vectors;
    double dots = sums * (hasFusedDot ? 1.0 : 2.0);
    // Two multiplications and two loads a cycle; a sum is ready after four.
    double step = std::max({dots / 2, loads / 2, 4.0 / splits}) + 0.25;
    // Loads beside products that need two instructions: the fewer the better.
    if (!hasFusedDot)
      step += loads / 32;
    double steps = double(contraction.getDepth()) / contraction.group;
    return step * steps + 2 * sums + 6;
  }

  const Contraction &contraction;
  bool hasFusedDot;
};
} // namespace

double compress::estimateCycles(const Contraction &contraction,
                                const KernelTile &tile, Isa isa) {
  return TileCost(contraction, tile.dot, isa).ofKernel(tile);
}

/// How many rows of sums fit into the vector registers beside the weights, an
/// input entry, and what the instructions in use need besides.
static int64_t getMostRows(DotKind dot, int64_t vectors, int64_t registers,
                           Isa isa) {
  // Inputs that are used once and cannot be an operand in memory are all loaded
  // before the first is used, as LLVM orders instructions, and take registers.
  if (dot == DotKind::Bytes && vectors == 1)
    return (registers - vectors - 1) / 2;
  return (registers - vectors - (isFused(dot, isa) ? 1 : 2)) / vectors;
}

/// `size` cut into equal parts of at most `limit`.
static int64_t balance(int64_t size, int64_t limit) {
  return llvm::divideCeilSigned(size, llvm::divideCeilSigned(size, limit));
}

KernelTile compress::chooseTile(const Contraction &contraction, DotKind dot,
                                Isa isa) {
  KernelTile best;
  best.dot = dot;
  best.lanes = getVectorBits(isa) / 32;
  int64_t registers = best.lanes == 16 ? 32 : 16;
  int64_t vectors = llvm::divideCeilSigned(contraction.columns, best.lanes);
  ArrayRef<KernelLoop> rows = contraction.rows;
  int64_t y = rows[rows.size() - 2].size, x = rows.back().size;
  TileCost cost(contraction, dot, isa);
  double least = std::numeric_limits<double>::infinity();
  bool isSingle = contraction.inputHasColumns || contraction.skipsColumns;
  int64_t mostVectors = isSingle ? 1 : 8;
  for (int64_t v = 1; v <= std::min(vectors, mostVectors); ++v) {
    int64_t room = getMostRows(dot, v, registers, isa);
    if (contraction.inputHasColumns)
      room = std::min<int64_t>(room, 6);
    for (int64_t r = 1; r <= room; ++r) {
      KernelTile tile = best;
      tile.vectors = v;
      tile.innerRows = balance(x, r);
      tile.outerRows = std::clamp<int64_t>(r / x, 1, y);
      if (!contraction.inputHasColumns)
        tile.splits = std::clamp<int64_t>(8 / (tile.getNumRows() * v), 1, 4);
      double cycles = cost.ofKernel(tile);
      if (cycles >= least)
        continue;
      least = cycles;
      best = tile;
    }
  }
  return best;
}
