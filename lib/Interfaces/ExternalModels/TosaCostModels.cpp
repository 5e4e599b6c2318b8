//===- TosaCostModels.cpp - what TOSA ops cost ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every operation that an inference of a usual network executes has a model
// here, so that totals of a report are not those of the layers alone. Control
// flow, FFT and block-scaled types have none and are listed as uncounted.
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

/// Entries of a tensor; nothing if its shape is not static.
static std::optional<int64_t> countEntries(Value value) {
  auto type = cast<ShapedType>(value.getType());
  if (!type.hasStaticShape())
    return std::nullopt;
  return type.getNumElements();
}

/// `entries` times `factor`, where both are known.
static std::optional<int64_t> multiply(std::optional<int64_t> entries,
                                       std::optional<int64_t> factor) {
  return entries && factor ? std::optional(*entries * *factor) : std::nullopt;
}

/// Every pixel on one side (the result of a convolution, the input of a
/// transposed one) meets every weight.
static std::optional<int64_t> countConvolution(Value pixels, Value weight) {
  auto type = cast<ShapedType>(pixels.getType());
  if (!type.hasStaticShape() || type.getShape().back() == 0)
    return std::nullopt;
  return multiply(type.getNumElements() / type.getShape().back(),
                  countEntries(weight));
}

namespace {

template <typename Model, typename OpTy>
struct CostModel : CostOpInterface::ExternalModel<Model, OpTy> {
  std::optional<int64_t> getMACs(Operation *) const { return 0; }
};

//===----------------------------------------------------------------------===//
// Multiply-accumulate
//===----------------------------------------------------------------------===//

template <typename OpTy>
struct ConvolutionCost : CostModel<ConvolutionCost<OpTy>, OpTy> {
  std::optional<int64_t> getMACs(Operation *op) const {
    return countConvolution(op->getResult(0), op->getOperand(1));
  }
};

struct TransposeConvolutionCost
    : CostModel<TransposeConvolutionCost, tosa::TransposeConv2DOp> {
  std::optional<int64_t> getMACs(Operation *op) const {
    return countConvolution(op->getOperand(0), op->getOperand(1));
  }
};

struct MatMulCost : CostModel<MatMulCost, tosa::MatMulOp> {
  std::optional<int64_t> getMACs(Operation *op) const {
    auto a = cast<ShapedType>(op->getOperand(0).getType());
    if (!a.hasStaticShape())
      return std::nullopt;
    return multiply(countEntries(op->getResult(0)), a.getShape().back());
  }
};

//===----------------------------------------------------------------------===//
// Other arithmetic
//===----------------------------------------------------------------------===//

template <typename OpTy>
struct ElementwiseCost : CostModel<ElementwiseCost<OpTy>, OpTy> {
  std::optional<int64_t> getOtherOperations(Operation *op) const {
    return countEntries(op->getResult(0));
  }
};

template <typename OpTy>
struct PoolingCost : CostModel<PoolingCost<OpTy>, OpTy> {
  std::optional<int64_t> getOtherOperations(Operation *op) const {
    ArrayRef<int64_t> kernel = cast<OpTy>(op).getKernel();
    return multiply(countEntries(op->getResult(0)), kernel[0] * kernel[1]);
  }
};

template <typename OpTy>
struct ReductionCost : CostModel<ReductionCost<OpTy>, OpTy> {
  std::optional<int64_t> getOtherOperations(Operation *op) const {
    return countEntries(op->getOperand(0));
  }
};

/// A bilinear entry combines four others.
struct ResizeCost : CostModel<ResizeCost, tosa::ResizeOp> {
  std::optional<int64_t> getOtherOperations(Operation *op) const {
    bool isBilinear =
        cast<tosa::ResizeOp>(op).getMode() == tosa::ResizeMode::BILINEAR;
    return multiply(countEntries(op->getResult(0)), isBilinear ? 4 : 0);
  }
};

//===----------------------------------------------------------------------===//
// Moving
//===----------------------------------------------------------------------===//

/// Reads operands and writes results; no arithmetic.
template <typename OpTy>
struct MoveCost : CostModel<MoveCost<OpTy>, OpTy> {};

/// Reads only what it writes.
template <typename OpTy>
struct SelectionCost : CostModel<SelectionCost<OpTy>, OpTy> {
  std::optional<int64_t> getBytesMoved(Operation *op) const {
    return multiply(getTensorBytes(op->getResult(0).getType()), 2);
  }
};

/// Needs no code: the same entries under another type.
template <typename OpTy>
struct ViewCost : CostModel<ViewCost<OpTy>, OpTy> {
  std::optional<int64_t> getBytesMoved(Operation *) const { return 0; }
};

} // namespace

template <template <typename> class Model, typename... OpTys>
static void attach(MLIRContext *context) {
  (OpTys::template attachInterface<Model<OpTys>>(*context), ...);
}

void compress::registerTosaCostModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    using namespace tosa;
    attach<ConvolutionCost, Conv2DOp, Conv3DOp, DepthwiseConv2DOp>(context);
    TransposeConv2DOp::attachInterface<TransposeConvolutionCost>(*context);
    MatMulOp::attachInterface<MatMulCost>(*context);
    attach<ElementwiseCost, AbsOp, AddOp, ArithmeticRightShiftOp, BitwiseAndOp,
           BitwiseNotOp, BitwiseOrOp, BitwiseXorOp, CastOp, CeilOp, ClampOp,
           ClzOp, CosOp, EqualOp, ErfOp, ExpOp, FloorOp, GreaterEqualOp,
           GreaterOp, IntDivOp, LogOp, LogicalAndOp, LogicalLeftShiftOp,
           LogicalNotOp, LogicalOrOp, LogicalRightShiftOp, LogicalXorOp,
           MaximumOp, MinimumOp, MulOp, NegateOp, PowOp, ReciprocalOp,
           RescaleOp, RsqrtOp, SelectOp, SigmoidOp, SinOp, SubOp, TableOp,
           TanhOp>(context);
    attach<PoolingCost, AvgPool2dOp, MaxPool2dOp>(context);
    attach<ReductionCost, ArgMaxOp, ReduceAllOp, ReduceAnyOp, ReduceMaxOp,
           ReduceMinOp, ReduceProductOp, ReduceSumOp>(context);
    ResizeOp::attachInterface<ResizeCost>(*context);
    attach<MoveCost, ConcatOp, PadOp, ReverseOp, ScatterOp, TileOp,
           TransposeOp>(context);
    attach<SelectionCost, GatherOp, SliceOp>(context);
    attach<ViewCost, IdentityOp, ReshapeOp>(context);
  });
}
