//===- KernelEmitter.cpp - a kernel as loops over vectors -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops, from the outside: chunks, if threads share the work; groups; row loops
// before the last two; blocks of rows whose input stays in the L2 cache;
// vectors of columns, whose weights are read once per block; rows; the
// reduction.
//
//===----------------------------------------------------------------------===//

#include "KernelEmitter.h"
#include "KernelEpilogue.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::compress;

/// Bytes of input that a block of rows reads: half of a usual L2 cache.
static constexpr int64_t kBlockBytes = 256 * 1024;

KernelEmitter::KernelEmitter(OpBuilder &builder, KernelOp op,
                             Contraction contraction, const KernelTile &tile,
                             const KernelChunks &chunks, Isa isa)
    : builder(builder), op(op), loc(op.getLoc()),
      contraction(std::move(contraction)), tile(tile), chunks(chunks),
      dot(builder, loc, tile.dot, tile.lanes, isa) {
  innerRows = this->contraction.rows.pop_back_val();
  outerRows = this->contraction.rows.pop_back_val();
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

Value KernelEmitter::makeIndex(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

/// `base + step * scale`.
Value KernelEmitter::addScaled(Value base, Value step, int64_t scale) {
  if (scale == 0)
    return base;
  Value offset =
      scale == 1 ? step
                 : arith::MulIOp::create(builder, loc, step, makeIndex(scale))
                       .getResult();
  return arith::AddIOp::create(builder, loc, base, offset);
}

KernelEmitter::Position KernelEmitter::advance(const Position &position,
                                               Value step,
                                               ArrayRef<int64_t> strides) {
  Position result;
  for (auto [index, stride] : llvm::zip_equal(position, strides))
    result.push_back(addScaled(index, step, stride));
  return result;
}

int64_t KernelEmitter::getValid(int64_t vector) const {
  int64_t rest = contraction.columns % tile.lanes;
  bool isLast = hasLastVector && vector + 1 == numVectors;
  return isLast && rest != 0 ? rest : tile.lanes;
}

/// How far the operand's entries for a row of the tile are from the first.
int64_t KernelEmitter::getRowOffset(int64_t row, unsigned operand) const {
  return row / numInner * outerRows.strides[operand] +
         row % numInner * innerRows.strides[operand];
}

//===----------------------------------------------------------------------===//
// Loops around the tile
//===----------------------------------------------------------------------===//

void KernelEmitter::emitOuterLoops(ArrayRef<KernelLoop> loops, BodyFn body) {
  if (loops.empty())
    return body();
  emitLoop(builder, loc, getWholeRange(builder, loops.front().size), 1,
           [&](Value step) {
             Position saved = position;
             position = advance(position, step, loops.front().strides);
             emitOuterLoops(loops.drop_front(), body);
             position = saved;
           });
}

/// Full tiles in a loop, then one of the vectors that are left.
void KernelEmitter::emitColumns(BodyFn body) {
  int64_t size = getNumVectors();
  bool isRagged = contraction.columns % tile.lanes != 0;
  int64_t full = isRagged ? size - 1 : size;
  full -= full % tile.vectors;
  emitSteps(builder, loc, columnRange, size, full, tile.vectors,
            [&](const LoopRange &range, int64_t step, bool isRest) {
              numVectors = step;
              hasLastVector = isRest && isRagged;
              emitLoop(builder, loc, range, step, [&](Value first) {
                vector = first;
                if (contraction.inputHasColumns)
                  loadHoistedWeights();
                if (hasPanel)
                  return emitWithPanel(body);
                body();
              });
            });
}

/// The tiles of one or several outer rows.
void KernelEmitter::emitInnerRows(Value outerRow) {
  Position saved = position;
  position = advance(position, outerRow, outerRows.strides);
  int64_t full = innerRows.size - innerRows.size % tile.innerRows;
  emitSteps(builder, loc, innerRange, innerRows.size, full, tile.innerRows,
            [&](const LoopRange &range, int64_t step, bool) {
              numInner = step;
              emitLoop(builder, loc, range, step, [&](Value row) {
                Position outside = position;
                position = advance(position, row, innerRows.strides);
                emitTile();
                position = outside;
              });
            });
  position = saved;
}

/// Outer rows of a block, a multiple of the tile's.
int64_t KernelEmitter::getBlockSize() {
  // A depthwise kernel has no reuse between columns: row by row.
  if (contraction.inputHasColumns)
    return tile.outerRows;
  int64_t bytes = std::max<int64_t>(
      outerRows.strides[0] *
          op.getInputType().getElementType().getIntOrFloatBitWidth() / 8,
      1);
  int64_t rows = std::max<int64_t>(kBlockBytes / bytes, 1);
  return llvm::alignTo(rows, tile.outerRows);
}

/// Tiles of one step of the outer loops, as far as they are in `part`.
void KernelEmitter::emitBlocks(const KernelPart &part) {
  if (op.getInputLimit())
    inputLimit =
        loadLimit(op.getInputLimit(), contraction.reduction.back().size);
  if (op.getColumnLimit())
    columnLimit = loadLimit(op.getColumnLimit(), contraction.columns);
  innerRange = part.innerRows;
  columnRange = part.columns;
  int64_t full = outerRows.size - outerRows.size % tile.outerRows;
  int64_t block = getBlockSize();
  auto emitRows = [&](const LoopRange &rows, int64_t step) {
    int64_t mostOuter =
        step < tile.outerRows ? step : std::min(block, part.mostOuterRows);
    hasPanel = needsPanel(tile.vectors * contraction.panelStride,
                          mostOuter * part.mostInnerRows);
    emitColumns([&] {
      numOuter = step;
      emitLoop(builder, loc, rows, step,
               [&](Value row) { emitInnerRows(row); });
    });
  };
  emitSteps(builder, loc, part.outerRows, outerRows.size, full, tile.outerRows,
            [&](const LoopRange &rows, int64_t step, bool isRest) {
              if (isRest || block >= part.mostOuterRows)
                return emitRows(rows, step);
              emitLoop(builder, loc, rows, block, [&](Value lower) {
                OpFoldResult upper = addScaled(lower, makeIndex(block), 1);
                if (!getConstantIntValue(rows.upper) || full % block != 0)
                  upper = emitMin(builder, loc, upper, rows.upper);
                emitRows({lower, upper}, step);
              });
            });
}

/// Sets the position to step number `step` of all outer loops.
void KernelEmitter::setOuterPosition(ArrayRef<KernelLoop> loops, Value step) {
  position.assign(buffers.size(), makeIndex(0));
  for (const KernelLoop &loop : llvm::reverse(loops)) {
    if (loop.size == 1)
      continue;
    Value size = makeIndex(loop.size);
    Value digit = arith::RemUIOp::create(builder, loc, step, size);
    step = arith::DivUIOp::create(builder, loc, step, size);
    position = advance(position, digit, loop.strides);
  }
}

/// The chunks' numbers count outer loops, rows and columns, in this order.
void KernelEmitter::emitChunks(ArrayRef<KernelLoop> outer) {
  emitParallel(builder, loc, chunks.getNumChunks(), [&](Value chunk) {
    scratchBlock = builder.getInsertionBlock();
    auto takeDigit = [&](const LoopCut &cut) {
      int64_t count = cut.getNumChunks();
      if (count == 1)
        return getWholeRange(builder, cut.size);
      Value size = makeIndex(count);
      Value digit = arith::RemUIOp::create(builder, loc, chunk, size);
      chunk = arith::DivUIOp::create(builder, loc, chunk, size);
      return getChunk(builder, loc, cut, digit);
    };
    KernelPart part;
    part.columns = takeDigit(chunks.columns);
    part.innerRows = takeDigit(chunks.innerRows);
    part.outerRows = takeDigit(chunks.outerRows);
    part.mostOuterRows = chunks.outerRows.steps * chunks.outerRows.step;
    part.mostInnerRows = std::min(
        chunks.innerRows.steps * chunks.innerRows.step, innerRows.size);
    LoopRange steps = takeDigit(chunks.outer);
    emitLoop(builder, loc, steps, 1, [&](Value step) {
      setOuterPosition(outer, step);
      emitBlocks(part);
    });
  });
}

void KernelEmitter::emit() {
  for (Value operand : op->getOperands())
    buffers.push_back(flattenBuffer(builder, loc, operand));
  SmallVector<KernelLoop> outer(contraction.outer);
  llvm::append_range(outer, contraction.rows);
  if (chunks.getNumChunks() > 1)
    return emitChunks(outer);
  auto function = op->getParentOfType<FunctionOpInterface>();
  scratchBlock = &function.getFunctionBody().front();
  widenWeights(outer);
  position.assign(buffers.size(), makeIndex(0));
  KernelPart whole{getWholeRange(builder, outerRows.size),
                   getWholeRange(builder, innerRows.size),
                   getWholeRange(builder, getNumVectors()),
                   outerRows.size - outerRows.size % tile.outerRows,
                   innerRows.size};
  emitOuterLoops(outer, [&] { emitBlocks(whole); });
}

//===----------------------------------------------------------------------===//
// The tile
//===----------------------------------------------------------------------===//

SmallVector<Value> KernelEmitter::initializeSums() {
  SmallVector<Value> biases;
  for (int64_t v = 0; v < numVectors; ++v) {
    if (!op.getBias()) {
      biases.push_back(dot.makeZero());
      continue;
    }
    Value index = addScaled(position[2], vector, tile.lanes);
    index = addScaled(index, makeIndex(v), tile.lanes);
    biases.push_back(
        loadVector(builder, loc, buffers[2], index, tile.lanes, getValid(v)));
  }
  SmallVector<Value> sums;
  for (int64_t row = 0; row < numOuter * numInner; ++row)
    llvm::append_range(sums, biases);
  if (!contraction.inputHasColumns)
    sums.resize(sums.size() * tile.splits, dot.makeZero());
  return sums;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// Maps the sums through the region and stores what it yields.
void KernelEmitter::emitResults(ArrayRef<Value> sums) {
  unsigned firstExtra = op.getBias() ? 3 : 2, init = getInitIndex();
  unsigned endExtra = firstExtra + op.getExtras().size();
  Block &block = op.getEpilogue().front();
  auto indexOf = [&](unsigned operand, int64_t row, int64_t v) {
    Value index = addScaled(position[operand], vector, tile.lanes);
    return addScaled(index,
                     makeIndex(v * tile.lanes + getRowOffset(row, operand)), 1);
  };
  auto load = [&](unsigned operand, int64_t row, int64_t v) {
    return loadVector(builder, loc, buffers[operand], indexOf(operand, row, v),
                      tile.lanes, getValid(v));
  };
  auto isPerColumn = [&](unsigned operand) {
    return cast<ShapedType>(op->getOperand(operand).getType()).getRank() == 1;
  };
  for (int64_t v = 0; v < numVectors; ++v) {
    SmallVector<Value> columns(init);
    for (unsigned operand = firstExtra; operand < endExtra; ++operand)
      if (isPerColumn(operand))
        columns[operand] = load(operand, 0, v);
    for (int64_t row = 0; row < numOuter * numInner; ++row) {
      SmallVector<Value> arguments{maskColumns(sums[row * numVectors + v], v)};
      for (unsigned operand = firstExtra; operand < endExtra; ++operand)
        arguments.push_back(columns[operand] ? columns[operand]
                                             : load(operand, row, v));
      Value result = emitEpilogue(builder, block, arguments, tile.lanes);
      storeVector(builder, loc, result, buffers[init], indexOf(init, row, v),
                  getValid(v));
    }
  }
}

void KernelEmitter::emitTile() {
  SmallVector<Value> sums = initializeSums();
  if (contraction.inputHasColumns)
    return emitResults(emitUnrolledReduction(std::move(sums)));
  sums = emitLiveReduction(std::move(sums));
  size_t perSplit = sums.size() / tile.splits;
  for (size_t i = perSplit; i < sums.size(); ++i) {
    Value &sum = sums[i % perSplit];
    if (tile.dot == DotKind::Float)
      sum = arith::AddFOp::create(builder, loc, sum, sums[i]);
    else
      sum = arith::AddIOp::create(builder, loc, sum, sums[i]);
  }
  emitResults(ArrayRef(sums).take_front(perSplit));
}
