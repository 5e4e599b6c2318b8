//===- ConvertToKernels.cpp - layers as kernels with packed weights -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GradientKernels.h"
#include "PackedWeight.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
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

/// Rewrites layers as kernels. A layer that no kernel computes is left alone.
class KernelBuilder : public KernelOperands {
public:
  using KernelOperands::KernelOperands;

  bool convert(Conv2DOp op);
  bool convert(DenseOp op);
  bool convert(BatchMatmulOp op);

private:
  bool prepare(KernelLayer &layer, PackedShape packed, ArrayRef<int64_t> pads,
               KernelAttrInterface kind);
  Value buildWeight(const KernelLayer &layer,
                    const std::vector<int32_t> &weights, bool isDepthwise,
                    const PackedShape &packed);
};

} // namespace

/// The weight as the kernel reads it; from `weights` if the layer is integer.
Value KernelBuilder::buildWeight(const KernelLayer &layer,
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

bool KernelBuilder::prepare(KernelLayer &layer, PackedShape packed,
                            ArrayRef<int64_t> pads, KernelAttrInterface kind) {
  std::vector<int32_t> weights;
  OperandForm form = getForm(rewriter.getF32Type(), false);
  if (layer.result.getElementType().isF32())
    prepareFloatBias(layer);
  else if (!prepareIntegers(layer, weights, form))
    return false;
  packed.lanes = getVectorBits(isa) / 32;
  packed.group = form.group;
  Value weight =
      buildWeight(layer, weights, mlir::isa<DepthwiseAttr>(kind), packed);
  Value input = pad(toForm(layer.input, form), pads, getPadValue(layer, form));
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
  KernelLayer layer = KernelLayer::get(op);
  MLIRContext *context = op.getContext();
  KernelAttrInterface kind;
  PackedShape packed;
  if (isDepthwise) {
    kind =
        DepthwiseAttr::get(context, kernel, op.getStride(), op.getDilation());
  } else {
    auto leading = op.getInput().getDefiningOp<LeadingOp>();
    if (leading && op.getGroups() == 1) {
      layer.input = leading.getInput();
      layer.inputLimit = leading.getCount();
    }
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
  KernelLayer layer = KernelLayer::get(op);
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
  KernelLayer layer{op.getName(),
                    withoutZp(op.getA(), op.getAZp()),
                    Value(),
                    Value(),
                    0,
                    0,
                    result,
                    Value()};
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
      auto isStaticType = [](Type type) {
        return !mlir::isa<ShapedType>(type) ||
               cast<ShapedType>(type).hasStaticShape();
      };
      bool isStatic = llvm::all_of(op->getOperandTypes(), isStaticType) &&
                      llvm::all_of(op->getResultTypes(), isStaticType);
      if (isStatic && mlir::isa<Conv2DOp, DenseOp, BatchMatmulOp,
                                Conv2DInputGradOp, Conv2DWeightGradOp>(op))
        layers.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    KernelBuilder layerKernels(rewriter, isa);
    GradientKernels gradientKernels(rewriter, isa);
    for (Operation *op : layers) {
      layerKernels.setPlace(op);
      gradientKernels.setPlace(op);
      bool isConverted =
          llvm::TypeSwitch<Operation *, bool>(op)
              .Case<DenseOp, BatchMatmulOp>([&](auto layer) {
                return gradientKernels.convert(layer) ||
                       layerKernels.convert(layer);
              })
              .Case([&](Conv2DOp layer) { return layerKernels.convert(layer); })
              .Case<Conv2DInputGradOp, Conv2DWeightGradOp>([&](auto gradient) {
                return gradientKernels.convert(gradient);
              });
      ++(isConverted ? numConverted : numLeft);
    }
  }
};
} // namespace
