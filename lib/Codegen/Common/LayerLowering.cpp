//===- LayerLowering.cpp - layers as linalg operations --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerLowering.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

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
  setPlace(op);
  auto type = cast<RankedTensorType>(op.getType());
  Product product = prepare(op.getInput(), op.getWeight(), op.getBias(),
                            op.getInputZp(), op.getWeightZp(), {1, 2, 3, 0});
  Type element = elementType(product.input);
  TypedAttr border = element.isF32()
                         ? rewriter.getZeroAttr(element)
                         : rewriter.getIntegerAttr(element, product.padValue);
  Value input = pad(product.input, op.getPad(), border);
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
  setPlace(op);
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
  setPlace(op);
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
  setPlace(op);
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
  auto constantOf = [&](const std::vector<float> &values) {
    return makeConstant(
        makeF32Elements(typeOf(op.getScale()), values, "batch_norm"));
  };
  Value result =
      mapEntries({op.getInput(), constantOf(*scale), constantOf(*offset)},
                 makeEmpty(type.getShape(), type.getElementType()),
                 {all, channel, channel, all}, 0,
                 [](OpBuilder &b, Location loc, ValueRange args) -> Value {
                   Value product =
                       arith::MulFOp::create(b, loc, args[0], args[1]);
                   return arith::AddFOp::create(b, loc, product, args[2]);
                 });
  rewriter.replaceOp(op, result);
}
