//===- TosaRemovalModels.cpp - channel removal in TOSA ops ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RemovalModel.h"
#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "compress/Interfaces/ExternalModels/RemovalModels.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

static KnownEntries unknownResult(Operation *op) {
  return KnownEntries::unknown(shapeOf(op->getResult(0)).size());
}

/// The entries of a constant shape operand.
static std::optional<SmallVector<int64_t>> readShape(Value value) {
  DenseIntElementsAttr attribute;
  if (!matchPattern(value, m_Constant(&attribute)))
    return std::nullopt;
  return llvm::map_to_vector(
      attribute.getValues<APInt>(),
      [](const APInt &entry) { return entry.getSExtValue(); });
}

//===----------------------------------------------------------------------===//
// Operations that move entries
//===----------------------------------------------------------------------===//

KnownEntries compress::reshapeKnown(const KnownEntries &operand,
                                    ArrayRef<int64_t> from,
                                    ArrayRef<int64_t> to) {
  if (llvm::all_of(operand.shape, [](int64_t size) { return size == 1; }))
    return {SmallVector<int64_t>(to.size(), 1), operand.values};
  if (ShapedType::getNumElements(to) > kMaxKnownEntries)
    return KnownEntries::unknown(to.size());
  SmallVector<int64_t> index(from.size(), 0);
  return KnownEntries::make(to, [&](ArrayRef<int64_t>) {
    float value = operand.at(index);
    for (size_t d = from.size(); d-- > 0;) {
      if (++index[d] < from[d])
        break;
      index[d] = 0;
    }
    return value;
  });
}

KnownEntries compress::concatKnown(Operation *op,
                                   ArrayRef<KnownEntries> operands,
                                   unsigned dim) {
  SmallVector<int64_t> shape(shapeOf(op->getResult(0)).size(), 1);
  for (const KnownEntries &operand : operands)
    for (auto [size, own] : llvm::zip_equal(shape, operand.shape))
      size = std::max(size, own);
  shape[dim] = shapeOf(op->getResult(0))[dim];
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> own(index);
    unsigned part = 0;
    while (own[dim] >= shapeOf(op->getOperand(part))[dim])
      own[dim] -= shapeOf(op->getOperand(part++))[dim];
    return operands[part].at(own);
  });
}

KnownEntries compress::sliceKnown(const KnownEntries &operand,
                                  ArrayRef<int64_t> start,
                                  ArrayRef<int64_t> shape) {
  SmallVector<int64_t> known(shape);
  for (auto [size, own] : llvm::zip_equal(known, operand.shape))
    size = own == 1 ? 1 : size;
  return KnownEntries::make(known, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> from(index);
    for (auto [at, offset] : llvm::zip_equal(from, start))
      at += offset;
    return operand.at(from);
  });
}

static KnownEntries evaluateReshape(Operation *op,
                                    ArrayRef<KnownEntries> operands) {
  return reshapeKnown(operands[0], shapeOf(op->getOperand(0)),
                      shapeOf(op->getResult(0)));
}

static KnownEntries evaluateTranspose(Operation *op,
                                      ArrayRef<KnownEntries> operands) {
  ArrayRef<int32_t> perms = cast<tosa::TransposeOp>(op).getPerms();
  SmallVector<int64_t> shape;
  for (int32_t from : perms)
    shape.push_back(operands[0].shape[from]);
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> from(index.size());
    for (auto [dim, source] : llvm::enumerate(perms))
      from[source] = index[dim];
    return operands[0].at(from);
  });
}

static KnownEntries evaluateConcat(Operation *op,
                                   ArrayRef<KnownEntries> operands) {
  return concatKnown(op, operands, cast<tosa::ConcatOp>(op).getAxis());
}

static KnownEntries evaluateTile(Operation *op,
                                 ArrayRef<KnownEntries> operands) {
  ArrayRef<int64_t> from = shapeOf(op->getOperand(0));
  SmallVector<int64_t> shape(operands[0].shape);
  for (auto [size, own, all] :
       llvm::zip_equal(shape, from, shapeOf(op->getResult(0))))
    size = size == 1 ? 1 : all;
  if (ShapedType::getNumElements(shape) > kMaxKnownEntries)
    return unknownResult(op);
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) {
    SmallVector<int64_t> own(index);
    for (auto [at, size] : llvm::zip_equal(own, from))
      at %= size;
    return operands[0].at(own);
  });
}

/// Padding with what is there already keeps a dimension uniform.
static KnownEntries evaluatePad(Operation *op,
                                ArrayRef<KnownEntries> operands) {
  auto padding = readShape(cast<tosa::PadOp>(op).getPadding());
  float value = operands[2].values.front();
  if (!padding)
    return unknownResult(op);
  ArrayRef<int64_t> from = shapeOf(op->getOperand(0));
  SmallVector<int64_t> shape(operands[0].shape), to(shapeOf(op->getResult(0)));
  bool isUniform = llvm::all_of(operands[0].values,
                                [&](float entry) { return entry == value; });
  SmallVector<bool> isCollapsed(shape.size(), false);
  for (auto [dim, size] : llvm::enumerate(shape)) {
    bool isPadded = (*padding)[2 * dim] + (*padding)[2 * dim + 1] > 0;
    // The border of an image is not worth its entries; the padding of channels
    // is.
    isCollapsed[dim] = size == 1 && isPadded && dim + 1 != shape.size();
    if (isPadded && !isCollapsed[dim] && !isUniform)
      size = to[dim];
  }
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) -> float {
    SmallVector<int64_t> own(index);
    bool isBorder = false, isMixed = false;
    for (auto [dim, at] : llvm::enumerate(own)) {
      isMixed |= isCollapsed[dim];
      if (shape[dim] != to[dim] || isCollapsed[dim])
        continue;
      at -= (*padding)[2 * dim];
      isBorder |= at < 0 || at >= from[dim];
    }
    float entry = isBorder ? value : operands[0].at(own);
    return isMixed && entry != value ? kUnknownEntry : entry;
  });
}

namespace {
struct SliceRemoval
    : ChannelRemovalOpInterface::ExternalModel<SliceRemoval, tosa::SliceOp> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    auto start = readShape(cast<tosa::SliceOp>(op).getStart());
    return start ? sliceKnown(operands[0], *start, shapeOf(op->getResult(0)))
                 : unknownResult(op);
  }
  void removeEntries(Operation *op, const RemovedEntries &removed,
                     OpBuilder &builder) const {
    auto slice = cast<tosa::SliceOp>(op);
    auto start = readShape(slice.getStart());
    if (!start)
      return;
    for (auto [dim, offset] : llvm::enumerate(*start))
      offset -= removed.countBefore(slice.getInput1(), dim, offset);
    Operation *old = slice.getStart().getDefiningOp();
    builder.setInsertionPoint(op);
    slice.getStartMutable().assign(tosa::ConstShapeOp::create(
        builder, op->getLoc(),
        tosa::shapeType::get(op->getContext(), start->size()),
        builder.getIndexTensorAttr(*start)));
    if (old->use_empty())
      old->erase();
    compress::detail::updateCoupledShapes(op, builder);
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Operations that combine entries
//===----------------------------------------------------------------------===//

/// Windows over equal entries see only those; padding is not counted.
template <unsigned... dims>
static KnownEntries evaluateWindow(Operation *op,
                                   ArrayRef<KnownEntries> operands) {
  if (((operands[0].shape[dims] != 1) || ...))
    return unknownResult(op);
  return operands[0];
}

template <typename OpTy, auto combine>
static KnownEntries evaluateReduce(Operation *op,
                                   ArrayRef<KnownEntries> operands) {
  unsigned dim = cast<OpTy>(op).getAxis();
  int64_t count = shapeOf(op->getOperand(0))[dim];
  SmallVector<int64_t> shape(operands[0].shape);
  shape[dim] = 1;
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) -> float {
    SmallVector<int64_t> from(index);
    double result = operands[0].at(from);
    for (from[dim] = 1; from[dim] < count; ++from[dim])
      result = combine(result, operands[0].at(from));
    return result;
  });
}

static double addNumbers(double a, double b) { return a + b; }
static double multiplyNumbers(double a, double b) { return a * b; }
static double largerNumber(double a, double b) {
  return std::isnan(a) || a > b ? a : b;
}
static double smallerNumber(double a, double b) {
  return std::isnan(a) || a < b ? a : b;
}

/// A channel's numbers at all positions and taps of the kernel: `product` says
/// where its weights lie.
static KnownEntries spreadChannels(Operation *op, const KnownProduct &product) {
  SmallVector<int64_t> shape(shapeOf(op->getResult(0)).size(), 1);
  shape.back() = product.outputs;
  std::vector<float> known = product.evaluate();
  return KnownEntries::make(
      shape, [&](ArrayRef<int64_t> index) { return known[index.back()]; });
}

static bool hasPadding(ArrayRef<int64_t> pad) {
  return llvm::any_of(pad, [](int64_t size) { return size != 0; });
}

static KnownEntries evaluateConv(Operation *op,
                                 ArrayRef<KnownEntries> operands) {
  ArrayRef<int64_t> weight = shapeOf(op->getOperand(1));
  std::vector<float> input =
      operands[0].along(3, shapeOf(op->getOperand(0))[3]);
  std::vector<float> bias = operands[2].along(0, shapeOf(op->getOperand(2))[0]);
  bias.resize(weight[0], bias.front());
  auto at = [&](int64_t o, int64_t t, int64_t i) {
    return operands[1].at({o, t / weight[2], t % weight[2], i});
  };
  return spreadChannels(op,
                        {input, weight[0], 1, weight[1] * weight[2], at, bias,
                         hasPadding(cast<tosa::Conv2DOp>(op).getPad())});
}

static KnownEntries evaluateDepthwise(Operation *op,
                                      ArrayRef<KnownEntries> operands) {
  ArrayRef<int64_t> weight = shapeOf(op->getOperand(1));
  std::vector<float> input =
      operands[0].along(3, shapeOf(op->getOperand(0))[3]);
  int64_t multiplier = weight[3], outputs = weight[2] * multiplier;
  std::vector<float> bias = operands[2].along(0, shapeOf(op->getOperand(2))[0]);
  bias.resize(outputs, bias.front());
  auto at = [&](int64_t o, int64_t t, int64_t) {
    return operands[1].at(
        {t / weight[1], t % weight[1], o / multiplier, o % multiplier});
  };
  return spreadChannels(
      op, {input, outputs, weight[2], weight[0] * weight[1], at, bias,
           hasPadding(cast<tosa::DepthwiseConv2DOp>(op).getPad())});
}

void compress::registerTosaRemovalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    using namespace tosa;
    MLIRContext &c = *context;
    attachRemoval<evaluateReshape, ReshapeOp>(c);
    attachRemoval<evaluateTranspose, TransposeOp>(c);
    attachRemoval<evaluateConcat, ConcatOp>(c);
    attachRemoval<evaluateTile, TileOp>(c);
    attachRemoval<evaluatePad, PadOp>(c);
    SliceOp::attachInterface<SliceRemoval>(c);
    attachRemoval<evaluateWindow<1, 2>, MaxPool2dOp, AvgPool2dOp, ResizeOp>(c);
    attachRemoval<evaluateWindow<1>, GatherOp>(c);
    attachRemoval<evaluateReduce<ReduceSumOp, addNumbers>, ReduceSumOp>(c);
    attachRemoval<evaluateReduce<ReduceProductOp, multiplyNumbers>,
                  ReduceProductOp>(c);
    attachRemoval<evaluateReduce<ReduceMaxOp, largerNumber>, ReduceMaxOp>(c);
    attachRemoval<evaluateReduce<ReduceMinOp, smallerNumber>, ReduceMinOp>(c);
    attachRemoval<evaluateConv, Conv2DOp>(c);
    attachRemoval<evaluateDepthwise, DepthwiseConv2DOp>(c);
  });
}
