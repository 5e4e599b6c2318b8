//===- ConvertToKernels.cpp - layers as kernels with packed weights -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PackedWeight.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTTOKERNELS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Entries that one instruction multiplies and sums, and the type in which it
/// wants the input.
struct OperandForm {
  Type input;
  int64_t group = 1;
  /// i8 entries are read as unsigned: 128 is added to all of them.
  bool isBiased() const { return input.isInteger(8); }
};

/// Rewrites layers as kernels. A layer that no kernel computes is left alone.
class KernelBuilder {
public:
  KernelBuilder(IRRewriter &rewriter, Isa isa) : rewriter(rewriter), isa(isa) {}

  /// What is made next comes before `op`.
  void setPlace(Operation *op) {
    rewriter.setInsertionPoint(op);
    loc = op->getLoc();
  }
  bool convert(Conv2DOp op);
  bool convert(DenseOp op);
  bool convert(BatchMatmulOp op);

private:
  /// A layer with one weight.
  struct Layer {
    StringRef name;
    Value input, weight, bias;
    int32_t inputZp = 0, weightZp = 0;
    RankedTensorType result;
  };

  OperandForm getForm(Type element, bool hasByteWeights) const;
  bool prepareIntegers(Layer &layer, std::vector<int32_t> &weights,
                       OperandForm &form);
  bool prepare(Layer &layer, PackedShape packed, ArrayRef<int64_t> pads,
               KernelAttrInterface kind);
  Value buildWeight(const Layer &layer, const std::vector<int32_t> &weights,
                    bool isDepthwise, const PackedShape &packed);
  Value makeConstant(TypedAttr value) {
    return arith::ConstantOp::create(rewriter, loc, value);
  }
  Value mapEntries(Value value, Type element,
                   llvm::function_ref<Value(Value)> body);
  Value toForm(Value value, const OperandForm &form);
  Value pad(Value input, ArrayRef<int64_t> pads, int64_t value);
  Value fillBorder(Value padded, unsigned dim, bool atEnd, int64_t size,
                   int64_t value);
  Value buildKernel(const Layer &layer, KernelAttrInterface kind, Value input,
                    Value weight);

  IRRewriter &rewriter;
  Isa isa;
  Location loc = rewriter.getUnknownLoc();
};

} // namespace

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

OperandForm KernelBuilder::getForm(Type element, bool hasByteWeights) const {
  if (element.isF32())
    return {element, 1};
  if (hasByteDots(isa) && hasByteWeights)
    return {rewriter.getI8Type(), 4};
  return {rewriter.getI16Type(), isa == Isa::Portable ? 1 : 2};
}

/// `body` of every entry.
Value KernelBuilder::mapEntries(Value value, Type element,
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

/// i8 entries as the kernel reads them.
Value KernelBuilder::toForm(Value value, const OperandForm &form) {
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
Value KernelBuilder::fillBorder(Value padded, unsigned dim, bool atEnd,
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

/// Pads height and width. The buffer is made where the function begins, so that
/// what computes the input can write into it.
Value KernelBuilder::pad(Value input, ArrayRef<int64_t> pads, int64_t value) {
  if (llvm::all_of(pads, [](int64_t size) { return size == 0; }))
    return input;
  auto type = cast<RankedTensorType>(input.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape[1] += pads[0] + pads[1];
  shape[2] += pads[2] + pads[3];
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

/// Brings the weights of an integer layer, and the zero points into the bias.
/// False if they are not known or do not fit.
bool KernelBuilder::prepareIntegers(Layer &layer, std::vector<int32_t> &weights,
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

/// The weight as the kernel reads it; from `weights` if the layer is integer.
Value KernelBuilder::buildWeight(const Layer &layer,
                                 const std::vector<int32_t> &weights,
                                 bool isDepthwise, const PackedShape &packed) {
  auto type = cast<RankedTensorType>(layer.weight.getType());
  std::string name = (layer.name + ".packed").str();
  SmallVector<int64_t> shape = packed.getShape();
  if (isDepthwise)
    shape = {type.getDimSize(1), type.getDimSize(2), type.getDimSize(0)};
  auto arrange = [&](auto values) {
    using T = typename decltype(values)::value_type;
    return isDepthwise ? transposeElements<T>(
                             values, type.getShape().drop_back(), {1, 2, 0})
                       : packWeight<T>(values, packed);
  };
  if (!weights.empty()) {
    bool hasByteWeights = llvm::all_of(
        weights, [](int32_t weight) { return weight == int8_t(weight); });
    auto element = rewriter.getIntegerType(hasByteWeights ? 8 : 16);
    return makeConstant(makeIntElements(RankedTensorType::get(shape, element),
                                        arrange(weights), name));
  }
  if (auto values = WeightChain::match(layer.weight).getValues())
    return makeConstant(
        makeF32Elements(type.clone(shape), arrange(*values), name));
  if (!isDepthwise)
    return buildPackedWeight(rewriter, loc, layer.weight, packed);
  SmallVector<ReassociationIndices> flat{{0}, {1}, {2, 3}};
  Value ohw =
      tensor::CollapseShapeOp::create(rewriter, loc, layer.weight, flat);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
  return linalg::TransposeOp::create(rewriter, loc, ohw, empty,
                                     ArrayRef<int64_t>{1, 2, 0})
      ->getResult(0);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// A kernel that writes its sums.
Value KernelBuilder::buildKernel(const Layer &layer, KernelAttrInterface kind,
                                 Value input, Value weight) {
  Type sum = layer.result.getElementType();
  Value init =
      tensor::EmptyOp::create(rewriter, loc, layer.result.getShape(), sum);
  auto op =
      KernelOp::create(rewriter, loc, TypeRange(init.getType()), layer.name,
                       kind, input, weight, layer.bias, ValueRange(), init);
  OpBuilder::InsertionGuard guard(rewriter);
  Block *block = rewriter.createBlock(&op.getEpilogue(), {}, sum, loc);
  YieldOp::create(rewriter, loc, block->getArgument(0));
  return op.getResult(0);
}

bool KernelBuilder::prepare(Layer &layer, PackedShape packed,
                            ArrayRef<int64_t> pads, KernelAttrInterface kind) {
  std::vector<int32_t> weights;
  OperandForm form = getForm(rewriter.getF32Type(), false);
  int64_t padValue = 0;
  if (layer.result.getElementType().isF32()) {
    auto known = [&](Value value) {
      return WeightChain::match(value).getValues();
    };
    if (layer.bias)
      if (auto values = known(layer.bias))
        layer.bias = makeConstant(
            makeF32Elements(cast<RankedTensorType>(layer.bias.getType()),
                            *values, (layer.name + ".bias").str()));
  } else {
    if (!prepareIntegers(layer, weights, form))
      return false;
    padValue = form.isBiased() ? int8_t(layer.inputZp ^ 0x80) : layer.inputZp;
  }
  packed.lanes = getVectorBits(isa) / 32;
  packed.group = form.group;
  Value weight =
      buildWeight(layer, weights, mlir::isa<DepthwiseAttr>(kind), packed);
  Value input = pad(toForm(layer.input, form), pads, padValue);
  layer.input = buildKernel(layer, kind, input, weight);
  return true;
}

bool KernelBuilder::convert(Conv2DOp op) {
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  auto result = cast<RankedTensorType>(op.getType());
  ArrayRef<int64_t> kernel = weight.getShape().slice(1, 2);
  bool isDepthwise = op.isDepthwise() && op.getGroups() > 1;
  // Several results of one input channel: not worth a kernel of its own.
  if (isDepthwise && result.getDimSize(3) != int64_t(op.getGroups()))
    return false;
  Layer layer{op.getName(),
              op.getInput(),
              op.getWeight(),
              op.getBias(),
              int32_t(op.getInputZp()),
              int32_t(op.getWeightZp()),
              result};
  MLIRContext *context = op.getContext();
  KernelAttrInterface kind;
  PackedShape packed;
  if (isDepthwise) {
    kind =
        DepthwiseAttr::get(context, kernel, op.getStride(), op.getDilation());
  } else {
    auto conv =
        ConvAttr::get(context, kernel, op.getStride(), op.getDilation());
    std::tie(packed.run, packed.runs) =
        conv.getRuns(weight.getDimSize(3), op.getGroups());
    packed.groups = op.getGroups();
    packed.columns = weight.getDimSize(0) / op.getGroups();
    kind = conv;
  }
  if (!prepare(layer, packed, op.getPad(), kind))
    return false;
  rewriter.replaceOp(op, layer.input);
  return true;
}

bool KernelBuilder::convert(DenseOp op) {
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  Layer layer{op.getName(),
              op.getInput(),
              op.getWeight(),
              op.getBias(),
              int32_t(op.getInputZp()),
              int32_t(op.getWeightZp()),
              cast<RankedTensorType>(op.getType())};
  PackedShape packed;
  packed.columns = weight.getDimSize(0);
  packed.run = weight.getDimSize(1);
  if (!prepare(layer, packed, {}, MatmulAttr::get(op.getContext())))
    return false;
  rewriter.replaceOp(op, layer.input);
  return true;
}

bool KernelBuilder::convert(BatchMatmulOp op) {
  auto result = cast<RankedTensorType>(op.getType());
  auto matrices = cast<RankedTensorType>(op.getB().getType());
  if (!result.getElementType().isF32() &&
      !result.getElementType().isInteger(32))
    return false;
  OperandForm form = getForm(matrices.getElementType(), false);
  auto withoutZp = [&](Value value, int32_t zeroPoint) {
    if (form.input.isF32())
      return value;
    return mapEntries(value, form.input, [&](Value entry) -> Value {
      Value wide = arith::ExtSIOp::create(rewriter, loc, form.input, entry);
      Value zp = makeConstant(rewriter.getI16IntegerAttr(zeroPoint));
      return arith::SubIOp::create(rewriter, loc, wide, zp);
    });
  };
  Layer layer{
      op.getName(), withoutZp(op.getA(), op.getAZp()), Value(), Value(), 0, 0,
      result};
  PackedShape packed{
      matrices.getDimSize(0), matrices.getDimSize(2),  1,
      matrices.getDimSize(1), getVectorBits(isa) / 32, form.group};
  Value weight = buildPackedMatrices(rewriter, loc,
                                     withoutZp(op.getB(), op.getBZp()), packed);
  rewriter.replaceOp(op, buildKernel(layer, MatmulAttr::get(op.getContext()),
                                     layer.input, weight));
  return true;
}

namespace {
struct ConvertToKernels
    : public compress::impl::ConvertToKernelsBase<ConvertToKernels> {
  using ConvertToKernelsBase::ConvertToKernelsBase;

  void runOnOperation() override {
    SmallVector<Operation *> layers;
    getOperation().walk([&](Operation *op) {
      bool isStatic = llvm::all_of(op->getOperandTypes(), [](Type type) {
        return !mlir::isa<ShapedType>(type) ||
               cast<ShapedType>(type).hasStaticShape();
      });
      if (isStatic && mlir::isa<Conv2DOp, DenseOp, BatchMatmulOp>(op))
        layers.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    KernelBuilder builder(rewriter, isa);
    for (Operation *op : layers) {
      builder.setPlace(op);
      bool isConverted =
          llvm::TypeSwitch<Operation *, bool>(op)
              .Case<Conv2DOp, DenseOp, BatchMatmulOp>(
                  [&](auto layer) { return builder.convert(layer); });
      ++(isConverted ? numConverted : numLeft);
    }
  }
};
} // namespace
