//===- Linear.cpp - matrix products become layers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A dense layer arrives as a matmul with a constant between two reshapes, or as
// a 1x1 convolution of a 1x1 image between two reshapes.
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"

using namespace mlir;
using namespace mlir::compress;

static ArrayRef<int64_t> getShape(Value value) {
  return cast<ShapedType>(value.getType()).getShape();
}

static StringRef findObstacle(tosa::MatMulOp op) {
  auto a = dyn_cast<RankedTensorType>(op.getA().getType());
  auto b = dyn_cast<RankedTensorType>(op.getB().getType());
  auto result = dyn_cast<RankedTensorType>(op.getOutput().getType());
  if (!a || !b || !result)
    return "its tensors are not ranked";
  Type element = a.getElementType();
  if (element != b.getElementType() ||
      !(element.isF32() || element.isInteger(8) || element.isInteger(16)))
    return "its element types are not f32, i8 or i16";
  if (failed(op.getAZeroPoint()) || failed(op.getBZeroPoint()))
    return "its zero points are not constant";
  int64_t batch = a.isDynamicDim(0) ? b.getDimSize(0) : a.getDimSize(0);
  if (result.getShape() !=
      ArrayRef<int64_t>{batch, a.getDimSize(1), b.getDimSize(2)})
    return "its result type is not as static as its operands";
  return {};
}

StringRef compress::getLinearObstacle(Operation *op) {
  auto matmul = dyn_cast<tosa::MatMulOp>(op);
  return matmul ? findObstacle(matmul) : StringRef();
}

namespace {

/// A matmul with one constant matrix on the right is a dense layer, any other
/// one a product of activations.
struct RaiseMatMul : OpRewritePattern<tosa::MatMulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::MatMulOp op,
                                PatternRewriter &rewriter) const override {
    if (StringRef obstacle = findObstacle(op); !obstacle.empty())
      return rewriter.notifyMatchFailure(op, obstacle);
    Location loc = op.getLoc();
    Value matrix = op.getB();
    ArrayRef<int64_t> shape = getShape(matrix);
    bool isWeight =
        shape[0] == 1 && ConstantView::match(matrix) &&
        !cast<ShapedType>(matrix.getType()).getElementType().isInteger(16);
    if (!isWeight) {
      rewriter.replaceOpWithNewOp<BatchMatmulOp>(
          op, op.getType(), "", op.getA(), matrix, *op.getAZeroPoint(),
          *op.getBZeroPoint());
      return success();
    }
    Value weight = buildReshape(rewriter, loc, matrix, {shape[1], shape[2]});
    weight = buildTranspose(rewriter, loc, weight, {1, 0});
    rewriter.replaceOpWithNewOp<DenseOp>(op, op.getType(), "", op.getA(),
                                         weight, Value(), *op.getAZeroPoint(),
                                         *op.getBZeroPoint());
    return success();
  }
};

/// A 1x1 convolution of a 1x1 image, next to a reshape that shows that the
/// image is only a form for a row of features.
struct RaisePointConvolution : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    ArrayRef<int64_t> input = getShape(op.getInput());
    ArrayRef<int64_t> weight = getShape(op.getWeight());
    bool isPoint = input[1] == 1 && input[2] == 1 && weight[1] == 1 &&
                   weight[2] == 1 && op.getGroups() == 1 &&
                   llvm::all_of(op.getPad(), [](int64_t p) { return p == 0; });
    if (!isPoint || ShapedType::isDynamic(input[0]))
      return rewriter.notifyMatchFailure(op, "not a point");
    bool afterReshape = op.getInput().getDefiningOp<tosa::ReshapeOp>();
    bool beforeReshape =
        !op->use_empty() && llvm::all_of(op->getUsers(), [](Operation *user) {
          return isa<tosa::ReshapeOp>(user);
        });
    if (!afterReshape && !beforeReshape)
      return rewriter.notifyMatchFailure(op, "no reshape around it");
    if (!ConstantView::match(op.getWeight()))
      return rewriter.notifyMatchFailure(op, "its weight is not constant");

    Location loc = op.getLoc();
    Value row =
        buildReshape(rewriter, loc, op.getInput(), {input[0], input[3]});
    Value matrix =
        buildReshape(rewriter, loc, op.getWeight(), {weight[0], weight[3]});
    auto type = cast<RankedTensorType>(op.getType());
    Value dense = DenseOp::create(
        rewriter, loc, type.clone({input[0], weight[0]}), op.getName(), row,
        matrix, op.getBias(), op.getInputZp(), op.getWeightZp());
    rewriter.replaceOp(op, buildReshape(rewriter, loc, dense, type.getShape()));
    return success();
  }
};

/// True if a reshape regroups only the dimensions before the last.
bool keepsFeatures(Value from, Value to) {
  auto fromType = cast<ShapedType>(from.getType());
  auto toType = cast<ShapedType>(to.getType());
  return fromType.hasStaticShape() && toType.hasStaticShape() &&
         fromType.getRank() >= 2 && toType.getRank() >= 2 &&
         fromType.getShape().back() == toType.getShape().back();
}

/// What is reshaped to become `value`; `value` itself if nothing is.
Value getReshaped(Value value) {
  while (auto reshape = value.getDefiningOp<tosa::ReshapeOp>())
    value = reshape.getInput1();
  return value;
}

/// True for a reshape before a dense layer that is better done after it: one
/// that regroups rows and does not flatten.
bool belongsBehind(Value from, Value to) {
  return keepsFeatures(from, to) &&
         getShape(from).size() <= getShape(to).size();
}

/// The layer at another grouping of the rows of its input.
Value rebuildAt(PatternRewriter &rewriter, DenseOp op, Value input) {
  SmallVector<int64_t> shape(getShape(input).drop_back());
  shape.push_back(getShape(op.getResult()).back());
  auto dense = cast<DenseOp>(rewriter.clone(*op));
  dense.getInputMutable().assign(input);
  dense.getResult().setType(cast<RankedTensorType>(op.getType()).clone(shape));
  return dense;
}

/// `dense(reshape(x))` is `reshape(dense(x))`.
struct MoveReshapeBehind : OpRewritePattern<DenseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DenseOp op,
                                PatternRewriter &rewriter) const override {
    Value source = getReshaped(op.getInput());
    if (source == op.getInput() || !belongsBehind(source, op.getInput()))
      return rewriter.notifyMatchFailure(op, "no reshape that keeps features");
    Value dense = rebuildAt(rewriter, op, source);
    rewriter.replaceOp(op, buildReshape(rewriter, op.getLoc(), dense,
                                        getShape(op.getResult())));
    return success();
  }
};

/// `reshape(dense(flatten(x)))`: the flatten groups the rows at once.
struct MoveReshapeIntoFlatten : OpRewritePattern<tosa::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    auto dense = op.getInput1().getDefiningOp<DenseOp>();
    if (!dense || !dense->hasOneUse() || !keepsFeatures(dense, op))
      return rewriter.notifyMatchFailure(op, "no layer before it");
    if (llvm::any_of(op->getUsers(), llvm::IsaPred<tosa::ReshapeOp>))
      return rewriter.notifyMatchFailure(op,
                                         "merges with the reshape after it");
    Value source = getReshaped(dense.getInput());
    if (source == dense.getInput() || belongsBehind(source, dense.getInput()))
      return rewriter.notifyMatchFailure(op, "no flatten before the layer");
    SmallVector<int64_t> shape(getShape(op.getOutput()).drop_back());
    shape.push_back(getShape(dense.getInput()).back());
    rewriter.setInsertionPoint(dense);
    Value input = buildReshape(rewriter, op.getLoc(), source, shape);
    rewriter.replaceOp(op, rebuildAt(rewriter, dense, input));
    return success();
  }
};

/// `dense(reshape(transpose(x)))` where the transpose only moves dimensions
/// that become features: the weight's columns move instead.
struct FoldFlatten : OpRewritePattern<DenseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DenseOp op,
                                PatternRewriter &rewriter) const override {
    auto reshape = op.getInput().getDefiningOp<tosa::ReshapeOp>();
    auto transpose =
        reshape ? reshape.getInput1().getDefiningOp<tosa::TransposeOp>()
                : tosa::TransposeOp();
    if (!transpose || !cast<ShapedType>(transpose.getType()).hasStaticShape())
      return rewriter.notifyMatchFailure(op, "no transpose before a flatten");
    ArrayRef<int64_t> weight = getShape(op.getWeight());
    ArrayRef<int64_t> moved = getShape(transpose.getOutput());
    ArrayRef<int32_t> perms = transpose.getPerms();

    // The first dimension that becomes part of the features.
    size_t first = moved.size();
    int64_t features = 1;
    while (first > 0 && features < weight[1])
      features *= moved[--first];
    if (features != weight[1])
      return rewriter.notifyMatchFailure(op,
                                         "features are no whole dimensions");
    for (size_t i = 0; i < first; ++i)
      if (perms[i] != static_cast<int32_t>(i))
        return rewriter.notifyMatchFailure(op, "moves other dimensions too");

    // Split the columns as the flatten joined them, and undo the transpose.
    SmallVector<int64_t> split = {weight[0]};
    llvm::append_range(split, moved.drop_front(first));
    SmallVector<int32_t> inverse = {0};
    for (int32_t dim : invertPermutation(perms))
      if (dim >= static_cast<int32_t>(first))
        inverse.push_back(dim - first + 1);
    std::optional<ConstantView> view = ConstantView::match(op.getWeight());
    if (!view || failed(view->reshape(split)))
      return rewriter.notifyMatchFailure(op, "columns cannot be split");

    Location loc = op.getLoc();
    Value columns = buildReshape(rewriter, loc, op.getWeight(), split);
    columns = buildTranspose(rewriter, loc, columns, inverse);
    columns = buildReshape(rewriter, loc, columns, weight);
    Value input = buildReshape(rewriter, reshape.getLoc(),
                               transpose.getInput1(), getShape(op.getInput()));
    rewriter.modifyOpInPlace(op, [&] {
      op.getInputMutable().assign(input);
      op.getWeightMutable().assign(columns);
    });
    return success();
  }
};

} // namespace

void compress::populateLinearPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseMatMul, RaisePointConvolution, MoveReshapeBehind,
               MoveReshapeIntoFlatten, FoldFlatten>(patterns.getContext());
}
