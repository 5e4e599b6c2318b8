//===- Convolution.cpp - TOSA convolutions become layers ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Tosa/Utils/ConversionUtils.h"

using namespace mlir;
using namespace mlir::compress;

/// A bias of one entry per output channel, or null for zeros.
static Value raiseBias(OpBuilder &builder, Location loc, Value bias,
                       int64_t channels) {
  if (isSplatZero(bias))
    return {};
  auto type = cast<RankedTensorType>(bias.getType());
  if (type.getNumElements() == channels)
    return bias;
  ElementsAttr one = ConstantView::match(bias)->getImported();
  type = type.clone({channels});
  return tosa::ConstOp::create(
      builder, loc, type,
      DenseElementsAttr::get(type, *one.getValues<Attribute>().begin()));
}

namespace {

/// What a TOSA convolution says, in terms of the layer.
struct ConvParts {
  Value input, weight, bias;
  ArrayRef<int64_t> pad, stride, dilation;
  int64_t inputZp, weightZp;
};

/// Both TOSA convolutions have the same operands and attributes.
template <typename OpTy>
StringRef findObstacle(OpTy op) {
  auto input = dyn_cast<RankedTensorType>(op.getInput().getType());
  auto weight = dyn_cast<RankedTensorType>(op.getWeight().getType());
  auto result = dyn_cast<RankedTensorType>(op.getOutput().getType());
  if (!input || !weight || !result)
    return "its tensors are not ranked";
  Type element = input.getElementType();
  bool isFloat = element.isF32() && weight.getElementType().isF32();
  bool isInteger = (element.isInteger(8) || element.isInteger(16)) &&
                   weight.getElementType().isInteger(8);
  if (!isFloat && !isInteger)
    return "its element types are not f32, i8 or i16 with an i8 weight";
  if (!ConstantView::match(op.getWeight()))
    return "its weight is not constant";
  if (!ConstantView::match(op.getBias()))
    return "its bias is not constant";
  if (failed(op.getInputZeroPoint()) || failed(op.getWeightZeroPoint()))
    return "its zero points are not constant";
  // The layer computes a static size exactly where the input's is static.
  for (int64_t i = 0; i < 3; ++i)
    if (input.isDynamicDim(i) != result.isDynamicDim(i))
      return "its result type is not as static as its input";
  if (input.isDynamicDim(3) || result.isDynamicDim(3))
    return "its number of channels is dynamic";
  return {};
}

template <typename OpTy>
struct RaiseConvolution : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (StringRef obstacle = findObstacle(op); !obstacle.empty())
      return rewriter.notifyMatchFailure(op, obstacle);
    Location loc = op.getLoc();
    Value weight = op.getWeight();
    ArrayRef<int64_t> shape = cast<ShapedType>(weight.getType()).getShape();
    int64_t groups = 1;
    if (std::is_same_v<OpTy, tosa::DepthwiseConv2DOp>) {
      // KH, KW, C, M: channel c gives the outputs c * M to c * M + M - 1.
      groups = shape[2];
      weight = buildTranspose(rewriter, loc, weight, {2, 3, 0, 1});
      weight = buildReshape(rewriter, loc, weight,
                            {shape[2] * shape[3], shape[0], shape[1], 1});
    }
    auto type = cast<RankedTensorType>(op.getOutput().getType());
    Value bias = raiseBias(rewriter, loc, op.getBias(), type.getDimSize(3));
    rewriter.replaceOpWithNewOp<Conv2DOp>(
        op, type, "", op.getInput(), weight, bias, op.getPad(), op.getStride(),
        op.getDilation(), groups, *op.getInputZeroPoint(),
        *op.getWeightZeroPoint());
    return success();
  }
};

/// A pad in front of a convolution, with the value the convolution itself pads
/// with, becomes part of its `pad`.
struct MergePad : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    auto pad = op.getInput().getDefiningOp<tosa::PadOp>();
    SmallVector<int64_t> sizes;
    if (!pad ||
        !tosa::getConstShapeValues(pad.getPadding().getDefiningOp(), sizes))
      return rewriter.notifyMatchFailure(op, "no constant pad before it");
    if (sizes[0] || sizes[1] || sizes[6] || sizes[7] ||
        llvm::any_of(sizes, [](int64_t size) { return size < 0; }))
      return rewriter.notifyMatchFailure(op, "pads more than height and width");
    if (!padsWithZero(op, pad.getPadConst()))
      return rewriter.notifyMatchFailure(op, "pads with another value");
    SmallVector<int64_t> merged(op.getPad());
    for (int i = 0; i < 4; ++i)
      merged[i] += sizes[2 + i];
    rewriter.modifyOpInPlace(op, [&] {
      op.getInputMutable().assign(pad.getInput1());
      op.setPad(merged);
    });
    return success();
  }

  static bool padsWithZero(Conv2DOp op, Value value) {
    TypedAttr entry = getSplatEntry(value);
    if (auto integer = dyn_cast_or_null<IntegerAttr>(entry))
      return integer.getValue().getSExtValue() ==
             static_cast<int32_t>(op.getInputZp());
    return isSplatZero(value);
  }
};

} // namespace

StringRef compress::getConvolutionObstacle(Operation *op) {
  if (auto conv = dyn_cast<tosa::Conv2DOp>(op))
    return findObstacle(conv);
  if (auto conv = dyn_cast<tosa::DepthwiseConv2DOp>(op))
    return findObstacle(conv);
  if (isa<tosa::Conv3DOp, tosa::TransposeConv2DOp>(op))
    return "there is no layer for this operation";
  return {};
}

void compress::populateConvolutionPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseConvolution<tosa::Conv2DOp>,
               RaiseConvolution<tosa::DepthwiseConv2DOp>>(
      patterns.getContext());
}

void compress::populatePadPatterns(RewritePatternSet &patterns) {
  patterns.add<MergePad>(patterns.getContext());
}
