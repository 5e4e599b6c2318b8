//===- LowerApplyScale.cpp - fixed-point scaling for vector units ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The definition, `(value * multiplier + rounding) >> shift`, needs 64 bits.
// Where the shift is at least 33, or can be raised to that by shifting the
// value left first, the low half of the product cannot reach the result: the
// high half is a number of 32 bits, and so is all that follows.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/InferIntRangeInterface.h"

namespace mlir::compress {
#define GEN_PASS_DEF_LOWERAPPLYSCALE
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// How vectors are multiplied to 64 bits.
enum class Product {
  /// Sign-extend both operands.
  Widen,
  /// Even and odd lanes apart: `vpmuldq` reads every other lane in place.
  EvenOdd,
};

/// What an instruction set has.
struct Target {
  Product product;
  /// An arithmetic right shift of 64-bit lanes.
  bool hasShift64;
};

/// Lowers one operation on `i32` or on vectors of it.
class ScaleEmitter {
public:
  ScaleEmitter(tosa::ApplyScaleOp op, Target target)
      : op(op), target(target), builder(op), loc(op.getLoc()),
        type(op.getType()),
        isDouble(op.getRoundingMode() == tosa::RoundingMode::DOUBLE_ROUND) {}

  Value emit();

private:
  using Pair = std::pair<Value, Value>;

  Value constant(Type type, int64_t value);
  /// `type` with `width` bits per lane.
  Type wide(Type type) {
    Type element = builder.getI64Type();
    if (auto vector = dyn_cast<VectorType>(type))
      return vector.clone(element);
    return element;
  }
  VectorType half() {
    return VectorType::get({cast<VectorType>(type).getDimSize(0) / 2},
                           builder.getI64Type());
  }

  bool isIdentity();
  bool splitsLanes();
  std::optional<int64_t> getHeadroom();
  Pair split(Value value);
  Pair splitInvariant(Value value, bool isSigned);
  Value join(Pair lanes, bool high);
  Value multiplyHigh(Value value);
  Value emitNarrow(int64_t headroom);
  Value addRounding(Value product, Value value, Value shift, int64_t bias = 0);
  Value emitWide();
  Value emitEvenOdd();

  tosa::ApplyScaleOp op;
  Target target;
  OpBuilder builder;
  Location loc;
  Type type;
  bool isDouble;
  int64_t minShift = 2;
  /// The shift, of `type`.
  Value shift;
};

} // namespace

//===----------------------------------------------------------------------===//
// What is known of the operands
//===----------------------------------------------------------------------===//

/// The range of an integer, from a few operations before it.
static ConstantIntRanges getRange(Value value, unsigned depth = 8) {
  unsigned width = ConstantIntRanges::getStorageBitwidth(value.getType());
  ConstantIntRanges result = ConstantIntRanges::maxRange(width);
  auto op = value.getDefiningOp<InferIntRangeInterface>();
  if (!op || depth == 0)
    return result;
  SmallVector<ConstantIntRanges> operands;
  for (Value operand : op->getOperands()) {
    if (ConstantIntRanges::getStorageBitwidth(operand.getType()) == 0)
      return result;
    operands.push_back(getRange(operand, depth - 1));
  }
  op.inferResultRanges(operands, [&](Value of, const ConstantIntRanges &range) {
    if (of == value)
      result = range;
  });
  return result;
}

/// Left shift that every value survives, if there is one that makes the sum of
/// value and shift at least 33 bits.
std::optional<int64_t> ScaleEmitter::getHeadroom() {
  ConstantIntRanges shifts = getRange(op.getShift());
  minShift = std::max<int64_t>(2, shifts.smin().getSExtValue());
  if (auto known = op->getAttrOfType<IntegerAttr>("compress.min_shift"))
    minShift = std::max(minShift, known.getInt());

  ConstantIntRanges values = getRange(op.getValue());
  int64_t largest =
      std::max(values.smax().getSExtValue(), -values.smin().getSExtValue() - 1);
  if (auto known = op->getAttrOfType<IntegerAttr>("compress.max_value"))
    largest = std::min(largest, known.getInt());

  // The second rounding adds 2^30: two places more make it a carry of one.
  // It needs a bit of its own.
  int64_t needed = std::max<int64_t>(33 - minShift, isDouble ? 2 : 0);
  int64_t limit = int64_t(1) << (isDouble ? 30 : 31);
  if (needed > 31 || largest >= limit >> needed)
    return std::nullopt;
  return needed;
}

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

Value ScaleEmitter::constant(Type type, int64_t value) {
  TypedAttr attribute =
      builder.getIntegerAttr(getElementTypeOrSelf(type), value);
  if (auto vector = dyn_cast<VectorType>(type))
    attribute = DenseElementsAttr::get(vector, Attribute(attribute));
  return arith::ConstantOp::create(builder, loc, attribute);
}

/// True if even and odd lanes are multiplied apart.
bool ScaleEmitter::splitsLanes() {
  auto vector = dyn_cast<VectorType>(type);
  return vector && target.product == Product::EvenOdd &&
         vector.getRank() == 1 && !vector.isScalable() &&
         vector.getDimSize(0) % 2 == 0;
}

/// Even and odd lanes, sign-extended in place.
ScaleEmitter::Pair ScaleEmitter::split(Value value) {
  Value both = vector::BitCastOp::create(builder, loc, half(), value);
  Value places = constant(half(), 32);
  Value even = arith::ShLIOp::create(builder, loc, both, places);
  even = arith::ShRSIOp::create(builder, loc, even, places);
  return {even, arith::ShRSIOp::create(builder, loc, both, places)};
}

/// The same for what hardly changes from one vector of values to the next. A
/// plain extension tells LLVM the number of sign bits even where it was hoisted
/// out of the loop.
ScaleEmitter::Pair ScaleEmitter::splitInvariant(Value value, bool isSigned) {
  auto take = [&](int64_t first) -> Value {
    SmallVector<int64_t> lanes;
    for (int64_t lane = first; lane < 2 * half().getDimSize(0); lane += 2)
      lanes.push_back(lane);
    Value part = vector::ShuffleOp::create(builder, loc, value, value, lanes);
    if (isSigned)
      return arith::ExtSIOp::create(builder, loc, half(), part);
    return arith::ExtUIOp::create(builder, loc, half(), part);
  };
  return {take(0), take(1)};
}

/// The low or high halves of 64-bit lanes, even and odd in turn.
Value ScaleEmitter::join(Pair lanes, bool high) {
  Value even = vector::BitCastOp::create(builder, loc, type, lanes.first);
  Value odd = vector::BitCastOp::create(builder, loc, type, lanes.second);
  int64_t size = cast<VectorType>(type).getDimSize(0);
  SmallVector<int64_t> mask;
  for (int64_t lane = 0; lane < size; lane += 2)
    mask.append({lane + high, size + lane + high});
  return vector::ShuffleOp::create(builder, loc, even, odd, mask);
}

/// The high 32 bits of the product of `value` and the multiplier.
Value ScaleEmitter::multiplyHigh(Value value) {
  if (splitsLanes()) {
    auto [even, odd] = split(value);
    auto [evenScale, oddScale] =
        splitInvariant(op.getMultiplier(), /*isSigned=*/true);
    return join({arith::MulIOp::create(builder, loc, even, evenScale),
                 arith::MulIOp::create(builder, loc, odd, oddScale)},
                /*high=*/true);
  }
  Value a = arith::ExtSIOp::create(builder, loc, wide(type), value);
  Value b =
      arith::ExtSIOp::create(builder, loc, wide(type), op.getMultiplier());
  Value product = arith::MulIOp::create(builder, loc, a, b);
  product =
      arith::ShRUIOp::create(builder, loc, product, constant(wide(type), 32));
  return arith::TruncIOp::create(builder, loc, type, product);
}

//===----------------------------------------------------------------------===//
// 32 bits
//===----------------------------------------------------------------------===//

/// With `headroom` or, for lanes whose shift is larger than the smallest, fewer
/// places to the left: `(high(value << left) + rounding) >> right`.
Value ScaleEmitter::emitNarrow(int64_t headroom) {
  Value value = op.getValue(), one = constant(type, 1), places = shift;
  int64_t least = isDouble ? 2 : 0;
  if (headroom > 0) {
    Value left = constant(type, headroom);
    if (headroom > least) {
      left = arith::SubIOp::create(builder, loc, constant(type, 33), shift);
      left = arith::MaxSIOp::create(builder, loc, left, constant(type, least));
    }
    value = arith::ShLIOp::create(builder, loc, value, left);
    places = arith::AddIOp::create(builder, loc, shift, left);
  }
  Value right = arith::SubIOp::create(builder, loc, places, constant(type, 32));
  // 62 + 2 - 32 is a shift by all bits; one less has the same result, 0.
  if (isDouble)
    right = arith::MinSIOp::create(builder, loc, right, constant(type, 31));
  Value round = arith::SubIOp::create(builder, loc, right, one);
  round = arith::ShLIOp::create(builder, loc, one, round);
  Value result = multiplyHigh(value);
  result = arith::AddIOp::create(builder, loc, result, round);
  if (isDouble) {
    Value sign =
        arith::ShRSIOp::create(builder, loc, op.getValue(), constant(type, 31));
    sign = arith::OrIOp::create(builder, loc, sign, one);
    if (minShift <= 31) {
      Value isLarge = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::sgt, shift, constant(type, 31));
      sign = arith::SelectOp::create(builder, loc, isLarge, sign,
                                     constant(type, 0));
    }
    result = arith::AddIOp::create(builder, loc, result, sign);
  }
  return arith::ShRSIOp::create(builder, loc, result, right);
}

//===----------------------------------------------------------------------===//
// 64 bits
//===----------------------------------------------------------------------===//

/// Adds what TOSA adds before it shifts, and `bias`.
Value ScaleEmitter::addRounding(Value product, Value value, Value shift,
                                int64_t bias) {
  Type type = product.getType();
  Value one = constant(type, 1);
  Value round = arith::SubIOp::create(builder, loc, shift, one);
  round = arith::ShLIOp::create(builder, loc, one, round);
  if (bias != 0)
    round = arith::AddIOp::create(builder, loc, round, constant(type, bias));
  product = arith::AddIOp::create(builder, loc, product, round);
  if (!isDouble)
    return product;
  Value zero = constant(type, 0);
  auto select = [&](arith::CmpIPredicate predicate, Value left, Value right,
                    Value yes, Value no) -> Value {
    Value condition =
        arith::CmpIOp::create(builder, loc, predicate, left, right);
    return arith::SelectOp::create(builder, loc, condition, yes, no);
  };
  Value second = select(arith::CmpIPredicate::sge, value, zero,
                        constant(type, int64_t(1) << 30),
                        constant(type, -(int64_t(1) << 30)));
  second = select(arith::CmpIPredicate::sgt, shift, constant(type, 31), second,
                  zero);
  return arith::AddIOp::create(builder, loc, product, second);
}

Value ScaleEmitter::emitWide() {
  auto extend = [&](Value value) -> Value {
    return arith::ExtSIOp::create(builder, loc, wide(type), value);
  };
  Value value = extend(op.getValue()), places = extend(shift);
  Value product =
      arith::MulIOp::create(builder, loc, value, extend(op.getMultiplier()));
  product = addRounding(product, value, places);
  product = arith::ShRSIOp::create(builder, loc, product, places);
  return arith::TruncIOp::create(builder, loc, type, product);
}

/// Without an arithmetic shift: shifts `sum + 2^63`, which is positive, and
/// takes `2^63 >> shift` away again.
Value ScaleEmitter::emitEvenOdd() {
  auto [even, odd] = split(op.getValue());
  auto [evenScale, oddScale] =
      splitInvariant(op.getMultiplier(), /*isSigned=*/true);
  auto [evenShift, oddShift] = splitInvariant(shift, /*isSigned=*/false);
  int64_t bias = target.hasShift64 ? 0 : std::numeric_limits<int64_t>::min();
  auto scale = [&](Value value, Value multiplier, Value places) -> Value {
    Value sum = arith::MulIOp::create(builder, loc, value, multiplier);
    sum = addRounding(sum, value, places, bias);
    if (target.hasShift64)
      return arith::ShRSIOp::create(builder, loc, sum, places);
    return arith::ShRUIOp::create(builder, loc, sum, places);
  };
  Value result =
      join({scale(even, evenScale, evenShift), scale(odd, oddScale, oddShift)},
           /*high=*/false);
  if (target.hasShift64)
    return result;
  Value biases = constant(half(), bias);
  Value excess = join({arith::ShRUIOp::create(builder, loc, biases, evenShift),
                       arith::ShRUIOp::create(builder, loc, biases, oddShift)},
                      /*high=*/false);
  return arith::SubIOp::create(builder, loc, result, excess);
}

/// True if the operation multiplies by one: how zero points are removed.
bool ScaleEmitter::isIdentity() {
  APInt multiplier, places;
  return matchPattern(op.getMultiplier(), m_ConstantInt(&multiplier)) &&
         matchPattern(op.getShift(), m_ConstantInt(&places)) &&
         multiplier.isPowerOf2() && multiplier.logBase2() == places;
}

Value ScaleEmitter::emit() {
  if (isIdentity())
    return op.getValue();
  shift = arith::ExtSIOp::create(builder, loc, type, op.getShift());
  if (std::optional<int64_t> headroom = getHeadroom())
    return emitNarrow(*headroom);
  return splitsLanes() ? emitEvenOdd() : emitWide();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

static Target getTarget(Isa isa) {
  switch (isa) {
  case Isa::Portable:
    return {Product::Widen, true};
  case Isa::Avx2:
  case Isa::AvxVnni:
    return {Product::EvenOdd, false};
  case Isa::Avx512:
  case Isa::Avx512Vnni:
    return {Product::EvenOdd, true};
  }
  llvm_unreachable("unknown instruction set");
}

namespace {
struct LowerApplyScale
    : public compress::impl::LowerApplyScaleBase<LowerApplyScale> {
  using LowerApplyScaleBase::LowerApplyScaleBase;

  void runOnOperation() override {
    auto isI32 = [](Value value) {
      return getElementTypeOrSelf(value).isInteger(32);
    };
    getOperation().walk([&](tosa::ApplyScaleOp op) {
      if (!isI32(op.getValue()) || !isI32(op.getMultiplier()) ||
          isa_and_present<TensorType>(op.getType()))
        return;
      Value result = ScaleEmitter(op, getTarget(isa)).emit();
      op.replaceAllUsesWith(result);
      op.erase();
    });
  }
};
} // namespace
