//===- LayerRemoval.cpp - removing channels of our ops --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/LayerRemoval.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/ChannelRemovalOpInterface.h"
#include "compress/Reference/Requantize.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// A result that is alike in all dimensions but the last.
static KnownEntries spreadChannels(unsigned rank, ArrayRef<float> channels) {
  SmallVector<int64_t> shape(rank, 1);
  shape.back() = channels.size();
  return KnownEntries::make(
      shape, [&](ArrayRef<int64_t> index) { return channels[index.back()]; });
}

namespace {

template <typename Model, typename OpTy>
using Removal = ChannelRemovalOpInterface::ExternalModel<Model, OpTy>;

struct ConvRemoval : Removal<ConvRemoval, Conv2DOp> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    auto conv = cast<Conv2DOp>(op);
    ArrayRef<int64_t> weight = shapeOf(conv.getWeight());
    std::vector<float> input =
        operands[0].along(3, shapeOf(conv.getInput())[3]);
    std::vector<float> bias;
    if (conv.getBias())
      bias = operands[2].along(0, weight[0]);
    auto at = [&](int64_t o, int64_t t, int64_t i) {
      return operands[1].at({o, t / weight[2], t % weight[2], i});
    };
    bool isPadded =
        llvm::any_of(conv.getPad(), [](int64_t size) { return size > 0; });
    KnownProduct product = {input,
                            weight[0],
                            static_cast<int64_t>(conv.getGroups()),
                            weight[1] * weight[2],
                            at,
                            bias,
                            isPadded};
    return spreadChannels(4, product.evaluate());
  }
  LogicalResult addBias(Operation *op, Value bias) const {
    cast<Conv2DOp>(op).getBiasMutable().assign(bias);
    return success();
  }
  /// A group goes with all of its channels.
  void removeEntries(Operation *op, const RemovedEntries &,
                     OpBuilder &builder) const {
    auto conv = cast<Conv2DOp>(op);
    int64_t groups = shapeOf(conv.getInput())[3] / shapeOf(conv.getWeight())[3];
    if (groups != static_cast<int64_t>(conv.getGroups()))
      conv.setGroups(groups);
  }
};

struct DenseRemoval : Removal<DenseRemoval, DenseOp> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    auto dense = cast<DenseOp>(op);
    ArrayRef<int64_t> weight = shapeOf(dense.getWeight());
    unsigned rank = shapeOf(dense.getInput()).size();
    std::vector<float> input = operands[0].along(rank - 1, weight[1]);
    std::vector<float> bias;
    if (dense.getBias())
      bias = operands[2].along(0, weight[0]);
    auto at = [&](int64_t o, int64_t, int64_t i) {
      return operands[1].at({o, i});
    };
    KnownProduct product = {input, weight[0], 1, 1, at, bias};
    return spreadChannels(rank, product.evaluate());
  }
  LogicalResult addBias(Operation *op, Value bias) const {
    cast<DenseOp>(op).getBiasMutable().assign(bias);
    return success();
  }
};

struct BatchNormRemoval : Removal<BatchNormRemoval, BatchNormOp> {
  /// A scale of zero hides the input.
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    auto norm = cast<BatchNormOp>(op);
    unsigned rank = shapeOf(norm.getInput()).size();
    int64_t channels = shapeOf(norm.getInput()).back();
    std::vector<float> scale = operands[1].along(0, channels),
                       offset = operands[2].along(0, channels),
                       mean = operands[3].along(0, channels),
                       variance = operands[4].along(0, channels);
    double epsilon = norm.getEpsilon().convertToDouble();
    SmallVector<int64_t> shape(operands[0].shape);
    shape[rank - 1] = channels;
    return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) -> float {
      int64_t c = index.back();
      if (scale[c] == 0.0f)
        return offset[c];
      return (operands[0].at(index) - mean[c]) /
                 std::sqrt(variance[c] + epsilon) * scale[c] +
             offset[c];
    });
  }
};

struct MaskRemoval : Removal<MaskRemoval, MaskOp> {
  KnownEntries evaluateKnown(Operation *,
                             ArrayRef<KnownEntries> operands) const {
    return mapEntries(operands, [](ArrayRef<float> x) {
      return x[0] == 0.0f || x[1] == 0.0f ? 0.0f : x[0] * x[1];
    });
  }
};

struct ObserveRemoval : Removal<ObserveRemoval, ObserveOp> {
  KnownEntries evaluateKnown(Operation *,
                             ArrayRef<KnownEntries> operands) const {
    return operands[0];
  }
};

struct FakeQuantRemoval : Removal<FakeQuantRemoval, FakeQuantOp> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    quant::QuantizedType type = cast<FakeQuantOp>(op).getQtype();
    bool hasOwnScales = !cast<FakeQuantOp>(op).getScale();
    auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
    auto perTensor = dyn_cast<quant::UniformQuantizedType>(type);
    SmallVector<int64_t> shape(operands[0].shape);
    unsigned dim = perAxis ? perAxis.getQuantizedDimension() : 0;
    if (perAxis)
      shape[dim] = perAxis.getScales().size();
    return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) -> float {
      float value = operands[0].at(index);
      if (std::isnan(value))
        return value;
      if (!hasOwnScales)
        return value == 0.0f ? 0.0f : NAN;
      double scale =
          perAxis ? perAxis.getScales()[index[dim]] : perTensor.getScale();
      int64_t zeroPoint = perAxis ? perAxis.getZeroPoints()[index[dim]]
                                  : perTensor.getZeroPoint();
      int32_t rounded = reference::quantize(
          value, static_cast<float>(1.0 / scale), zeroPoint,
          type.getStorageTypeMin(), type.getStorageTypeMax());
      return static_cast<float>(rounded - zeroPoint) *
             static_cast<float>(scale);
    });
  }
  /// The scales of channels that go, go as well.
  void removeEntries(Operation *op, const RemovedEntries &removed,
                     OpBuilder &builder) const {
    auto quant = cast<FakeQuantOp>(op);
    auto type = dyn_cast<quant::UniformQuantizedPerAxisType>(quant.getQtype());
    if (!type)
      return;
    SmallVector<double> scales;
    SmallVector<int64_t> zeroPoints;
    unsigned dim = type.getQuantizedDimension();
    for (auto [i, scale, zeroPoint] :
         llvm::enumerate(type.getScales(), type.getZeroPoints()))
      if (!removed.contains(quant.getResult(), dim, i)) {
        scales.push_back(scale);
        zeroPoints.push_back(zeroPoint);
      }
    quant.setQtype(quant::UniformQuantizedPerAxisType::get(
        type.getFlags(), type.getStorageType(), type.getExpressedType(), scales,
        zeroPoints, dim, type.getStorageTypeMin(), type.getStorageTypeMax()));
  }
};

struct ParameterRemoval : Removal<ParameterRemoval, ParameterOp> {
  void removeEntries(Operation *op, const RemovedEntries &removed,
                     OpBuilder &builder) const {
    auto parameter = cast<ParameterOp>(op);
    Value value = parameter.getResult();
    ArrayRef<int64_t> before = parameter.getValue().getShapedType().getShape();
    recordKept(op, removed, builder);
    if (LayoutAttr layout = parameter.getLayoutAttr()) {
      LayoutAttr changed = shrinkLayout(layout, before, [&](unsigned dim) {
        return removed.lookup(value, dim);
      });
      if (changed)
        parameter.setLayoutAttr(changed);
      else
        parameter.removeLayoutAttr();
    }
  }

private:
  /// Adds to `compress.kept` which indices of the original are left.
  static void recordKept(Operation *op, const RemovedEntries &removed,
                         OpBuilder &builder) {
    Value value = op->getResult(0);
    auto known = op->getAttrOfType<ArrayAttr>(kKeptAttr);
    ArrayRef<int64_t> before =
        cast<ParameterOp>(op).getValue().getShapedType().getShape();
    SmallVector<Attribute> dims;
    for (auto [dim, size] : llvm::enumerate(before)) {
      ArrayRef<int64_t> origin;
      if (known)
        origin = cast<DenseI64ArrayAttr>(known[dim]).asArrayRef();
      SmallVector<int64_t> kept;
      if (!origin.empty() || removed.count(value, dim))
        for (int64_t i = 0; i < size; ++i)
          if (!removed.contains(value, dim, i))
            kept.push_back(origin.empty() ? i : origin[i]);
      dims.push_back(builder.getDenseI64ArrayAttr(kept));
    }
    op->setAttr(kKeptAttr, builder.getArrayAttr(dims));
  }
};

} // namespace

/// Takes the indices `gone` of a dimension of `size` out of one of the factors
/// that it is the product of. Fails where no single one accounts for all.
static LogicalResult shrinkFactor(const llvm::BitVector &gone, int64_t size,
                                  ArrayRef<int64_t> before,
                                  ArrayRef<unsigned> factors,
                                  MutableArrayRef<int64_t> view) {
  int64_t inner = size;
  for (unsigned factor : factors) {
    int64_t own = before[factor];
    inner /= own;
    llvm::BitVector entries(own);
    for (int i : gone.set_bits())
      entries.set(i / inner % own);
    if (entries.count() * (size / own) != gone.count())
      continue;
    view[factor] = own - entries.count();
    return success();
  }
  return failure();
}

LayoutAttr compress::shrinkLayout(
    LayoutAttr layout, ArrayRef<int64_t> shape,
    llvm::function_ref<const llvm::BitVector *(unsigned)> removed) {
  ArrayRef<int64_t> before = layout.getView();
  SmallVector<int64_t> view(before);
  unsigned next = 0;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    // The factors of this dimension, outermost first.
    SmallVector<unsigned> factors;
    for (int64_t done = 1; done < size && next < view.size(); ++next) {
      factors.push_back(layout.getPermutation()[next]);
      done *= before[factors.back()];
    }
    const llvm::BitVector *gone = removed(dim);
    if (gone && failed(shrinkFactor(*gone, size, before, factors, view)))
      return {};
  }
  // Dimensions of the imported shape are products of those of the view.
  SmallVector<int64_t> imported;
  unsigned at = 0;
  for (int64_t size : layout.getShape()) {
    int64_t old = 1, now = 1;
    for (; old < size && at < view.size(); ++at) {
      old *= before[at];
      now *= view[at];
    }
    if (old != size)
      return {};
    imported.push_back(now);
  }
  return LayoutAttr::get(layout.getContext(), imported, view,
                         layout.getPermutation());
}

void compress::attachRemovalModels(MLIRContext &context) {
  Conv2DOp::attachInterface<ConvRemoval>(context);
  DenseOp::attachInterface<DenseRemoval>(context);
  BatchNormOp::attachInterface<BatchNormRemoval>(context);
  MaskOp::attachInterface<MaskRemoval>(context);
  ObserveOp::attachInterface<ObserveRemoval>(context);
  FakeQuantOp::attachInterface<FakeQuantRemoval>(context);
  ParameterOp::attachInterface<ParameterRemoval>(context);
}
