//===- Layers.cpp - layers as TOSA ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/CompressToTosa/CompressToTosa.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"

using namespace mlir;
using namespace mlir::compress;

static RankedTensorType getType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The layer's location under its name, so that raising finds it again.
template <typename OpTy>
static Location getNamedLoc(OpTy op) {
  return NameLoc::get(op.getNameAttr(), op.getLoc());
}

/// The bias, or zeros.
static Value getBias(OpBuilder &builder, Location loc, Value bias,
                     RankedTensorType result) {
  if (bias)
    return bias;
  auto type = result.clone({result.getShape().back()});
  return buildSplat(builder, loc, type, 0);
}

static Value buildSlice(OpBuilder &builder, Location loc, Value value,
                        ArrayRef<int64_t> start, ArrayRef<int64_t> size) {
  return tosa::SliceOp::create(builder, loc, getType(value).clone(size), value,
                               buildShape(builder, loc, start),
                               buildShape(builder, loc, size));
}

/// `size` entries from `start` on along `dim`.
static Value buildSliceOfDim(OpBuilder &builder, Location loc, Value value,
                             int64_t dim, int64_t start, int64_t size) {
  SmallVector<int64_t> starts(getType(value).getRank(), 0);
  SmallVector<int64_t> sizes(getType(value).getShape());
  starts[dim] = start;
  sizes[dim] = size;
  return buildSlice(builder, loc, value, starts, sizes);
}

/// The end of the padded input that no window reaches along height (0) or
/// width (1): entries of the padding and of the input itself.
static std::pair<int64_t, int64_t> getIgnored(Conv2DOp op, int dim) {
  int64_t kernel = getType(op.getWeight()).getDimSize(1 + dim);
  int64_t window = op.getDilation()[dim] * (kernel - 1) + 1;
  int64_t after = op.getPad()[2 * dim + 1];
  int64_t padded =
      getType(op.getInput()).getDimSize(1 + dim) + op.getPad()[2 * dim] + after;
  int64_t ignored = (padded - window) % op.getStride()[dim];
  int64_t ofPad = std::min(ignored, after);
  return {ofPad, ignored - ofPad};
}

static StringRef getConvObstacle(Conv2DOp op) {
  if (!getType(op.getInput()).hasStaticShape())
    return "the shape of its input is dynamic";
  for (int dim : {0, 1})
    if (getIgnored(op, dim).second >=
        getType(op.getInput()).getDimSize(1 + dim))
      return "its windows see nothing but padding";
  return {};
}

static StringRef getDenseObstacle(DenseOp op) {
  if (llvm::count_if(getType(op.getInput()).getShape(), ShapedType::isDynamic) >
      1)
    return "the shape of its input is dynamic";
  return {};
}

StringRef compress::getTosaObstacle(Operation *op) {
  if (auto conv = dyn_cast<Conv2DOp>(op))
    return getConvObstacle(conv);
  if (auto dense = dyn_cast<DenseOp>(op))
    return getDenseObstacle(dense);
  if (isa<BatchStatisticsOp, FittedScaleOp>(op))
    return getType(op->getOperand(0)).hasStaticShape()
               ? ""
               : "the shape of its input is dynamic";
  if (isa<LeadingOp>(op))
    return ShapedType::isDynamic(getType(op->getOperand(0)).getShape().back())
               ? "its number of channels is dynamic"
               : "";
  if (isa<BatchMatmulOp, BatchNormOp, MaskOp, FakeQuantOp, ObserveOp,
          ParameterOp>(op))
    return {};
  if (isa<CrossEntropyOp, MSEOp, PartialCrossEntropyOp, KLDivergenceOp,
          CosineDistanceOp, AttentionDistanceOp>(op))
    return cast<RankedTensorType>(op->getOperand(0).getType()).hasStaticShape()
               ? ""
               : "its shape is dynamic";
  return "there is no such operation";
}

namespace {

struct LowerConv2D : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    if (StringRef obstacle = getConvObstacle(op); !obstacle.empty())
      return rewriter.notifyMatchFailure(op, obstacle);
    Location loc = getNamedLoc(op);
    SmallVector<int64_t> pad(op.getPad());
    Value input = fitToStride(op, pad, rewriter);
    Value bias = getBias(rewriter, loc, op.getBias(), getType(op.getResult()));
    int64_t groups = op.getGroups();
    if (groups == 1) {
      rewriter.replaceOp(op, build<tosa::Conv2DOp>(op, input, op.getWeight(),
                                                   bias, pad, rewriter));
      return success();
    }
    ArrayRef<int64_t> weight = getType(op.getWeight()).getShape();
    int64_t outputs = weight[0] / groups, inputs = weight[3];
    if (op.isDepthwise()) {
      Value filter = buildReshape(rewriter, loc, op.getWeight(),
                                  {groups, outputs, weight[1], weight[2]});
      filter = buildTranspose(rewriter, loc, filter, {2, 3, 0, 1});
      rewriter.replaceOp(op, build<tosa::DepthwiseConv2DOp>(
                                 op, input, filter, bias, pad, rewriter));
      return success();
    }
    SmallVector<Value> parts;
    for (int64_t group = 0; group < groups; ++group) {
      auto slice = [&](Value value, int64_t dim, int64_t size) {
        return buildSliceOfDim(rewriter, loc, value, dim, group * size, size);
      };
      parts.push_back(build<tosa::Conv2DOp>(
          op, slice(input, 3, inputs), slice(op.getWeight(), 0, outputs),
          slice(bias, 0, outputs), pad, rewriter));
    }
    rewriter.replaceOp(op, tosa::ConcatOp::create(rewriter, loc, op.getType(),
                                                  parts, /*axis=*/3));
    return success();
  }

  /// TOSA wants the window to end exactly at the end of the padded input.
  static Value fitToStride(Conv2DOp op, MutableArrayRef<int64_t> pad,
                           OpBuilder &builder) {
    Value input = op.getInput();
    SmallVector<int64_t> sizes(getType(input).getShape());
    for (int dim : {0, 1}) {
      auto [ofPad, ofInput] = getIgnored(op, dim);
      pad[2 * dim + 1] -= ofPad;
      sizes[1 + dim] -= ofInput;
    }
    if (ArrayRef<int64_t>(sizes) == getType(input).getShape())
      return input;
    return buildSlice(builder, getNamedLoc(op), input, {0, 0, 0, 0}, sizes);
  }

  template <typename TosaOp>
  static Value build(Conv2DOp op, Value input, Value weight, Value bias,
                     ArrayRef<int64_t> pad, OpBuilder &builder) {
    Location loc = getNamedLoc(op);
    auto type = getType(op.getResult());
    SmallVector<int64_t> shape(type.getShape());
    shape[3] = getType(bias).getDimSize(0);
    Type element = type.getElementType();
    Value inputZp = buildScalar(builder, loc, getType(input).getElementType(),
                                static_cast<int32_t>(op.getInputZp()));
    Value weightZp = buildScalar(builder, loc, getType(weight).getElementType(),
                                 static_cast<int32_t>(op.getWeightZp()));
    return TosaOp::create(builder, loc, type.clone(shape), input, weight, bias,
                          inputZp, weightZp, pad, op.getStride(),
                          op.getDilation(), element);
  }
};

/// A 1x1 convolution has a bias and integer forms; a matmul has no bias.
struct LowerDense : OpRewritePattern<DenseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DenseOp op,
                                PatternRewriter &rewriter) const override {
    if (StringRef obstacle = getDenseObstacle(op); !obstacle.empty())
      return rewriter.notifyMatchFailure(op, obstacle);
    Location loc = getNamedLoc(op);
    auto type = getType(op.getResult());
    ArrayRef<int64_t> weight = getType(op.getWeight()).getShape();
    int64_t rows = 1;
    for (int64_t size : type.getShape().drop_back())
      rows = ShapedType::isDynamic(size) || ShapedType::isDynamic(rows)
                 ? ShapedType::kDynamic
                 : rows * size;
    Value image =
        reshape(rewriter, loc, op.getInput(), {rows, 1, 1, weight[1]});
    Value filter = buildReshape(rewriter, loc, op.getWeight(),
                                {weight[0], 1, 1, weight[1]});
    Value inputZp = buildScalar(rewriter, loc, getType(image).getElementType(),
                                static_cast<int32_t>(op.getInputZp()));
    Value weightZp =
        buildScalar(rewriter, loc, getType(filter).getElementType(),
                    static_cast<int32_t>(op.getWeightZp()));
    Value result = tosa::Conv2DOp::create(
        rewriter, loc, type.clone({rows, 1, 1, weight[0]}), image, filter,
        getBias(rewriter, loc, op.getBias(), type), inputZp, weightZp,
        ArrayRef<int64_t>{0, 0, 0, 0}, ArrayRef<int64_t>{1, 1},
        ArrayRef<int64_t>{1, 1}, type.getElementType());
    rewriter.replaceOp(op, reshape(rewriter, loc, result, type.getShape()));
    return success();
  }

  /// A reshape with at most one dynamic size, which TOSA writes as -1.
  static Value reshape(OpBuilder &builder, Location loc, Value value,
                       ArrayRef<int64_t> shape) {
    if (!llvm::is_contained(shape, ShapedType::kDynamic))
      return buildReshape(builder, loc, value, shape);
    SmallVector<int64_t> sizes(shape);
    std::replace(sizes.begin(), sizes.end(), ShapedType::kDynamic, int64_t(-1));
    return tosa::ReshapeOp::create(builder, loc, getType(value).clone(shape),
                                   value, buildShape(builder, loc, sizes));
  }
};

struct LowerBatchMatmul : OpRewritePattern<BatchMatmulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BatchMatmulOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = getNamedLoc(op);
    Type element = getType(op.getA()).getElementType();
    Value aZp =
        buildScalar(rewriter, loc, element, static_cast<int32_t>(op.getAZp()));
    Value bZp =
        buildScalar(rewriter, loc, element, static_cast<int32_t>(op.getBZp()));
    rewriter.replaceOp(op,
                       tosa::MatMulOp::create(rewriter, loc, op.getType(),
                                              op.getA(), op.getB(), aZp, bZp));
    return success();
  }
};

} // namespace

void compress::populateLayersToTosaPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerConv2D, LowerDense, LowerBatchMatmul>(
      patterns.getContext());
}
