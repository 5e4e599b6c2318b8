//===- KernelOperands.cpp - what kernels read -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelOperands.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

template <typename Op>
static KernelLayer getLayer(Op op) {
  return {op.getName(),
          op.getInput(),
          op.getWeight(),
          op.getBias(),
          int32_t(op.getInputZp()),
          int32_t(op.getWeightZp()),
          cast<RankedTensorType>(op.getType()),
          Value()};
}

KernelLayer KernelLayer::get(Conv2DOp op) { return getLayer(op); }
KernelLayer KernelLayer::get(DenseOp op) { return getLayer(op); }

OperandForm KernelOperands::getForm(Type element, bool hasByteWeights) const {
  if (element.isF32())
    return {element, 1};
  if (hasByteDots(isa) && hasByteWeights)
    return {rewriter.getI8Type(), 4};
  return {rewriter.getI16Type(), isa == Isa::Portable ? 1 : 2};
}

Value KernelOperands::mapEntries(Value value, Type element,
                                 llvm::function_ref<Value(Value)> body) {
  auto type = cast<RankedTensorType>(value.getType());
  AffineMap map = rewriter.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, type.getShape(), element);
  auto generic = linalg::GenericOp::create(
      rewriter, loc, empty.getType(), value, empty, ArrayRef{map, map},
      iterators, [&](OpBuilder &b, Location loc, ValueRange args) {
        OpBuilder::InsertionGuard guard(rewriter);
        rewriter.restoreInsertionPoint(b.saveInsertionPoint());
        Value result = body(args[0]);
        linalg::YieldOp::create(rewriter, loc, result);
      });
  return generic.getResult(0);
}

Value KernelOperands::toForm(Value value, const OperandForm &form) {
  if (form.input.isF32())
    return value;
  return mapEntries(value, form.input, [&](Value entry) -> Value {
    if (!form.isBiased())
      return arith::ExtSIOp::create(rewriter, loc, form.input, entry);
    Value sign = makeConstant(rewriter.getI8IntegerAttr(-128));
    return arith::XOrIOp::create(rewriter, loc, entry, sign);
  });
}

/// Fills the first or last `size` entries of `dim` with `value`.
Value KernelOperands::fillBorder(Value padded, unsigned dim, bool atEnd,
                                 int64_t size, int64_t value) {
  if (size == 0)
    return padded;
  auto type = cast<RankedTensorType>(padded.getType());
  SmallVector<int64_t> shape(type.getShape());
  SmallVector<OpFoldResult> offsets(4, rewriter.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(4, rewriter.getIndexAttr(1));
  if (atEnd)
    offsets[dim] = rewriter.getIndexAttr(shape[dim] - size);
  shape[dim] = size;
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(rewriter.getContext(), shape);
  Value slice = tensor::ExtractSliceOp::create(rewriter, loc, padded, offsets,
                                               sizes, strides);
  Type element = type.getElementType();
  TypedAttr fill = element.isF32() ? TypedAttr(rewriter.getF32FloatAttr(value))
                                   : rewriter.getIntegerAttr(element, value);
  Value filled =
      linalg::FillOp::create(rewriter, loc, makeConstant(fill), slice)
          .getResult(0);
  return tensor::InsertSliceOp::create(rewriter, loc, filled, padded, offsets,
                                       sizes, strides);
}

/// `input` as an earlier layer has padded it with zeros: a convolution and the
/// gradient of its weight read the same image.
Value KernelOperands::findPadded(Value input, RankedTensorType type,
                                 ArrayRef<int64_t> pads) {
  Operation *place = &*rewriter.getInsertionPoint();
  SmallVector<int64_t> offsets{0, pads[0], pads[2], 0};
  for (Operation *user : input.getUsers()) {
    auto insert = dyn_cast<tensor::InsertSliceOp>(user);
    if (!insert || insert.getSource() != input || insert.getType() != type ||
        insert.getStaticOffsets() != ArrayRef(offsets) ||
        !insert.hasUnitStride() || insert->getBlock() != place->getBlock() ||
        !insert->isBeforeInBlock(place) ||
        !insert.getDest().getDefiningOp<bufferization::AllocTensorOp>())
      continue;
    // What fills the border comes after it.
    Value padded = insert;
    for (bool hasMore = true; hasMore;) {
      hasMore = false;
      for (Operation *next : padded.getUsers())
        if (auto border = dyn_cast<tensor::InsertSliceOp>(next);
            border && border.getDest() == padded) {
          padded = border;
          hasMore = true;
          break;
        }
    }
    return padded;
  }
  return {};
}

Value KernelOperands::pad(Value input, ArrayRef<int64_t> pads, int64_t value) {
  if (llvm::all_of(pads, [](int64_t size) { return size == 0; }))
    return input;
  auto type = cast<RankedTensorType>(input.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape[1] += pads[0] + pads[1];
  shape[2] += pads[2] + pads[3];
  bool isZero = type.getElementType().isF32();
  if (Value padded =
          isZero ? findPadded(input, type.clone(shape), pads) : Value())
    return padded;
  Value padded;
  {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPointToStart(rewriter.getInsertionBlock());
    padded = bufferization::AllocTensorOp::create(
        rewriter, loc, type.clone(shape), ValueRange());
  }
  SmallVector<OpFoldResult> strides(4, rewriter.getIndexAttr(1));
  SmallVector<OpFoldResult> offsets{
      rewriter.getIndexAttr(0), rewriter.getIndexAttr(pads[0]),
      rewriter.getIndexAttr(pads[2]), rewriter.getIndexAttr(0)};
  padded = tensor::InsertSliceOp::create(
      rewriter, loc, input, padded, offsets,
      getAsIndexOpFoldResult(rewriter.getContext(), type.getShape()), strides);
  for (auto [i, size] : llvm::enumerate(pads))
    padded = fillBorder(padded, 1 + i / 2, i % 2, size, value);
  return padded;
}

bool KernelOperands::prepareIntegers(KernelLayer &layer,
                                     std::vector<int32_t> &weights,
                                     OperandForm &form) {
  if (!getElementTypeOrSelf(layer.input).isInteger(8))
    return false;
  WeightChain chain = WeightChain::match(layer.weight);
  if (!chain.value)
    return false;
  std::optional<std::vector<int32_t>> values = getIntElements(chain.value);
  if (!values)
    return false;
  weights = std::move(*values);
  for (int32_t &weight : weights)
    weight -= layer.weightZp;
  bool hasByteWeights = llvm::all_of(
      weights, [](int32_t weight) { return weight == int8_t(weight); });
  form = getForm(rewriter.getI8Type(), hasByteWeights);
  int64_t outputs = layer.result.getShape().back();
  std::vector<int32_t> bias(outputs, 0);
  if (layer.bias) {
    ElementsAttr value = WeightChain::match(layer.bias).value;
    std::optional<std::vector<int32_t>> known;
    if (!value || !(known = getIntElements(value)))
      return false;
    bias = std::move(*known);
  }
  int64_t zero = layer.inputZp + (form.isBiased() ? 128 : 0);
  int64_t perOutput = weights.size() / outputs;
  for (auto [i, weight] : llvm::enumerate(weights))
    // Wraps around like the sum it makes up for.
    bias[i / perOutput] =
        static_cast<int32_t>(bias[i / perOutput] - zero * int64_t(weight));
  layer.bias = makeConstant(
      makeIntElements(RankedTensorType::get({outputs}, rewriter.getI32Type()),
                      bias, (layer.name + ".bias").str()));
  return true;
}

void KernelOperands::prepareFloatBias(KernelLayer &layer) {
  if (!layer.bias)
    return;
  if (auto values = WeightChain::match(layer.bias).getValues())
    layer.bias = makeConstant(
        makeF32Elements(cast<RankedTensorType>(layer.bias.getType()), *values,
                        (layer.name + ".bias").str()));
}

int64_t KernelOperands::getPadValue(const KernelLayer &layer,
                                    const OperandForm &form) const {
  if (form.input.isF32())
    return 0;
  return form.isBiased() ? int8_t(layer.inputZp ^ 0x80) : layer.inputZp;
}

Value KernelOperands::buildKernel(const KernelLayer &layer,
                                  KernelAttrInterface kind, Value input,
                                  Value weight, ValueRange tables) {
  Value init = tensor::EmptyOp::create(rewriter, loc, layer.result.getShape(),
                                       layer.result.getElementType());
  return buildKernel(layer.name, kind, input, weight, layer.bias, init, tables,
                     layer.inputLimit);
}

Value KernelOperands::copyEntries(Value value, ArrayRef<int64_t> shape,
                                  AffineMap from) {
  Value empty = tensor::EmptyOp::create(rewriter, loc, shape,
                                        getElementTypeOrSelf(value));
  SmallVector<utils::IteratorType> iterators(shape.size(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             rewriter, loc, empty.getType(), value, empty,
             ArrayRef{from, rewriter.getMultiDimIdentityMap(shape.size())},
             iterators,
             [](OpBuilder &b, Location loc, ValueRange entries) {
               linalg::YieldOp::create(b, loc, entries[0]);
             })
      .getResult(0);
}

Value KernelOperands::buildKernel(StringRef name, KernelAttrInterface kind,
                                  Value input, Value weight, Value bias,
                                  Value init, ValueRange tables,
                                  Value inputLimit, Value columnLimit) {
  auto op = KernelOp::create(rewriter, loc, TypeRange(init.getType()), name,
                             kind, input, weight, tables, bias, ValueRange(),
                             inputLimit, columnLimit, init);
  OpBuilder::InsertionGuard guard(rewriter);
  Block *block = rewriter.createBlock(&op.getEpilogue(), {},
                                      getElementTypeOrSelf(init), loc);
  YieldOp::create(rewriter, loc, block->getArgument(0));
  return op.getResult(0);
}
