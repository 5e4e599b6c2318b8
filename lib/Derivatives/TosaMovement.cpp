//===- TosaMovement.cpp - derivatives of TOSA ops that move entries -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The entries of a constant shape operand; fails with a diagnostic.
static FailureOr<SmallVector<int64_t>> readShape(Operation *op, Value shape) {
  DenseIntElementsAttr attribute;
  if (!matchPattern(shape, m_Constant(&attribute)))
    return op->emitOpError("cannot be differentiated: a shape operand is no "
                           "constant");
  return llvm::map_to_vector(
      attribute.getValues<APInt>(),
      [](const APInt &entry) { return entry.getSExtValue(); });
}

static Value buildSlice(OpBuilder &builder, Location loc, Value value,
                        ArrayRef<int64_t> start, ArrayRef<int64_t> size) {
  return tosa::SliceOp::create(builder, loc, typeOf(value).clone(size), value,
                               buildShape(builder, loc, start),
                               buildShape(builder, loc, size));
}

static void emitReshape(tosa::ReshapeOp op, OpBuilder &builder,
                        AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getOutput());
  adjoints.add(op.getInput1(), buildReshape(builder, op.getLoc(), dy,
                                            typeOf(op.getInput1()).getShape()));
}

static void emitTranspose(tosa::TransposeOp op, OpBuilder &builder,
                          AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getOutput());
  adjoints.add(op.getInput1(),
               buildTranspose(builder, op.getLoc(), dy,
                              invertPermutation(op.getPerms())));
}

static void emitReverse(tosa::ReverseOp op, OpBuilder &builder,
                        AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getOutput());
  adjoints.add(op.getInput1(),
               tosa::ReverseOp::create(builder, op.getLoc(), dy.getType(), dy,
                                       op.getAxisAttr()));
}

static void emitConcat(tosa::ConcatOp op, OpBuilder &builder,
                       AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getOutput());
  SmallVector<int64_t> start(typeOf(dy).getRank(), 0);
  for (Value part : op.getInput1()) {
    ArrayRef<int64_t> size = typeOf(part).getShape();
    if (adjoints.isNeeded(part))
      adjoints.add(part, buildSlice(builder, op.getLoc(), dy, start, size));
    start[op.getAxis()] += size[op.getAxis()];
  }
}

/// What was cut off has no influence.
static LogicalResult emitSlice(tosa::SliceOp op, OpBuilder &builder,
                               AdjointMap &adjoints) {
  FailureOr<SmallVector<int64_t>> start = readShape(op, op.getStart());
  if (failed(start))
    return failure();
  Value dy = adjoints.lookup(op.getOutput());
  RankedTensorType type = typeOf(op.getInput1());
  SmallVector<int64_t> padding;
  for (auto [dim, low] : llvm::enumerate(*start)) {
    padding.push_back(low);
    padding.push_back(type.getDimSize(dim) - low - typeOf(dy).getDimSize(dim));
  }
  Location loc = op.getLoc();
  adjoints.add(op.getInput1(),
               tosa::PadOp::create(
                   builder, loc, type, dy, buildShape(builder, loc, padding),
                   buildScalar(builder, loc, type.getElementType(), 0.0)));
  return success();
}

/// The sum of all entries, as TOSA wants scalars.
static Value buildTotal(OpBuilder &builder, Location loc, Value value) {
  Value flat =
      buildReshape(builder, loc, value, {typeOf(value).getNumElements()});
  return buildSumTo(builder, loc, flat, {1});
}

static LogicalResult emitPad(tosa::PadOp op, OpBuilder &builder,
                             AdjointMap &adjoints) {
  FailureOr<SmallVector<int64_t>> padding = readShape(op, op.getPadding());
  if (failed(padding))
    return failure();
  SmallVector<int64_t> start;
  for (size_t i = 0; i < padding->size(); i += 2)
    start.push_back((*padding)[i]);
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getOutput());
  Value inside =
      buildSlice(builder, loc, dy, start, typeOf(op.getInput1()).getShape());
  adjoints.add(op.getInput1(), inside);
  if (!adjoints.isNeeded(op.getPadConst()))
    return success();
  Value all = buildTotal(builder, loc, dy);
  adjoints.add(op.getPadConst(),
               tosa::SubOp::create(builder, loc, all.getType(), all,
                                   buildTotal(builder, loc, inside)));
  return success();
}

/// An entry is there `multiples` times: dimension [d] is [multiple, d] here.
static LogicalResult emitTile(tosa::TileOp op, OpBuilder &builder,
                              AdjointMap &adjoints) {
  FailureOr<SmallVector<int64_t>> multiples = readShape(op, op.getMultiples());
  if (failed(multiples))
    return failure();
  ArrayRef<int64_t> shape = typeOf(op.getInput1()).getShape();
  SmallVector<int64_t> split, once;
  for (auto [multiple, size] : llvm::zip_equal(*multiples, shape)) {
    split.append({multiple, size});
    once.append({1, size});
  }
  Location loc = op.getLoc();
  Value copies =
      buildReshape(builder, loc, adjoints.lookup(op.getOutput()), split);
  Value sum = buildSumTo(builder, loc, copies, once);
  adjoints.add(op.getInput1(), buildReshape(builder, loc, sum, shape));
  return success();
}

/// An entry may be gathered many times, so its gradient is a sum. TOSA cannot
/// scatter sums; this multiplies by a one-hot matrix [N, K, W] that tells which
/// of the W results came from which of the K entries.
static void emitGather(tosa::GatherOp op, OpBuilder &builder,
                       AdjointMap &adjoints) {
  Location loc = op.getLoc();
  RankedTensorType type = typeOf(op.getValues());
  ArrayRef<int64_t> indices = typeOf(op.getIndices()).getShape();
  int64_t batch = type.getDimSize(0), entries = type.getDimSize(1);
  Type index = typeOf(op.getIndices()).getElementType();
  SmallVector<Attribute> numbers;
  for (int64_t i = 0; i < entries; ++i)
    numbers.push_back(builder.getIntegerAttr(index, i));
  auto numbersType = RankedTensorType::get({1, entries, 1}, index);
  Value number = tosa::ConstOp::create(
      builder, loc, numbersType, DenseElementsAttr::get(numbersType, numbers));
  Value wanted =
      buildReshape(builder, loc, op.getIndices(), {batch, 1, indices[1]});
  auto oneHot =
      RankedTensorType::get({batch, entries, indices[1]}, builder.getI1Type());
  Value isFrom = tosa::EqualOp::create(builder, loc, oneHot, number, wanted);
  auto ones = RankedTensorType::get({1, 1, 1}, type.getElementType());
  Value matrix = tosa::SelectOp::create(
      builder, loc, oneHot.clone(type.getElementType()), isFrom,
      buildSplat(builder, loc, ones, 1.0), buildSplat(builder, loc, ones, 0.0));
  adjoints.add(op.getValues(),
               tosa::MatMulOp::create(builder, loc, type, matrix,
                                      adjoints.lookup(op.getOutput())));
}

namespace {
/// Between float types the gradient is cast back.
struct CastDerivative
    : DifferentiableOpInterface::ExternalModel<CastDerivative, tosa::CastOp> {
  LogicalResult emitAdjoint(Operation *op, OpBuilder &builder,
                            AdjointMap &adjoints) const {
    Value dy = adjoints.lookup(op->getResult(0));
    adjoints.add(op->getOperand(0),
                 tosa::CastOp::create(builder, op->getLoc(),
                                      op->getOperand(0).getType(), dy));
    return success();
  }
  StringRef getDerivativeObstacle(Operation *op) const {
    auto isFloat = [](Value value) {
      return isa<FloatType>(getElementTypeOrSelf(value));
    };
    if (isFloat(op->getOperand(0)) && isFloat(op->getResult(0)))
      return {};
    return "converts from or to integers";
  }
};
} // namespace

void compress::attachTosaMovementDerivatives(MLIRContext &context) {
  using namespace tosa;
  attachDerivative<ReshapeOp, emitReshape>(context);
  attachDerivative<TransposeOp, emitTranspose>(context);
  attachDerivative<ReverseOp, emitReverse>(context);
  attachDerivative<ConcatOp, emitConcat>(context);
  attachDerivative<SliceOp, emitSlice>(context);
  attachDerivative<PadOp, emitPad>(context);
  attachDerivative<TileOp, emitTile>(context);
  attachDerivative<GatherOp, emitGather>(context);
  CastOp::attachInterface<CastDerivative>(context);
}
