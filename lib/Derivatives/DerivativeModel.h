//===- DerivativeModel.h - derivatives as functions -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_DERIVATIVES_DERIVATIVEMODEL_H
#define COMPRESS_LIB_DERIVATIVES_DERIVATIVEMODEL_H

#include "compress/Interfaces/DifferentiableOpInterface.h"

namespace mlir::compress {

/// The interface from a function (operation, builder, adjoints) that returns
/// nothing, or a LogicalResult where an instance may have no derivative.
template <typename OpTy, auto emit>
struct DerivativeModel
    : DifferentiableOpInterface::ExternalModel<DerivativeModel<OpTy, emit>,
                                               OpTy> {
  LogicalResult emitAdjoint(Operation *op, OpBuilder &builder,
                            AdjointMap &adjoints) const {
    using Result = decltype(emit(cast<OpTy>(op), builder, adjoints));
    if constexpr (std::is_void_v<Result>) {
      emit(cast<OpTy>(op), builder, adjoints);
      return success();
    } else {
      return emit(cast<OpTy>(op), builder, adjoints);
    }
  }
};

template <typename OpTy, auto emit>
void attachDerivative(MLIRContext &context) {
  OpTy::template attachInterface<DerivativeModel<OpTy, emit>>(context);
}

/// An operation that stops gradients; `obstacle` returns why.
template <typename OpTy, auto obstacle>
struct ObstacleModel
    : DifferentiableOpInterface::ExternalModel<ObstacleModel<OpTy, obstacle>,
                                               OpTy> {
  LogicalResult emitAdjoint(Operation *, OpBuilder &, AdjointMap &) const {
    llvm_unreachable("differentiation asks for the obstacle first");
  }
  StringRef getDerivativeObstacle(Operation *) const { return obstacle(); }
};

template <auto obstacle, typename... Ops>
void attachObstacle(MLIRContext &context) {
  (Ops::template attachInterface<ObstacleModel<Ops, obstacle>>(context), ...);
}

// One function per file.
void attachCompressBatchNormDerivatives(MLIRContext &context);
void attachCompressChoiceDerivatives(MLIRContext &context);
void attachCompressLayerDerivatives(MLIRContext &context);
void attachCompressLossDerivatives(MLIRContext &context);
void attachCompressValueDerivatives(MLIRContext &context);
void attachTensorDerivatives(MLIRContext &context);
void attachTosaLayerDerivatives(MLIRContext &context);
void attachTosaMovementDerivatives(MLIRContext &context);
void attachTosaPointwiseDerivatives(MLIRContext &context);
void attachTosaReductionDerivatives(MLIRContext &context);

} // namespace mlir::compress

#endif // COMPRESS_LIB_DERIVATIVES_DERIVATIVEMODEL_H
