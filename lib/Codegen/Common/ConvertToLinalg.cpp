//===- ConvertToLinalg.cpp - layers as linalg operations ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The products that come out have no zero points and no bias of their own:
// everything that is known at compile time is folded into the constants.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/Common/Passes.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTTOLINALG
#include "compress/Codegen/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// What a layer multiplies: both operands without zero points, and the bias
/// that makes up for them. Null bias: zero.
struct Product {
  Value input, weight, bias;
  /// The value of `input` that counts as zero.
  int64_t padValue = 0;
};

/// Rewrites the layers of one function.
class LayerLowering {
public:
  explicit LayerLowering(IRRewriter &rewriter) : rewriter(rewriter) {}

  void lower(Conv2DOp op);
  void lower(DenseOp op);
  void lower(BatchMatmulOp op);
  void lower(BatchNormOp op);

private:
  Type elementType(Value value) { return getElementTypeOrSelf(value); }
  RankedTensorType typeOf(Value value) {
    return cast<RankedTensorType>(value.getType());
  }
  Value makeConstant(Attribute value) {
    return arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(value));
  }
  Value makeZero(Type type) { return makeConstant(rewriter.getZeroAttr(type)); }
  Value makeEmpty(ArrayRef<int64_t> shape, Type element) {
    return tensor::EmptyOp::create(rewriter, loc, shape, element);
  }

  Product prepare(Value input, Value weight, Value bias, int32_t inputZp,
                  int32_t weightZp, ArrayRef<int64_t> permutation);
  bool foldWeight(Product &product, Value weight, Value bias, int32_t inputZp,
                  int32_t weightZp, ArrayRef<int64_t> permutation);
  bool foldIntegers(Product &product, const WeightChain &chain, Value bias,
                    int32_t inputZp, int32_t weightZp,
                    ArrayRef<int64_t> permutation);
  Value foldBias(Value bias);
  Value transpose(Value value, ArrayRef<int64_t> permutation);
  Value widen(Value value, int32_t zeroPoint, unsigned width);
  Value pad(Value input, ArrayRef<int64_t> pads, int64_t value);
  Value initialize(Value bias, RankedTensorType type);
  Value reshape(Value value, ArrayRef<int64_t> shape);
  Value multiply(Value a, Value b, Value bias, RankedTensorType type);
  Value convolve(Conv2DOp op, Value input, Value weight, Value init);
  Value convolveDepthwise(Conv2DOp op, const Product &product, Value input);
  Value convolveGroups(Conv2DOp op, const Product &product, Value input);
  Value repeatChannels(Value input, int64_t times);
  Value slice(Value value, unsigned dim, int64_t offset, int64_t size);

  IRRewriter &rewriter;
  Location loc = rewriter.getUnknownLoc();
};

} // namespace

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// A bias as a constant, if its chain is known.
Value LayerLowering::foldBias(Value bias) {
  if (!bias)
    return {};
  WeightChain chain = WeightChain::match(bias);
  if (std::optional<std::vector<float>> values = chain.getValues())
    return makeConstant(makeF32Elements(typeOf(bias), *values, "bias"));
  bool isPlain = chain.value && !chain.mask && !chain.fakeQuant;
  return isPlain ? makeConstant(chain.value) : bias;
}

/// Integer weights: subtracts the weight's zero point, and moves the input's
/// into the bias.
bool LayerLowering::foldIntegers(Product &product, const WeightChain &chain,
                                 Value bias, int32_t inputZp, int32_t weightZp,
                                 ArrayRef<int64_t> permutation) {
  std::optional<std::vector<int32_t>> weights = getIntElements(chain.value);
  RankedTensorType type = typeOf(chain.source);
  int64_t outputs = type.getDimSize(0);
  std::vector<int32_t> sums(outputs, 0);
  if (bias) {
    std::optional<std::vector<int32_t>> values =
        getIntElements(WeightChain::match(bias).value);
    if (!values && inputZp != 0)
      return false;
    if (values)
      sums = std::move(*values);
  }
  if (!weights || elementType(product.input).getIntOrFloatBitWidth() != 8)
    return false;
  int64_t perOutput = type.getNumElements() / outputs;
  for (auto [i, weight] : llvm::enumerate(*weights)) {
    weight -= weightZp;
    // Wraps around like the sum it makes up for.
    sums[i / perOutput] = static_cast<int32_t>(
        sums[i / perOutput] - int64_t(inputZp) * int64_t(weight));
  }
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(type.getDimSize(dim));
  Type element = weightZp == 0 ? type.getElementType() : rewriter.getI16Type();
  product.weight = makeConstant(makeIntElements(
      RankedTensorType::get(shape, element),
      transposeElements<int32_t>(*weights, type.getShape(), permutation),
      "weight"));
  product.padValue = inputZp;
  if (inputZp == 0)
    product.bias = foldBias(bias);
  else
    product.bias = makeConstant(makeIntElements(
        RankedTensorType::get({outputs}, rewriter.getI32Type()), sums, "bias"));
  return true;
}

/// Evaluates and transposes a known weight. False if it is not known.
bool LayerLowering::foldWeight(Product &product, Value weight, Value bias,
                               int32_t inputZp, int32_t weightZp,
                               ArrayRef<int64_t> permutation) {
  WeightChain chain = WeightChain::match(weight);
  if (!chain.value)
    return false;
  if (!elementType(weight).isF32())
    return foldIntegers(product, chain, bias, inputZp, weightZp, permutation);
  std::optional<std::vector<float>> values = chain.getValues();
  if (!values)
    return false;
  RankedTensorType type = typeOf(weight);
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(type.getDimSize(dim));
  product.weight = makeConstant(makeF32Elements(
      type.clone(shape),
      transposeElements<float>(*values, type.getShape(), permutation),
      "weight"));
  product.bias = foldBias(bias);
  return true;
}

/// `value - zeroPoint` as integers of `width` bits.
Value LayerLowering::widen(Value value, int32_t zeroPoint, unsigned width) {
  RankedTensorType type = typeOf(value);
  Type element = rewriter.getIntegerType(width);
  AffineMap map = rewriter.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  Value empty = makeEmpty(type.getShape(), element);
  auto generic = linalg::GenericOp::create(
      rewriter, loc, empty.getType(), value, empty, ArrayRef{map, map},
      iterators, [&](OpBuilder &b, Location loc, ValueRange args) {
        Value wide = arith::ExtSIOp::create(b, loc, element, args[0]);
        Value zp = arith::ConstantOp::create(
            b, loc, b.getIntegerAttr(element, zeroPoint));
        Value result = arith::SubIOp::create(b, loc, wide, zp);
        linalg::YieldOp::create(b, loc, result);
      });
  return generic.getResult(0);
}

/// Brings a layer's operands into the form that the products below take.
Product LayerLowering::prepare(Value input, Value weight, Value bias,
                               int32_t inputZp, int32_t weightZp,
                               ArrayRef<int64_t> permutation) {
  Product product;
  product.input = input;
  if (foldWeight(product, weight, bias, inputZp, weightZp, permutation))
    return product;
  product.bias = foldBias(bias);
  product.weight = transpose(weight, permutation);
  if (inputZp != 0)
    product.input =
        widen(input, inputZp, 2 * elementType(input).getIntOrFloatBitWidth());
  if (weightZp != 0)
    product.weight = widen(product.weight, weightZp,
                           2 * elementType(weight).getIntOrFloatBitWidth());
  return product;
}

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

Value LayerLowering::transpose(Value value, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(typeOf(value).getDimSize(dim));
  Value empty = makeEmpty(shape, elementType(value));
  return linalg::TransposeOp::create(rewriter, loc, value, empty, permutation)
      ->getResult(0);
}

/// Pads height and width of an NHWC tensor.
Value LayerLowering::pad(Value input, ArrayRef<int64_t> pads, int64_t value) {
  if (llvm::all_of(pads, [](int64_t size) { return size == 0; }))
    return input;
  RankedTensorType type = typeOf(input);
  SmallVector<int64_t> shape(type.getShape());
  shape[1] += pads[0] + pads[1];
  shape[2] += pads[2] + pads[3];
  auto attributes = [&](int64_t height, int64_t width) {
    return SmallVector<OpFoldResult>{
        rewriter.getIndexAttr(0), rewriter.getIndexAttr(height),
        rewriter.getIndexAttr(width), rewriter.getIndexAttr(0)};
  };
  Type element = type.getElementType();
  Value padding = element.isF32()
                      ? makeZero(element)
                      : makeConstant(rewriter.getIntegerAttr(element, value));
  return tensor::PadOp::create(rewriter, loc, type.clone(shape), input,
                               attributes(pads[0], pads[2]),
                               attributes(pads[1], pads[3]), padding);
}

/// An accumulator that holds the bias, or zero.
Value LayerLowering::initialize(Value bias, RankedTensorType type) {
  Value empty = makeEmpty(type.getShape(), type.getElementType());
  if (!bias)
    return linalg::FillOp::create(rewriter, loc,
                                  makeZero(type.getElementType()), empty)
        .getResult(0);
  SmallVector<int64_t> dims =
      llvm::to_vector(llvm::seq<int64_t>(0, type.getRank() - 1));
  return linalg::BroadcastOp::create(rewriter, loc, bias, empty, dims)
      ->getResult(0);
}

/// The same entries in the same order at another shape.
Value LayerLowering::reshape(Value value, ArrayRef<int64_t> shape) {
  RankedTensorType type = typeOf(value), result = type.clone(shape);
  if (type == result)
    return value;
  std::optional<SmallVector<ReassociationIndices>> groups =
      getReassociationIndicesForReshape(type, result);
  assert(groups && "expected one tensor to be the other's collapse");
  if (type.getRank() > result.getRank())
    return tensor::CollapseShapeOp::create(rewriter, loc, result, value,
                                           *groups);
  return tensor::ExpandShapeOp::create(rewriter, loc, result, value, *groups);
}

Value LayerLowering::slice(Value value, unsigned dim, int64_t offset,
                           int64_t size) {
  RankedTensorType type = typeOf(value);
  SmallVector<OpFoldResult> offsets(type.getRank(), rewriter.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), rewriter.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(rewriter.getContext(), type.getShape());
  offsets[dim] = rewriter.getIndexAttr(offset);
  sizes[dim] = rewriter.getIndexAttr(size);
  return tensor::ExtractSliceOp::create(rewriter, loc, value, offsets, sizes,
                                        strides);
}

/// `a` [M, K] times `b` [K, N].
Value LayerLowering::multiply(Value a, Value b, Value bias,
                              RankedTensorType type) {
  Value init = initialize(bias, type);
  return linalg::MatmulOp::create(rewriter, loc, type, ValueRange{a, b}, init)
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

Value LayerLowering::convolve(Conv2DOp op, Value input, Value weight,
                              Value init) {
  return linalg::Conv2DNhwcHwcfOp::create(
             rewriter, loc, init.getType(), ValueRange{input, weight}, init,
             rewriter.getI64TensorAttr(op.getStride()),
             rewriter.getI64TensorAttr(op.getDilation()))
      .getResult(0);
}

/// `input` with every channel `times` times in a row.
Value LayerLowering::repeatChannels(Value input, int64_t times) {
  RankedTensorType type = typeOf(input);
  SmallVector<int64_t> shape(type.getShape());
  shape.push_back(times);
  Value repeated =
      linalg::BroadcastOp::create(rewriter, loc, input,
                                  makeEmpty(shape, type.getElementType()),
                                  ArrayRef<int64_t>{type.getRank()})
          ->getResult(0);
  shape.pop_back();
  shape.back() *= times;
  return reshape(repeated, shape);
}

Value LayerLowering::convolveDepthwise(Conv2DOp op, const Product &product,
                                       Value input) {
  auto type = cast<RankedTensorType>(op.getType());
  int64_t multiplier = type.getDimSize(3) / op.getGroups();
  if (multiplier > 1)
    input = repeatChannels(input, multiplier);
  // HWCF with one input channel is HWC.
  ArrayRef<int64_t> shape = typeOf(product.weight).getShape();
  Value weight = reshape(product.weight, {shape[0], shape[1], shape[3]});
  Value init = initialize(product.bias, type);
  return linalg::DepthwiseConv2DNhwcHwcOp::create(
             rewriter, loc, type, ValueRange{input, weight}, init,
             rewriter.getI64TensorAttr(op.getStride()),
             rewriter.getI64TensorAttr(op.getDilation()))
      .getResult(0);
}

Value LayerLowering::convolveGroups(Conv2DOp op, const Product &product,
                                    Value input) {
  auto type = cast<RankedTensorType>(op.getType());
  int64_t groups = op.getGroups();
  int64_t inputs = typeOf(input).getDimSize(3) / groups;
  int64_t outputs = type.getDimSize(3) / groups;
  Value result = initialize(product.bias, type);
  for (int64_t group = 0; group < groups; ++group) {
    Value part = convolve(op, slice(input, 3, group * inputs, inputs),
                          slice(product.weight, 3, group * outputs, outputs),
                          slice(result, 3, group * outputs, outputs));
    SmallVector<OpFoldResult> offsets(4, rewriter.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(4, rewriter.getIndexAttr(1));
    offsets[3] = rewriter.getIndexAttr(group * outputs);
    result = tensor::InsertSliceOp::create(
        rewriter, loc, part, result, offsets,
        getAsIndexOpFoldResult(rewriter.getContext(), typeOf(part).getShape()),
        strides);
  }
  return result;
}

/// True if every result pixel depends on the input pixel at the same place.
static bool isPointwise(Conv2DOp op) {
  auto isOne = [](int64_t size) { return size == 1; };
  return op.getGroups() == 1 && llvm::all_of(op.getStride(), isOne) &&
         llvm::all_of(op.getPad(), [](int64_t size) { return size == 0; }) &&
         llvm::all_of(cast<RankedTensorType>(op.getWeight().getType())
                          .getShape()
                          .slice(1, 2),
                      isOne);
}

void LayerLowering::lower(Conv2DOp op) {
  loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  auto type = cast<RankedTensorType>(op.getType());
  Product product = prepare(op.getInput(), op.getWeight(), op.getBias(),
                            op.getInputZp(), op.getWeightZp(), {1, 2, 3, 0});
  Value input = pad(product.input, op.getPad(), product.padValue);
  Value result;
  if (isPointwise(op)) {
    ArrayRef<int64_t> shape = type.getShape();
    int64_t pixels = shape[0] * shape[1] * shape[2];
    int64_t channels = typeOf(input).getDimSize(3);
    result = multiply(reshape(input, {pixels, channels}),
                      reshape(product.weight, {channels, shape[3]}),
                      product.bias, type.clone({pixels, shape[3]}));
    result = reshape(result, shape);
  } else if (op.isDepthwise()) {
    result = convolveDepthwise(op, product, input);
  } else if (op.getGroups() > 1) {
    result = convolveGroups(op, product, input);
  } else {
    result =
        convolve(op, input, product.weight, initialize(product.bias, type));
  }
  rewriter.replaceOp(op, result);
}

void LayerLowering::lower(DenseOp op) {
  loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  auto type = cast<RankedTensorType>(op.getType());
  Product product = prepare(op.getInput(), op.getWeight(), op.getBias(),
                            op.getInputZp(), op.getWeightZp(), {1, 0});
  int64_t outputs = type.getShape().back();
  int64_t inputs = typeOf(product.input).getShape().back();
  int64_t rows = type.getNumElements() / outputs;
  Value result =
      multiply(reshape(product.input, {rows, inputs}), product.weight,
               product.bias, type.clone({rows, outputs}));
  rewriter.replaceOp(op, reshape(result, type.getShape()));
}

void LayerLowering::lower(BatchMatmulOp op) {
  loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  auto type = cast<RankedTensorType>(op.getType());
  auto withoutZp = [&](Value value, int32_t zeroPoint) {
    unsigned width = elementType(value).getIntOrFloatBitWidth();
    return zeroPoint == 0 ? value : widen(value, zeroPoint, 2 * width);
  };
  Value a = withoutZp(op.getA(), op.getAZp());
  Value b = withoutZp(op.getB(), op.getBZp());
  Value result =
      linalg::BatchMatmulOp::create(rewriter, loc, type, ValueRange{a, b},
                                    initialize(Value(), type))
          .getResult(0);
  rewriter.replaceOp(op, result);
}

/// With known statistics: `input * a + b`, `a` and `b` computed here.
void LayerLowering::lower(BatchNormOp op) {
  auto valuesOf = [](Value value) {
    return WeightChain::match(value).getValues();
  };
  auto scale = valuesOf(op.getScale()), offset = valuesOf(op.getOffset());
  auto mean = valuesOf(op.getMean()), variance = valuesOf(op.getVariance());
  if (!scale || !offset || !mean || !variance)
    return;
  loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  double epsilon = op.getEpsilon().convertToFloat();
  for (size_t i = 0; i < scale->size(); ++i) {
    double factor = (*scale)[i] / std::sqrt((*variance)[i] + epsilon);
    (*scale)[i] = factor;
    (*offset)[i] -= (*mean)[i] * factor;
  }
  auto type = cast<RankedTensorType>(op.getType());
  unsigned rank = type.getRank();
  AffineMap all = rewriter.getMultiDimIdentityMap(rank);
  AffineMap channel = all.getSubMap({rank - 1});
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  auto constantOf = [&](const std::vector<float> &values) {
    return makeConstant(
        makeF32Elements(typeOf(op.getScale()), values, "batch_norm"));
  };
  auto generic = linalg::GenericOp::create(
      rewriter, loc, type,
      ValueRange{op.getInput(), constantOf(*scale), constantOf(*offset)},
      makeEmpty(type.getShape(), type.getElementType()),
      ArrayRef{all, channel, channel, all}, iterators,
      [](OpBuilder &b, Location loc, ValueRange args) {
        Value product = arith::MulFOp::create(b, loc, args[0], args[1]);
        Value sum = arith::AddFOp::create(b, loc, product, args[2]);
        linalg::YieldOp::create(b, loc, sum);
      });
  rewriter.replaceOp(op, generic.getResult(0));
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// Taps pass values through; parameters become constants; what only led to a
/// folded weight goes.
static void lowerParameters(IRRewriter &rewriter, func::FuncOp func) {
  SmallVector<Operation *> ops;
  func.walk([&](Operation *op) {
    if (isa_and_nonnull<CompressDialect>(op->getDialect()))
      ops.push_back(op);
  });
  for (Operation *op : llvm::reverse(ops)) {
    rewriter.setInsertionPoint(op);
    if (isOpTriviallyDead(op))
      rewriter.eraseOp(op);
    else if (auto observe = dyn_cast<ObserveOp>(op))
      rewriter.replaceOp(observe, observe.getInput());
    else if (auto parameter = dyn_cast<ParameterOp>(op))
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(
          parameter, cast<TypedAttr>(parameter.getValue()));
  }
}

namespace {
struct ConvertToLinalg
    : public compress::impl::ConvertToLinalgBase<ConvertToLinalg> {
  void runOnOperation() override {
    SmallVector<Operation *> layers;
    WalkResult walk = getOperation().walk([&](Operation *op) {
      if (!isa<Conv2DOp, DenseOp, BatchMatmulOp, BatchNormOp>(op))
        return WalkResult::advance();
      layers.push_back(op);
      return verifyStatic(op);
    });
    if (walk.wasInterrupted())
      return signalPassFailure();

    IRRewriter rewriter(&getContext());
    LayerLowering lowering(rewriter);
    for (Operation *op : layers)
      TypeSwitch<Operation *>(op)
          .Case<Conv2DOp, DenseOp, BatchMatmulOp, BatchNormOp>(
              [&](auto layer) { lowering.lower(layer); });
    lowerParameters(rewriter, getOperation());
  }

private:
  WalkResult verifyStatic(Operation *op) {
    for (Value operand : op->getOperands()) {
      auto type = cast<RankedTensorType>(operand.getType());
      if (type.hasStaticShape())
        continue;
      op->emitOpError("has an operand of dynamic shape, ")
          << type
          << "; code is generated for static shapes only, give the "
             "function's arguments static types";
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  }
};
} // namespace
