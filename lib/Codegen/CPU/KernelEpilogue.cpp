//===- KernelEpilogue.cpp - vectors between memory and registers ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelEpilogue.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::compress;

Value compress::flattenBuffer(OpBuilder &builder, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  auto [strides, offset] = type.getStridesAndOffset();
  int64_t span = 1;
  for (auto [size, stride] : llvm::zip_equal(type.getShape(), strides))
    span += (size - 1) * stride;
  OpFoldResult start = builder.getIndexAttr(offset);
  if (ShapedType::isDynamic(offset))
    start = memref::ExtractStridedMetadataOp::create(builder, loc, buffer)
                .getOffset();
  auto flat = MemRefType::get(
      {span}, type.getElementType(),
      StridedLayoutAttr::get(builder.getContext(), offset, {1}));
  return memref::ReinterpretCastOp::create(
      builder, loc, flat, buffer, start,
      ArrayRef<OpFoldResult>(builder.getIndexAttr(span)),
      ArrayRef<OpFoldResult>(builder.getIndexAttr(1)));
}

static Value addIndex(OpBuilder &builder, Location loc, Value index,
                      int64_t offset) {
  if (offset == 0)
    return index;
  return arith::AddIOp::create(
      builder, loc, index,
      arith::ConstantIndexOp::create(builder, loc, offset));
}

/// Calls `body(offset, size)` for parts of `valid` entries that are powers of
/// two, which registers and instructions exist for.
static void forEachPart(int64_t valid,
                        llvm::function_ref<void(int64_t, int64_t)> body) {
  for (int64_t offset = 0; offset < valid;) {
    int64_t size = llvm::bit_floor<uint64_t>(valid - offset);
    body(offset, size);
    offset += size;
  }
}

Value compress::loadVector(OpBuilder &builder, Location loc, Value buffer,
                           Value index, int64_t lanes, int64_t valid) {
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  auto type = VectorType::get({lanes}, element);
  if (valid >= lanes)
    return vector::LoadOp::create(builder, loc, type, buffer, index);
  Value result =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  forEachPart(valid, [&](int64_t offset, int64_t size) {
    Value part =
        vector::LoadOp::create(builder, loc, VectorType::get({size}, element),
                               buffer, addIndex(builder, loc, index, offset));
    result = vector::InsertStridedSliceOp::create(builder, loc, part, result,
                                                  ArrayRef<int64_t>{offset},
                                                  ArrayRef<int64_t>{1});
  });
  return result;
}

void compress::storeVector(OpBuilder &builder, Location loc, Value vector,
                           Value buffer, Value index, int64_t valid) {
  int64_t lanes = cast<VectorType>(vector.getType()).getNumElements();
  if (valid >= lanes) {
    vector::StoreOp::create(builder, loc, vector, buffer, index);
    return;
  }
  forEachPart(valid, [&](int64_t offset, int64_t size) {
    Value part = vector::ExtractStridedSliceOp::create(
        builder, loc, vector, ArrayRef<int64_t>{offset},
        ArrayRef<int64_t>{size}, ArrayRef<int64_t>{1});
    vector::StoreOp::create(builder, loc, part, buffer,
                            addIndex(builder, loc, index, offset));
  });
}

Value compress::makeScratch(Block &block, Location loc, StringRef name,
                            Type element, int64_t size) {
  auto type = MemRefType::get({size}, element);
  for (auto existing : block.getOps<memref::AllocaOp>()) {
    if (!existing->hasAttr(name) ||
        existing.getType().getElementType() != element)
      continue;
    if (existing.getType().getNumElements() < size)
      existing.getResult().setType(type);
    return existing;
  }
  OpBuilder builder = OpBuilder::atBlockBegin(&block);
  auto scratch = memref::AllocaOp::create(builder, loc, type,
                                          builder.getI64IntegerAttr(64));
  scratch->setAttr(name, builder.getUnitAttr());
  return scratch;
}

Value compress::emitEpilogue(OpBuilder &builder, Block &block,
                             ValueRange arguments, int64_t lanes) {
  IRMapping mapping;
  mapping.map(block.getArguments(), arguments);
  auto toVector = [&](Value value) -> Value {
    if (isa<VectorType>(value.getType()))
      return value;
    return vector::BroadcastOp::create(
        builder, value.getLoc(), VectorType::get({lanes}, value.getType()),
        value);
  };
  for (Operation &inner : block.without_terminator()) {
    SmallVector<Value> operands;
    for (Value operand : inner.getOperands())
      operands.push_back(mapping.lookupOrDefault(operand));
    bool isVector = llvm::any_of(
        operands, [](Value v) { return isa<VectorType>(v.getType()); });
    if (isVector)
      for (Value &operand : operands)
        operand = toVector(operand);
    Operation *clone = builder.clone(inner, mapping);
    if (!isVector)
      continue;
    clone->setOperands(operands);
    for (Value result : clone->getResults())
      result.setType(VectorType::get({lanes}, result.getType()));
  }
  return toVector(
      mapping.lookupOrDefault(block.getTerminator()->getOperand(0)));
}
