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
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  auto sums = VectorType::get({lanes}, getSumType());
  if (kind == DotKind::Float || kind == DotKind::Widened) {
    Value entry = memref::LoadOp::create(builder, loc, buffer, index);
    if (element.isInteger(8))
      entry = arith::ExtUIOp::create(builder, loc, getSumType(), entry);
    else if (element.isInteger(16))
      entry = arith::ExtSIOp::create(builder, loc, getSumType(), entry);
    return vector::BroadcastOp::create(builder, loc, sums, entry);
  }
  // The group as one number of 32 bits.
  int64_t group = 32 / element.getIntOrFloatBitWidth();
  Value entries = vector::LoadOp::create(
      builder, loc, VectorType::get({group}, element), buffer, index);
  Value word = vector::BitCastOp::create(
      builder, loc, VectorType::get({1}, builder.getI32Type()), entries);
  word = vector::ExtractOp::create(builder, loc, word, ArrayRef<int64_t>{0});
  Value words = vector::BroadcastOp::create(builder, loc, sums, word);
  return vector::BitCastOp::create(
      builder, loc, VectorType::get({lanes * group}, element), words);
}

Value DotEmitter::loadInputColumns(Value buffer, Value index, int64_t valid) {
  Value entries = loadVector(builder, loc, buffer, index, lanes, valid);
  if (kind == DotKind::Float)
    return entries;
  return widen(entries, getElementTypeOrSelf(entries).isInteger(8));
}

Value DotEmitter::loadWeight(Value buffer, Value index, int64_t valid) {
  int64_t group = kind == DotKind::Words ? 2 : kind == DotKind::Bytes ? 4 : 1;
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
  bool hasVnni = isa == Isa::AvxVnni || isa == Isa::Avx512Vnni;
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
    if (hasVnni)
      return callIntrinsic(isWide ? "llvm.x86.avx512.vpdpwssd.512"
                                  : "llvm.x86.avx512.vpdpwssd.256",
                           {sum, input, weight});
    Value product =
        callIntrinsic(isWide ? "llvm.x86.avx512.pmaddw.d.512"
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
