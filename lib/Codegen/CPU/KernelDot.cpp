//===- KernelDot.cpp - one step of a tile's sums --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelDot.h"
#include "KernelEpilogue.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

Type DotEmitter::getSumType() {
  return kind == DotKind::Float ? Type(builder.getF32Type())
                                : builder.getI32Type();
}

Value DotEmitter::makeZero() {
  auto type = VectorType::get({lanes}, getSumType());
  return arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
}

Value DotEmitter::widen(Value vector, bool isUnsigned) {
  auto type = VectorType::get({lanes}, builder.getI32Type());
  if (isUnsigned)
    return arith::ExtUIOp::create(builder, loc, type, vector);
  return arith::ExtSIOp::create(builder, loc, type, vector);
}

Value DotEmitter::loadInput(Value buffer, Value index) {
  return loadForAllLanes(buffer, index, /*isUnsigned=*/true);
}

Value DotEmitter::loadWeightOfAllLanes(Value buffer, Value index) {
  return loadForAllLanes(buffer, index, /*isUnsigned=*/false);
}

Value DotEmitter::loadForAllLanes(Value buffer, Value index, bool isUnsigned) {
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  auto sums = VectorType::get({lanes}, getSumType());
  if (kind == DotKind::Float || kind == DotKind::Widened) {
    Value entry = memref::LoadOp::create(builder, loc, buffer, index);
    if (element.isInteger(8) && isUnsigned)
      entry = arith::ExtUIOp::create(builder, loc, getSumType(), entry);
    else if (element.isInteger())
      entry = arith::ExtSIOp::create(builder, loc, getSumType(), entry);
    return vector::BroadcastOp::create(builder, loc, sums, entry);
  }
  // The group as one number of 32 bits; bytes that meet words as two of 16.
  int64_t group = getGroup();
  Value entries = vector::LoadOp::create(
      builder, loc, VectorType::get({group}, element), buffer, index);
  if (kind == DotKind::Words && element.isInteger(8)) {
    element = builder.getI16Type();
    entries = arith::ExtSIOp::create(
        builder, loc, VectorType::get({group}, element), entries);
  }
  Value word = vector::BitCastOp::create(
      builder, loc, VectorType::get({1}, builder.getI32Type()), entries);
  word = vector::ExtractOp::create(builder, loc, word, ArrayRef<int64_t>{0});
  Value words = vector::BroadcastOp::create(builder, loc, sums, word);
  return vector::BitCastOp::create(
      builder, loc, VectorType::get({lanes * group}, element), words);
}

int64_t DotEmitter::getGroup() const {
  return kind == DotKind::Bytes ? 4 : kind == DotKind::Words ? 2 : 1;
}

Value DotEmitter::loadColumns(Value buffer, ArrayRef<Value> indices,
                              int64_t valid, bool isUnsigned) {
  SmallVector<Value> taps;
  for (Value index : indices) {
    Value entries = loadVector(builder, loc, buffer, index, lanes, valid);
    bool isByte = getElementTypeOrSelf(entries).isInteger(8);
    if (kind == DotKind::Widened)
      entries = widen(entries, isByte && isUnsigned);
    else if (kind == DotKind::Words && isByte)
      entries = arith::ExtSIOp::create(
          builder, loc, VectorType::get({lanes}, builder.getI16Type()),
          entries);
    taps.push_back(entries);
  }
  int64_t group = getGroup();
  auto type = cast<VectorType>(taps.front().getType());
  while (static_cast<int64_t>(taps.size()) < group)
    taps.push_back(
        arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type)));
  // All taps one after the other, then transposed.
  while (taps.size() > 1) {
    SmallVector<Value> pairs;
    for (size_t i = 0; i < taps.size(); i += 2) {
      int64_t size = cast<VectorType>(taps[i].getType()).getNumElements();
      pairs.push_back(vector::ShuffleOp::create(
          builder, loc, taps[i], taps[i + 1],
          llvm::to_vector(llvm::seq<int64_t>(0, 2 * size))));
    }
    taps = pairs;
  }
  if (group == 1)
    return taps.front();
  SmallVector<int64_t> mask;
  for (int64_t lane = 0; lane < lanes; ++lane)
    for (int64_t tap = 0; tap < group; ++tap)
      mask.push_back(tap * lanes + lane);
  return vector::ShuffleOp::create(builder, loc, taps.front(), taps.front(),
                                   mask);
}

Value DotEmitter::loadWeight(Value buffer, Value index, int64_t valid) {
  int64_t group = getGroup();
  Value entries =
      loadVector(builder, loc, buffer, index, lanes * group, valid * group);
  if (kind == DotKind::Widened)
    return widen(entries, /*isUnsigned=*/false);
  if (kind == DotKind::Words && getElementTypeOrSelf(entries).isInteger(8))
    return arith::ExtSIOp::create(
        builder, loc, VectorType::get({lanes * group}, builder.getI16Type()),
        entries);
  return entries;
}

Value DotEmitter::callIntrinsic(StringRef name, ValueRange arguments) {
  auto sums = VectorType::get({lanes}, builder.getI32Type());
  return LLVM::CallIntrinsicOp::create(builder, loc, sums,
                                       builder.getStringAttr(name), arguments)
      .getResult(0);
}

Value DotEmitter::multiplyAdd(Value sum, Value input, Value weight) {
  bool isWide = lanes == 16;
  switch (kind) {
  case DotKind::Float: {
    // One rounding per product and sum, as the hardware does it.
    auto contract = arith::FastMathFlags::contract;
    Value product =
        arith::MulFOp::create(builder, loc, input, weight, contract);
    return arith::AddFOp::create(builder, loc, sum, product, contract);
  }
  case DotKind::Widened: {
    Value product = arith::MulIOp::create(builder, loc, input, weight);
    return arith::AddIOp::create(builder, loc, sum, product);
  }
  case DotKind::Words: {
    if (hasByteDots(isa))
      return callIntrinsic(isWide ? "llvm.x86.avx512.vpdpwssd.512"
                                  : "llvm.x86.avx512.vpdpwssd.256",
                           {sum, input, weight});
    Value product = callIntrinsic(isWide ? "llvm.x86.avx512.pmaddw.d.512"
                                         : "llvm.x86.avx2.pmadd.wd",
                                  {input, weight});
    return arith::AddIOp::create(builder, loc, sum, product);
  }
  case DotKind::Bytes:
    return callIntrinsic(isWide ? "llvm.x86.avx512.vpdpbusd.512"
                                : "llvm.x86.avx512.vpdpbusd.256",
                         {sum, input, weight});
  }
  llvm_unreachable("a DotKind without instructions");
}
