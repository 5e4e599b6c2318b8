//===- TiledProduct.cpp - matrix products and convolutions ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A convolution is the product of its patches and its weights; rows, columns
// and depth are numbered through all their loops, and turned into positions
// where an entry is loaded. No matrix of patches is ever stored.
//
//===----------------------------------------------------------------------===//

#include "Strategies.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// One factor on its way through shared memory. A line is a row of the left, or
/// a column of the right factor; a unit is what a thread computes with: the
/// words of `width` lines at one depth.
struct Factor {
  Value value;
  ArrayRef<unsigned> dims;
  int64_t numLines, tileLines, width;
  /// Neighbouring threads load neighbouring lines, or depths.
  bool linesFirst;
  Value blockIndex = nullptr, shared = nullptr;

  int64_t unitsPerDepth() const { return tileLines / width; }
};

class TiledProduct {
public:
  TiledProduct(KernelBuilder &kernel, const Product &product,
               const ProductTile &tile)
      : kernel(kernel), b(kernel.builder), loc(kernel.loc), product(product),
        tile(tile), words(llvm::divideCeil(product.numDepth, product.pack)) {}

  void emit();

private:
  MemRefType getSharedType(const Factor &factor, int64_t padding);
  Type getWordType(const Factor &factor);
  void setIndices(SmallVector<Value> &position, ArrayRef<unsigned> dims,
                  Value linear);
  void stage(const Factor &factor, Value firstWord);
  Value loadWord(const Factor &factor, Value line, Value word);
  Value loadEntry(const Factor &factor, Value line, Value inside, Value depth);
  SmallVector<Value> multiply(ValueRange sums, Value depth);
  Value multiplyAdd(Value left, Value right, Value sum);
  void storeTile(ValueRange sums);

  KernelBuilder &kernel;
  OpBuilder &b;
  Location loc;
  const Product &product;
  const ProductTile &tile;
  /// Words of the whole depth.
  int64_t words;
  Factor left, right;
  Value thread, threadRow, threadColumn, batch;
};

} // namespace

/// Words are entries, or four bytes.
Type TiledProduct::getWordType(const Factor &factor) {
  return product.pack == 4 ? b.getI32Type() : factor.value.getType();
}

MemRefType TiledProduct::getSharedType(const Factor &factor, int64_t padding) {
  return MemRefType::get(
      {tile.depth, factor.unitsPerDepth() + padding},
      VectorType::get(factor.width, getWordType(factor)),
      MemRefLayoutAttrInterface(),
      gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup));
}

void TiledProduct::setIndices(SmallVector<Value> &position,
                              ArrayRef<unsigned> dims, Value linear) {
  SmallVector<int64_t> sizes;
  for (unsigned dim : dims)
    sizes.push_back(kernel.sizes[dim]);
  for (auto [dim, index] :
       llvm::zip_equal(dims, kernel.delinearize(linear, sizes)))
    position[dim] = index;
}

/// One entry of a factor; zero outside of it.
Value TiledProduct::loadEntry(const Factor &factor, Value line, Value inside,
                              Value depth) {
  int64_t largest = llvm::alignTo(words, tile.depth) * product.pack - 1;
  Value condition =
      kernel.both(inside, kernel.isLess(depth, product.numDepth, largest));
  return kernel.buildIfOrZero(condition, factor.value.getType(), [&] {
    SmallVector<Value> position(kernel.sizes.size());
    setIndices(position, product.batch, batch);
    setIndices(position, factor.dims, line);
    setIndices(position, product.depth, depth);
    IRMapping mapping;
    return kernel.evaluate(factor.value, position, mapping);
  });
}

Value TiledProduct::loadWord(const Factor &factor, Value line, Value word) {
  int64_t largest = llvm::alignTo(factor.numLines, factor.tileLines) - 1;
  Value inside = kernel.isLess(line, factor.numLines, largest);
  if (product.pack == 1)
    return loadEntry(factor, line, inside, word);
  SmallVector<Value> bytes;
  Value first = kernel.multiply(word, product.pack);
  for (int64_t i = 0; i < product.pack; ++i)
    bytes.push_back(loadEntry(factor, line, inside,
                              kernel.add(first, kernel.makeIndex(i))));
  Value packed = vector::FromElementsOp::create(
      b, loc, VectorType::get(product.pack, b.getI8Type()), bytes);
  Value cast = vector::BitCastOp::create(
      b, loc, VectorType::get(1, b.getI32Type()), packed);
  return vector::ExtractOp::create(b, loc, cast, 0);
}

/// Brings `tile.depth` words of each line of the block's tile from `firstWord`
/// on to shared memory.
void TiledProduct::stage(const Factor &factor, Value firstWord) {
  int64_t perDepth = factor.unitsPerDepth();
  int64_t units = tile.depth * perDepth, threads = tile.getNumThreads();
  auto type = VectorType::get(factor.width, getWordType(factor));
  for (int64_t start = 0; start < units; start += threads) {
    Value unit = kernel.add(thread, kernel.makeIndex(start));
    kernel.buildIf(kernel.isLess(unit, units, start + threads - 1), [&] {
      Value depth = factor.linesFirst ? kernel.divide(unit, perDepth)
                                      : kernel.remainder(unit, tile.depth);
      Value group = factor.linesFirst ? kernel.remainder(unit, perDepth)
                                      : kernel.divide(unit, tile.depth);
      Value line =
          kernel.add(kernel.multiply(factor.blockIndex, factor.tileLines),
                     kernel.multiply(group, factor.width));
      Value word = kernel.add(firstWord, depth);
      SmallVector<Value> entries;
      for (int64_t i = 0; i < factor.width; ++i)
        entries.push_back(
            loadWord(factor, kernel.add(line, kernel.makeIndex(i)), word));
      Value packed = vector::FromElementsOp::create(b, loc, type, entries);
      memref::StoreOp::create(b, loc, packed, factor.shared,
                              ValueRange{depth, group});
    });
  }
}

Value TiledProduct::multiplyAdd(Value left, Value right, Value sum) {
  if (product.pack == 4) {
    auto widen = [&](Value word) -> Value {
      Value bytes = vector::BitCastOp::create(
          b, loc, VectorType::get(4, b.getI8Type()),
          vector::FromElementsOp::create(
              b, loc, VectorType::get(1, b.getI32Type()), word));
      return arith::ExtSIOp::create(b, loc, VectorType::get(4, b.getI32Type()),
                                    bytes);
    };
    Value products = arith::MulIOp::create(b, loc, widen(left), widen(right));
    return vector::ReductionOp::create(b, loc, vector::CombiningKind::ADD,
                                       products, sum);
  }
  IRMapping mapping;
  mapping.map(product.left, left);
  mapping.map(product.right, right);
  mapping.map(kernel.main.getRegionOutputArgs()[0], sum);
  SmallVector<Value> nowhere(kernel.sizes.size());
  return kernel.evaluate(product.sum.add->getResult(0), nowhere, mapping);
}

/// Adds the products of all pairs of a thread's rows and columns at one depth.
SmallVector<Value> TiledProduct::multiply(ValueRange sums, Value depth) {
  Value rows =
      memref::LoadOp::create(b, loc, left.shared, ValueRange{depth, threadRow});
  Value columns = memref::LoadOp::create(b, loc, right.shared,
                                         ValueRange{depth, threadColumn});
  SmallVector<Value> results;
  for (int64_t i = 0; i < tile.threadRows; ++i)
    for (int64_t j = 0; j < tile.threadColumns; ++j)
      results.push_back(multiplyAdd(
          vector::ExtractOp::create(b, loc, rows, i),
          vector::ExtractOp::create(b, loc, columns, j), sums[results.size()]));
  return results;
}

void TiledProduct::storeTile(ValueRange sums) {
  Value firstRow = kernel.add(kernel.multiply(left.blockIndex, tile.rows),
                              kernel.multiply(threadRow, tile.threadRows));
  Value firstColumn =
      kernel.add(kernel.multiply(right.blockIndex, tile.columns),
                 kernel.multiply(threadColumn, tile.threadColumns));
  int64_t lastRow = llvm::alignTo(product.numRows, tile.rows) - 1;
  int64_t lastColumn = llvm::alignTo(product.numColumns, tile.columns) - 1;
  for (int64_t i = 0; i < tile.threadRows; ++i)
    for (int64_t j = 0; j < tile.threadColumns; ++j) {
      Value row = kernel.add(firstRow, kernel.makeIndex(i));
      Value column = kernel.add(firstColumn, kernel.makeIndex(j));
      Value inside =
          kernel.both(kernel.isLess(row, product.numRows, lastRow),
                      kernel.isLess(column, product.numColumns, lastColumn));
      kernel.buildIf(inside, [&] {
        SmallVector<Value> position(kernel.sizes.size());
        setIndices(position, product.batch, batch);
        setIndices(position, product.rows, row);
        setIndices(position, product.columns, column);
        Value init = kernel.loadAccumulators(position)[0];
        OperationState state(loc, product.sum.add->getName());
        state.addOperands({init, sums[i * tile.threadColumns + j]});
        state.addTypes(init.getType());
        kernel.store(position, b.create(state)->getResult(0));
      });
    }
}

void TiledProduct::emit() {
  left = {product.left, product.rows,    product.numRows,
          tile.rows,    tile.threadRows, /*linesFirst=*/false};
  right = {product.right, product.columns,    product.numColumns,
           tile.columns,  tile.threadColumns, /*linesFirst=*/true};
  int64_t rowBlocks = llvm::divideCeil(product.numRows, tile.rows);
  int64_t columnBlocks = llvm::divideCeil(product.numColumns, tile.columns);
  // The padding spreads the stores of neighbouring depths over the banks.
  kernel.launch({{rowBlocks, columnBlocks, product.numBatches},
                 {tile.getNumThreads(), 1, 1}},
                {getSharedType(left, 1), getSharedType(right, 0)});
  left.shared = kernel.launchOp.getWorkgroupAttributions()[0];
  right.shared = kernel.launchOp.getWorkgroupAttributions()[1];
  left.blockIndex = kernel.launchOp.getBlockIds().x;
  right.blockIndex = kernel.launchOp.getBlockIds().y;
  batch = kernel.launchOp.getBlockIds().z;
  thread = kernel.launchOp.getThreadIds().x;
  threadRow = kernel.divide(thread, right.unitsPerDepth());
  threadColumn = kernel.remainder(thread, right.unitsPerDepth());

  SmallVector<Value> zeros(tile.threadRows * tile.threadColumns,
                           kernel.makeZero(product.sum.term.getType()));
  auto steps =
      scf::ForOp::create(b, loc, kernel.makeIndex(0), kernel.makeIndex(words),
                         kernel.makeIndex(tile.depth), zeros);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(steps.getBody());
    stage(left, steps.getInductionVar());
    stage(right, steps.getInductionVar());
    gpu::BarrierOp::create(b, loc);
    auto inner = scf::ForOp::create(
        b, loc, kernel.makeIndex(0), kernel.makeIndex(tile.depth),
        kernel.makeIndex(1), steps.getRegionIterArgs());
    {
      OpBuilder::InsertionGuard innerGuard(b);
      b.setInsertionPointToStart(inner.getBody());
      SmallVector<Value> sums =
          multiply(inner.getRegionIterArgs(), inner.getInductionVar());
      scf::YieldOp::create(b, loc, sums);
    }
    gpu::BarrierOp::create(b, loc);
    scf::YieldOp::create(b, loc, inner.getResults());
  }
  storeTile(steps.getResults());
}

void compress::emitTiledProduct(KernelBuilder &kernel, const Product &product,
                                const ProductTile &tile) {
  TiledProduct(kernel, product, tile).emit();
}
