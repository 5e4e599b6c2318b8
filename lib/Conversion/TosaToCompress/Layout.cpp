//===- Layout.cpp - the network becomes NHWC ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Importers of NCHW networks wrap each convolution in two transposes. An
// operation that works in any layout moves to NHWC if that removes at least as
// many transposes around it as it adds; every operation moves at most once, so
// the NHWC part grows until it covers the network.
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Tosa/Utils/ConversionUtils.h"

using namespace mlir;
using namespace mlir::compress;

static const int32_t kToNHWC[] = {0, 2, 3, 1};
static const int32_t kToNCHW[] = {0, 3, 1, 2};

static bool isTranspose(Operation *op, ArrayRef<int32_t> permutation) {
  auto transpose = dyn_cast_or_null<tosa::TransposeOp>(op);
  return transpose && transpose.getPerms() == permutation;
}

/// True if a transpose of this shape moves no entry.
static bool movesOnlyUnits(ArrayRef<int64_t> shape,
                           ArrayRef<int32_t> permutation) {
  int32_t last = -1;
  for (int32_t dim : permutation) {
    if (shape[dim] == 1)
      continue;
    if (dim < last || ShapedType::isDynamic(shape[dim]))
      return false;
    last = dim;
  }
  return true;
}

static bool isReduction(Operation *op) {
  return isa<tosa::ReduceSumOp, tosa::ReduceMaxOp, tosa::ReduceMinOp,
             tosa::ReduceProductOp, tosa::ReduceAllOp, tosa::ReduceAnyOp>(op);
}

/// The operands that must change layout together with the result; none if the
/// operation is bound to its layout.
static OperandRange getMovableOperands(Operation *op) {
  OperandRange operands = op->getOperands();
  if (isa<tosa::MulOp>(op))
    return operands.take_front(2);
  if (isa<tosa::PadOp, tosa::SliceOp, tosa::NegateOp>(op) || isReduction(op))
    return operands.take_front(1);
  if (auto rescale = dyn_cast<tosa::RescaleOp>(op))
    return operands.take_front(rescale.getPerChannel() ? 0 : 1);
  if (isa<tosa::ConcatOp, tosa::CastOp>(op) ||
      op->hasTrait<OpTrait::tosa::TosaElementwiseOperator>())
    return operands;
  return operands.take_front(0);
}

/// A shape operand with `perDim` numbers for each dimension, in NHWC order.
static Value permuteShape(OpBuilder &builder, Value shape, unsigned perDim) {
  SmallVector<int64_t> sizes, moved;
  if (!tosa::getConstShapeValues(shape.getDefiningOp(), sizes))
    return {};
  for (int32_t dim : kToNHWC)
    for (unsigned i = 0; i < perDim; ++i)
      moved.push_back(sizes[dim * perDim + i]);
  return buildShape(builder, shape.getLoc(), moved);
}

/// Lets the attributes and shape operands of `op`, whose operands are NHWC
/// already, mean the same dimensions as before.
static LogicalResult permuteParameters(OpBuilder &builder, Operation *op) {
  unsigned numShapes = isa<tosa::SliceOp>(op) ? 2 : isa<tosa::PadOp>(op);
  for (unsigned i = 1; i <= numShapes; ++i) {
    Value moved =
        permuteShape(builder, op->getOperand(i), isa<tosa::PadOp>(op) ? 2 : 1);
    if (!moved)
      return failure();
    op->setOperand(i, moved);
  }
  if (!isReduction(op) && !isa<tosa::ConcatOp>(op))
    return success();
  int32_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  op->setAttr("axis",
              builder.getI32IntegerAttr(llvm::find(kToNHWC, axis) - kToNHWC));
  return success();
}

namespace {

struct MoveToNHWC : RewritePattern {
  explicit MoveToNHWC(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    OperandRange operands = getMovableOperands(op);
    if (operands.empty() || op->getNumResults() != 1)
      return rewriter.notifyMatchFailure(op, "bound to its layout");
    auto hasRank4 = [](Value value) {
      auto type = dyn_cast<RankedTensorType>(value.getType());
      return type && type.getRank() == 4;
    };
    if (!hasRank4(op->getResult(0)) || !llvm::all_of(operands, hasRank4))
      return rewriter.notifyMatchFailure(op, "not of rank 4");
    if (!isWorthIt(op, operands))
      return rewriter.notifyMatchFailure(op, "would add transposes");

    Operation *moved = rewriter.clone(*op);
    rewriter.setInsertionPoint(moved);
    if (failed(permuteParameters(rewriter, moved))) {
      rewriter.eraseOp(moved);
      return rewriter.notifyMatchFailure(op, "its shapes are not constant");
    }
    for (unsigned i = 0, e = operands.size(); i < e; ++i)
      moved->setOperand(i, getInNHWC(op->getOperand(i), moved, rewriter));
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<int64_t> shape;
    for (int32_t dim : kToNHWC)
      shape.push_back(type.getDimSize(dim));
    moved->getResult(0).setType(type.clone(shape));
    rewriter.setInsertionPointAfter(moved);
    rewriter.replaceOp(op, buildTranspose(rewriter, op->getLoc(),
                                          moved->getResult(0), kToNCHW));
    return success();
  }

  static bool isWorthIt(Operation *op, OperandRange operands) {
    unsigned removed = 0, added = 0;
    llvm::SmallPtrSet<Value, 4> seen;
    for (Value value : operands) {
      if (!seen.insert(value).second)
        continue;
      if (isTranspose(value.getDefiningOp(), kToNCHW))
        ++removed;
      else if (!isFreeInNHWC(value))
        ++added;
    }
    bool toNHWC = false, elsewhere = false;
    for (Operation *user : op->getUsers())
      (isTranspose(user, kToNHWC) ? toNHWC : elsewhere) = true;
    removed += toNHWC;
    added += elsewhere;
    return removed > 0 && removed >= added;
  }

  /// True if the value can be had in NHWC without a new transpose.
  static bool isFreeInNHWC(Value value) {
    return movesOnlyUnits(cast<ShapedType>(value.getType()).getShape(),
                          kToNHWC) ||
           ConstantView::match(value) ||
           llvm::any_of(value.getUsers(), [](Operation *user) {
             return isTranspose(user, kToNHWC);
           });
  }

  static Value getInNHWC(Value value, Operation *user,
                         PatternRewriter &rewriter) {
    OpBuilder::InsertionGuard guard(rewriter);
    Location loc = value.getLoc();
    if (isTranspose(value.getDefiningOp(), kToNCHW))
      return value.getDefiningOp()->getOperand(0);
    ArrayRef<int64_t> shape = cast<ShapedType>(value.getType()).getShape();
    rewriter.setInsertionPoint(user);
    if (movesOnlyUnits(shape, kToNHWC))
      return buildReshape(rewriter, loc, value,
                          {shape[0], shape[2], shape[3], shape[1]});
    // Right behind the value, where it also serves later users.
    rewriter.setInsertionPointAfterValue(value);
    return buildTranspose(rewriter, loc, value, kToNHWC);
  }
};

/// Two transposes in a row are one; one that moves nothing is none.
struct MergeTransposes : OpRewritePattern<tosa::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    ArrayRef<int32_t> perms = op.getPerms();
    if (llvm::is_sorted(perms)) {
      rewriter.replaceOp(op, op.getInput1());
      return success();
    }
    auto first = op.getInput1().getDefiningOp<tosa::TransposeOp>();
    if (!first)
      return rewriter.notifyMatchFailure(op, "no transpose before it");
    SmallVector<int32_t> merged;
    for (int32_t dim : perms)
      merged.push_back(first.getPerms()[dim]);
    rewriter.replaceOpWithNewOp<tosa::TransposeOp>(op, op.getType(),
                                                   first.getInput1(), merged);
    return success();
  }
};

/// Of two equal transposes of a value, the later one goes.
struct ShareTransposes : OpRewritePattern<tosa::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    for (Operation *user : op.getInput1().getUsers())
      if (user != op && isTranspose(user, op.getPerms()) &&
          user->getBlock() == op->getBlock() && user->isBeforeInBlock(op) &&
          user->getResultTypes() == op->getResultTypes()) {
        rewriter.replaceOp(op, user);
        return success();
      }
    return rewriter.notifyMatchFailure(op, "no equal transpose before it");
  }
};

/// A transpose that only moves dimensions of size 1 is a reshape.
struct TransposeToReshape : OpRewritePattern<tosa::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    auto from = cast<RankedTensorType>(op.getInput1().getType());
    auto to = cast<RankedTensorType>(op.getType());
    if (!from.hasStaticShape() || !to.hasStaticShape() ||
        !movesOnlyUnits(from.getShape(), op.getPerms()))
      return rewriter.notifyMatchFailure(op, "moves entries");
    rewriter.replaceOp(
        op, buildReshape(rewriter, op.getLoc(), op.getInput1(), to.getShape()));
    return success();
  }
};

/// Two reshapes in a row are one; one to the same shape is none.
struct MergeReshapes : OpRewritePattern<tosa::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    Value input = op.getInput1();
    auto type = cast<ShapedType>(op.getType());
    if (input.getType() == type && type.hasStaticShape()) {
      rewriter.replaceOp(op, input);
      return success();
    }
    auto first = input.getDefiningOp<tosa::ReshapeOp>();
    if (!first)
      return rewriter.notifyMatchFailure(op, "no reshape before it");
    rewriter.modifyOpInPlace(
        op, [&] { op.getInput1Mutable().assign(first.getInput1()); });
    return success();
  }
};

} // namespace

void compress::populateLayoutPatterns(RewritePatternSet &patterns) {
  patterns.add<MoveToNHWC, MergeTransposes, ShareTransposes>(
      patterns.getContext());
}

void compress::populateReshapePatterns(RewritePatternSet &patterns) {
  patterns.add<TransposeToReshape, MergeReshapes>(patterns.getContext());
}
