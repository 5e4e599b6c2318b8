//===- Specialize.cpp - one architecture of a supernet --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/NAS/Specialize.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/Utils/ConversionUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

/// Entries `start` to `start + size` in each dimension of a row-major tensor.
template <typename T>
static std::vector<T>
sliceEntries(const std::vector<T> &entries, ArrayRef<int64_t> shape,
             ArrayRef<int64_t> start, ArrayRef<int64_t> size) {
  std::vector<T> result;
  result.reserve(ShapedType::getNumElements(size));
  SmallVector<int64_t> index(shape.size(), 0);
  for (int64_t left = ShapedType::getNumElements(size); left > 0; --left) {
    int64_t offset = 0;
    for (auto [i, extent] : llvm::enumerate(shape))
      offset = offset * extent + start[i] + index[i];
    result.push_back(entries[offset]);
    for (size_t i = shape.size(); i-- > 0;) {
      if (++index[i] < size[i])
        break;
      index[i] = 0;
    }
  }
  return result;
}

/// Gives a parameter fewer entries: those of a slice of it at `shape`. Fails
/// where they are neither f32 nor integers.
static LogicalResult
sliceParameter(PatternRewriter &rewriter, ParameterOp parameter,
               RankedTensorType type, ArrayRef<int64_t> shape,
               ArrayRef<int64_t> start, ArrayRef<int64_t> size) {
  ElementsAttr part;
  if (auto floats = getF32Elements(parameter.getValue()))
    part = makeF32Elements(type, sliceEntries(*floats, shape, start, size),
                           parameter.getName());
  else if (auto integers = getIntElements(parameter.getValue()))
    part = makeIntElements(type, sliceEntries(*integers, shape, start, size),
                           parameter.getName());
  else
    return failure();
  rewriter.modifyOpInPlace(parameter, [&] {
    parameter.setValueAttr(part);
    // It says where all entries were.
    parameter.removeLayoutAttr();
    parameter.getResult().setType(type);
  });
  return success();
}

namespace {

/// slice(parameter) -> a smaller parameter.
struct SliceOfParameter : OpRewritePattern<tosa::SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::SliceOp op,
                                PatternRewriter &rewriter) const override {
    auto parameter = op.getInput1().getDefiningOp<ParameterOp>();
    SmallVector<int64_t> start, size;
    if (!parameter || !parameter->hasOneUse() ||
        !tosa::getConstShapeValues(op.getStart().getDefiningOp(), start) ||
        !tosa::getConstShapeValues(op.getSize().getDefiningOp(), size))
      return failure();
    auto type = cast<RankedTensorType>(parameter.getType());
    if (failed(sliceParameter(rewriter, parameter,
                              cast<RankedTensorType>(op.getType()),
                              type.getShape(), start, size)))
      return failure();
    rewriter.replaceOp(op, parameter);
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Channels of zeros
//===----------------------------------------------------------------------===//

/// What `value` is without the zeros that a pad puts behind the last dimension;
/// null if it does not, or pads something else too.
static Value getUnpadded(Value value) {
  auto pad = value.getDefiningOp<tosa::PadOp>();
  SmallVector<int64_t> amounts;
  if (!pad ||
      !tosa::getConstShapeValues(pad.getPadding().getDefiningOp(), amounts) ||
      !(matchPattern(pad.getPadConst(), m_AnyZeroFloat()) ||
        matchPattern(pad.getPadConst(), m_Zero())))
    return {};
  int64_t added = amounts.pop_back_val();
  if (added <= 0 || llvm::any_of(amounts, [](int64_t n) { return n != 0; }))
    return {};
  return pad.getInput1();
}

static int64_t getChannels(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape().back();
}

namespace {

/// conv(pad(x), w) -> conv(x, slice(w))
struct ConvOfPadded : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv2DOp conv,
                                PatternRewriter &rewriter) const override {
    Value input = getUnpadded(conv.getInput());
    if (!input || conv.getGroups() != 1 || conv.getInputZp() != 0)
      return failure();
    Location loc = conv.getLoc();
    auto type = cast<RankedTensorType>(conv.getWeight().getType());
    SmallVector<int64_t> size(type.getShape()), start(size.size(), 0);
    size.back() = getChannels(input);
    Value weight = tosa::SliceOp::create(
        rewriter, loc, type.clone(size), conv.getWeight(),
        buildShape(rewriter, loc, start), buildShape(rewriter, loc, size));
    rewriter.modifyOpInPlace(conv, [&] {
      conv.getInputMutable().assign(input);
      conv.getWeightMutable().assign(weight);
    });
    return success();
  }
};

/// leading(pad(x), n) -> pad(x), where x has no more than n channels.
struct LeadingOfPadded : OpRewritePattern<LeadingOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LeadingOp op,
                                PatternRewriter &rewriter) const override {
    Value input = getUnpadded(op.getInput());
    DenseElementsAttr count;
    if (!input || !matchPattern(op.getCount(), m_Constant(&count)) ||
        getChannels(input) > count.getSplatValue<APInt>().getSExtValue())
      return failure();
    rewriter.replaceOp(op, op.getInput());
    return success();
  }
};

/// dense(reshape(pad(x)), w) -> dense(reshape(x), columns of w)
struct DenseOfPadded : OpRewritePattern<DenseOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DenseOp dense,
                                PatternRewriter &rewriter) const override {
    auto reshape = dense.getInput().getDefiningOp<tosa::ReshapeOp>();
    Value padded = reshape ? reshape.getInput1() : dense.getInput();
    Value input = getUnpadded(padded);
    auto parameter = dense.getWeight().getDefiningOp<ParameterOp>();
    if (!input || dense.getInputZp() != 0 || !parameter ||
        !parameter->hasOneUse())
      return failure();
    auto type = cast<RankedTensorType>(parameter.getType());
    int64_t channels = getChannels(padded), kept = getChannels(input);
    // Rows of the matrix are whole positions of the image.
    int64_t columns = type.getDimSize(1), positions = columns / channels;
    int64_t rows = type.getDimSize(0);
    if (columns % channels != 0 ||
        failed(sliceParameter(
            rewriter, parameter, type.clone({rows, positions * kept}),
            {rows, positions, channels}, {0, 0, 0}, {rows, positions, kept})))
      return failure();
    if (reshape) {
      SmallVector<int64_t> shape(
          cast<RankedTensorType>(reshape.getType()).getShape());
      shape.back() = positions * kept;
      input = buildReshape(rewriter, reshape.getLoc(), input, shape);
    }
    rewriter.modifyOpInPlace(dense,
                             [&] { dense.getInputMutable().assign(input); });
    return success();
  }
};

/// op(pad(x)) -> pad(op(x)), for what works channel by channel and keeps zeros.
template <typename OpTy>
struct ZerosThrough : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  static bool keepsZeros(OpTy op) {
    if constexpr (std::is_same_v<OpTy, tosa::ClampOp>) {
      if (auto low = dyn_cast<IntegerAttr>(op.getMinVal()))
        return low.getInt() <= 0 &&
               cast<IntegerAttr>(op.getMaxVal()).getInt() >= 0;
      auto low = dyn_cast<FloatAttr>(op.getMinVal());
      auto high = dyn_cast<FloatAttr>(op.getMaxVal());
      return low && high && low.getValueAsDouble() <= 0.0 &&
             high.getValueAsDouble() >= 0.0;
    }
    // Zero points of its own could make something else of zeros.
    if constexpr (std::is_same_v<OpTy, tosa::AvgPool2dOp>)
      return cast<ShapedType>(op.getType()).getElementType().isF32();
    return true;
  }

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Value input = getUnpadded(op->getOperand(0));
    if (!input || !keepsZeros(op))
      return failure();
    auto pad = op->getOperand(0).template getDefiningOp<tosa::PadOp>();
    auto type = cast<RankedTensorType>(op.getType());
    SmallVector<int64_t> shape(type.getShape());
    shape.back() = getChannels(input);
    IRMapping mapping;
    mapping.map(op->getOperand(0), input);
    Operation *copy = rewriter.clone(*op, mapping);
    copy->getResult(0).setType(type.clone(shape));
    rewriter.replaceOpWithNewOp<tosa::PadOp>(
        op, type, copy->getResult(0), pad.getPadding(), pad.getPadConst());
    return success();
  }
};

/// slice(pad(x)) -> pad(slice(x)), where all channels are taken.
struct ZerosThroughSlice : OpRewritePattern<tosa::SliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::SliceOp op,
                                PatternRewriter &rewriter) const override {
    Value input = getUnpadded(op.getInput1());
    SmallVector<int64_t> start, size;
    if (!input || getChannels(op.getInput1()) != getChannels(op.getResult()) ||
        !tosa::getConstShapeValues(op.getStart().getDefiningOp(), start) ||
        !tosa::getConstShapeValues(op.getSize().getDefiningOp(), size))
      return failure();
    auto pad = op.getInput1().getDefiningOp<tosa::PadOp>();
    auto type = cast<RankedTensorType>(op.getType());
    size.back() = getChannels(input);
    Value part = tosa::SliceOp::create(rewriter, op.getLoc(), type.clone(size),
                                       input, op.getStart(),
                                       buildShape(rewriter, op.getLoc(), size));
    rewriter.replaceOpWithNewOp<tosa::PadOp>(op, type, part, pad.getPadding(),
                                             pad.getPadConst());
    return success();
  }
};

} // namespace

void compress::removeZeroChannels(func::FuncOp function) {
  RewritePatternSet patterns(function.getContext());
  patterns
      .add<SliceOfParameter, ConvOfPadded, LeadingOfPadded, DenseOfPadded,
           ZerosThroughSlice, ZerosThrough<tosa::ClampOp>,
           ZerosThrough<tosa::MaxPool2dOp>, ZerosThrough<tosa::AvgPool2dOp>>(
          function.getContext());
  // Rewrites as far as it gets; there is nothing to converge to.
  (void)applyPatternsGreedily(function, std::move(patterns));
}

//===----------------------------------------------------------------------===//
// Choices
//===----------------------------------------------------------------------===//

/// Puts an alternative in place of a choice.
static void take(ChoiceOp choice, unsigned number) {
  Block &block = choice.getAlternative(number);
  for (auto [argument, input] :
       llvm::zip_equal(block.getArguments(), choice.getInputs()))
    argument.replaceAllUsesWith(input);
  Operation *yield = block.getTerminator();
  choice.replaceAllUsesWith(SmallVector<Value>(yield->getOperands()));
  choice->getBlock()->getOperations().splice(
      choice->getIterator(), block.getOperations(), block.begin(),
      yield->getIterator());
  choice.erase();
}

void compress::specialize(func::FuncOp function,
                          const Architecture &architecture) {
  DenseMap<Operation *, unsigned> numbers;
  SmallVector<ChoiceOp> choices;
  auto next = architecture.begin();
  function.walk([&](Operation *op) {
    auto choice = dyn_cast<ChoiceOp>(op);
    if (choice)
      choices.push_back(choice);
    if (isa<DecisionOp>(op) || (choice && choice.isMixed()))
      numbers[op] = *next++;
  });
  // Outer ones last, so that those inside move out first.
  for (ChoiceOp choice : choices)
    take(choice, numbers.lookup(choice.isMixed()
                                    ? choice.getOperation()
                                    : choice.getSelector().getDefiningOp()));
  for (auto [op, number] : numbers)
    if (isa<DecisionOp>(op))
      op->erase();
  removeZeroChannels(function);
  // Parameters of layers that are left out, and logits.
  SmallVector<ParameterOp> unused;
  function.walk([&](ParameterOp parameter) {
    if (parameter->use_empty())
      unused.push_back(parameter);
  });
  for (ParameterOp parameter : unused)
    parameter.erase();
}
