//===- KernelChunks.cpp - a kernel's work for several threads -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelChunks.h"

using namespace mlir;
using namespace mlir::compress;

/// Bytes of weights that one core reads in a cycle, where there are too few
/// rows to use them twice.
static constexpr double kWeightBytesPerCycle = 8;

static double getBytes(Type type) {
  return cast<ShapedType>(type).getElementType().getIntOrFloatBitWidth() / 8.0;
}

/// Cuts rows into `rows` pieces, of whichever of the two loops has them, and
/// columns into `columns`.
static void cut(KernelChunks &chunks, int64_t rows, int64_t columns) {
  bool takesOuter =
      chunks.outerRows.getNumSteps() >= rows ||
      chunks.outerRows.getNumSteps() >= chunks.innerRows.getNumSteps();
  (takesOuter ? chunks.outerRows : chunks.innerRows).cut(rows);
  chunks.columns.cut(columns);
}

/// Cuts one step of the outer loops into about `count` pieces. Every piece of
/// rows reads all weights of its columns, every piece of columns all inputs of
/// its rows.
static void cutRowsAndColumns(KernelChunks &chunks, int64_t count,
                              double inputBytes, double weightBytes) {
  int64_t mostRows =
      std::max(chunks.outerRows.getNumSteps(), chunks.innerRows.getNumSteps());
  int64_t mostColumns = chunks.columns.getNumSteps();
  int64_t bestRows = mostRows, bestColumns = mostColumns;
  double least = std::numeric_limits<double>::infinity();
  for (int64_t columns = 1; columns <= std::min(mostColumns, count);
       ++columns) {
    int64_t rows = llvm::divideCeilSigned(count, columns);
    if (rows > mostRows)
      continue;
    double bytes = rows * weightBytes + columns * inputBytes;
    if (bytes >= least)
      continue;
    least = bytes;
    bestRows = rows;
    bestColumns = columns;
  }
  cut(chunks, bestRows, bestColumns);
}

KernelChunks compress::chooseChunks(KernelOp op, const Contraction &contraction,
                                    const KernelTile &tile, Isa isa,
                                    int64_t chunkCycles) {
  ArrayRef<KernelLoop> rows = contraction.rows;
  const KernelLoop &outerRows = rows[rows.size() - 2], &innerRows = rows.back();
  int64_t numOuter = 1;
  for (const KernelLoop &loop : contraction.outer)
    numOuter *= loop.size;
  for (const KernelLoop &loop : rows.drop_back(2))
    numOuter *= loop.size;
  KernelChunks chunks;
  chunks.outer = LoopCut::whole(numOuter, 1);
  chunks.outerRows = LoopCut::whole(outerRows.size, tile.outerRows);
  chunks.innerRows = LoopCut::whole(innerRows.size, tile.innerRows);
  chunks.columns = LoopCut::whole(
      llvm::divideCeilSigned(contraction.columns, tile.lanes), tile.vectors);

  double depth = contraction.getDepth();
  double weightBytes =
      contraction.columns * depth * getBytes(op.getWeightType());
  double inputBytes =
      outerRows.size * innerRows.size * depth * getBytes(op.getInputType());
  if (contraction.inputHasColumns)
    inputBytes = 0; // Threads read different columns of it.
  double cycles = numOuter * std::max(estimateCycles(contraction, tile, isa),
                                      weightBytes / kWeightBytesPerCycle);
  int64_t count = getNumChunks(cycles, chunkCycles);
  if (count <= numOuter)
    chunks.outer.cut(count);
  else {
    chunks.outer.cut(numOuter);
    cutRowsAndColumns(chunks, llvm::divideCeilSigned(count, numOuter),
                      inputBytes, weightBytes);
  }
  return chunks;
}
