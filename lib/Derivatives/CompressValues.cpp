//===- CompressValues.cpp - derivatives of masks and fake_quant -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Expression.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static void emitMask(MaskOp op, OpBuilder &builder, AdjointMap &adjoints) {
  Expression dy(builder, op.getLoc(), adjoints.lookup(op.getResult()));
  Expression mask(builder, op.getLoc(), op.getMask());
  adjoints.add(op.getWeight(), dy.where(mask, dy.constant(0.0)));
}

/// The numbers `x / scale` must lie between for the integer to be in range:
/// half a step further out, where that still rounds to the limit (half to
/// even).
static std::pair<float, float> getRoundedLimits(quant::QuantizedType type,
                                                int64_t zeroPoint) {
  int64_t low = type.getStorageTypeMin() - zeroPoint;
  int64_t high = type.getStorageTypeMax() - zeroPoint;
  float from = static_cast<float>(low) - 0.5f;
  float to = static_cast<float>(high) + 0.5f;
  return {low % 2 == 0 ? from : std::nextafter(from, HUGE_VALF),
          high % 2 == 0 ? to : std::nextafter(to, -HUGE_VALF)};
}

/// Straight through where the integer is in range, 0 where it is clamped, as
/// `torch.fake_quantize_per_tensor_affine`. Jacob et al., Quantization and
/// Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference,
/// 2018; Bengio et al., Estimating or Propagating Gradients, 2013.
static void emitFakeQuant(FakeQuantOp op, OpBuilder &builder,
                          AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Expression x(builder, loc, op.getInput());
  Expression dy(builder, loc, adjoints.lookup(op.getResult()));
  auto type = cast<quant::QuantizedType>(op.getQtype());
  SmallVector<float> inverse, low, high;
  auto addChannel = [&](double scale, int64_t zeroPoint) {
    auto [from, to] = getRoundedLimits(type, zeroPoint);
    inverse.push_back(static_cast<float>(1.0 / scale));
    low.push_back(from);
    high.push_back(to);
  };
  SmallVector<int64_t> shape(x.getType().getRank(), 1);
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type)) {
    for (auto [scale, zeroPoint] :
         llvm::zip_equal(perAxis.getScales(), perAxis.getZeroPoints()))
      addChannel(scale, zeroPoint);
    shape[perAxis.getQuantizedDimension()] = inverse.size();
  } else {
    auto perTensor = cast<quant::UniformQuantizedType>(type);
    addChannel(perTensor.getScale(), perTensor.getZeroPoint());
  }
  auto constant = [&](ArrayRef<float> values) {
    RankedTensorType constType = x.getType().clone(shape);
    return Expression(
        builder, loc,
        tosa::ConstOp::create(builder, loc, constType,
                              DenseElementsAttr::get(constType, values)));
  };
  // The same product that the forward pass rounds.
  Expression steps = x * constant(inverse);
  Expression zero = dy.constant(0.0);
  Expression dx = dy.where(steps >= constant(low), zero);
  adjoints.add(op.getInput(), dx.where(constant(high) >= steps, zero));
}

static void emitObserve(ObserveOp op, OpBuilder &, AdjointMap &adjoints) {
  adjoints.add(op.getInput(), adjoints.lookup(op.getResult()));
}

void compress::attachCompressValueDerivatives(MLIRContext &context) {
  attachDerivative<MaskOp, emitMask>(context);
  attachDerivative<FakeQuantOp, emitFakeQuant>(context);
  attachDerivative<ObserveOp, emitObserve>(context);
}
