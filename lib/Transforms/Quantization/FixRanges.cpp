//===- FixRanges.cpp - compress-fix-ranges --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChooseTypes.h"
#include "LayerConstants.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSFIXRANGES
#include "compress/Transforms/Quantization/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A layer whose weight and input are rounded, and whose bias, if it has one,
/// is not yet.
struct OpenLayer {
  QuantizableOpInterface layer;
  FakeQuantOp weight, input;
  std::vector<float> values, biases;
};

struct FixRanges : compress::impl::CompressFixRangesBase<FixRanges> {
  using CompressFixRangesBase::CompressFixRangesBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(fix(entry)))
      signalPassFailure();
  }

private:
  LogicalResult fix(func::FuncOp entry);
  LogicalResult readTypes(func::FuncOp entry);
  LogicalResult readLayers(func::FuncOp entry);
  void settleWeights();
  void replace(FakeQuantOp op);

  quant::QuantizedType getType(FakeQuantOp op) const {
    quant::QuantizedType type = types.lookup(op);
    return type ? type : op.getQtype();
  }

  llvm::MapVector<Operation *, quant::QuantizedType> types;
  SmallVector<OpenLayer, 0> layers;
};

} // namespace

/// What `fitted_scale` computes of these entries.
static SmallVector<double> fitScales(quant::QuantizedType type,
                                     ArrayRef<int64_t> shape,
                                     ArrayRef<float> values) {
  SmallVector<int64_t> zeroPoints = getZeroPoints(type);
  SmallVector<double> scales(zeroPoints.size(), kSmallestScale);
  int64_t stride = 1;
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    for (int64_t size : shape.drop_front(perAxis.getQuantizedDimension() + 1))
      stride *= size;
  for (auto [i, value] : llvm::enumerate(values)) {
    size_t channel = i / stride % scales.size();
    for (int64_t limit : {type.getStorageTypeMin(), type.getStorageTypeMax()})
      if (float steps = limit - zeroPoints[channel]; steps != 0.0f) {
        float scale = value * (1.0f / steps);
        scales[channel] = std::max<double>(scales[channel], scale);
      }
  }
  return scales;
}

/// The scales that the operand has now.
static FailureOr<SmallVector<double>> readScales(FakeQuantOp op) {
  if (auto fitted = op.getScale().getDefiningOp<FittedScaleOp>()) {
    WeightChain chain = WeightChain::match(fitted.getInput());
    std::optional<std::vector<float>> values = chain.getMaskedValues();
    if (values && !chain.fakeQuant)
      return fitScales(
          fitted.getQtype(),
          cast<RankedTensorType>(fitted.getInput().getType()).getShape(),
          *values);
  }
  WeightChain chain = WeightChain::match(op.getScale());
  std::optional<std::vector<float>> values = chain.getMaskedValues();
  if (!values || chain.fakeQuant)
    return op.emitOpError("has a scale that is not constant; bring parameters "
                          "back first (compress-bind-parameters)");
  for (auto [i, scale] : llvm::enumerate(*values))
    if (!std::isfinite(scale) || scale <= kSmallestScale) {
      ParameterOp parameter = chain.getParameter();
      return op.emitOpError("has the scale ")
             << std::to_string(scale) << " in entry " << i << " of '"
             << (parameter ? parameter.getName() : "a constant")
             << "', expected a positive number; train with a lower "
                "learning-rate";
    }
  return SmallVector<double>(values->begin(), values->end());
}

LogicalResult FixRanges::readTypes(func::FuncOp entry) {
  for (auto op : entry.getBody().front().getOps<FakeQuantOp>()) {
    if (!op.getScale())
      continue;
    FailureOr<SmallVector<double>> scales = readScales(op);
    if (failed(scales))
      return failure();
    types[op] = withScales(op.getQtype(), *scales);
  }
  return success();
}

/// Finds the layers that a bias may have to be rounded for.
LogicalResult FixRanges::readLayers(func::FuncOp entry) {
  auto getRounding = [](OpOperand *operand) {
    return operand ? operand->get().getDefiningOp<FakeQuantOp>()
                   : FakeQuantOp();
  };
  QuantizationPoints points(entry, [&](Operation *op) {
    return !getRounding(cast<QuantizableOpInterface>(op).getQuantizedWeight());
  });
  for (Operation *op : points.getOperations()) {
    auto layer = cast<QuantizableOpInterface>(op);
    OpOperand *weight = layer.getQuantizedWeight();
    OpOperand *bias = layer.getQuantizedBias();
    if (!getRounding(weight) || getRounding(bias))
      continue;
    Value root = points.getRoot(layer.getActivationOperands().front()->get());
    auto input = root.getDefiningOp<FakeQuantOp>();
    if (!input || !isa<quant::UniformQuantizedType>(input.getQtype()))
      continue;
    OpenLayer &open = layers.emplace_back();
    open.layer = layer;
    open.weight = getRounding(weight);
    open.input = input;
    FailureOr<std::vector<float>> values = readConstant(op, *weight, "weight");
    if (failed(values))
      return failure();
    open.values = std::move(*values);
    if (!bias)
      continue;
    FailureOr<std::vector<float>> biases = readConstant(op, *bias, "bias");
    if (failed(biases))
      return failure();
    open.biases = std::move(*biases);
  }
  return success();
}

/// Largest factor by which a scale has grown from `before` to `after`.
static double getLargestGrowth(quant::QuantizedType before,
                               quant::QuantizedType after) {
  double growth = 1.0;
  for (auto [old, now] : llvm::zip_equal(getScales(before), getScales(after)))
    growth = std::max(growth, now / old);
  return growth;
}

void FixRanges::settleWeights() {
  for (OpenLayer &open : layers) {
    auto shape = cast<RankedTensorType>(open.weight.getType()).getShape();
    quant::QuantizedType input = getType(open.input);
    quant::QuantizedType before = getType(open.weight);
    quant::QuantizedType after = settleWeightType(
        before,
        {open.values, shape, open.layer.getWeightQuantAxis(), open.biases,
         getTensorScale(input), getLargestMagnitude(input)});
    if (after == before)
      continue;
    types[open.weight] = after;
    remark::missed(
        open.layer.getLoc(),
        remark::RemarkOpts::name("scale").category("compress-fix-ranges"))
        << llvm::formatv(
               "scales of channels that are zero, or whose bias needs a larger "
               "accumulator, grow up to {0} times",
               getLargestGrowth(before, after))
               .str();
  }
}

/// Puts the type that was read in the place of the operand.
void FixRanges::replace(FakeQuantOp op) {
  Value scale = op.getScale();
  op.setQtypeAttr(TypeAttr::get(types[op]));
  op.getScaleMutable().clear();
  op.setGradientScaleAttr(Builder(op).getF32FloatAttr(1.0f));
  ++numFixed;
  if (scale && isOpTriviallyDead(scale.getDefiningOp()))
    scale.getDefiningOp()->erase();
}

LogicalResult FixRanges::fix(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return emitError(entry.getLoc()) << "expected a function of one block";
  if (entry.getBody().getOps<FakeQuantOp>().empty())
    return emitError(entry.getLoc())
           << "nothing is quantized in function '" << entry.getName()
           << "'; run compress-quantize";
  types.clear();
  layers.clear();
  if (failed(readTypes(entry)) || failed(readLayers(entry)))
    return failure();
  settleWeights();
  for (auto [op, type] : types)
    replace(cast<FakeQuantOp>(op));
  for (OpenLayer &open : layers)
    if (OpOperand *bias = open.layer.getQuantizedBias()) {
      roundOperand(
          *bias, chooseBiasType(open.input.getQtype(), open.weight.getQtype()));
      ++numBiases;
    }
  return success();
}
