//===- TrainedOperands.h - what of a layer training made --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_TRAINEDOPERANDS_H
#define COMPRESS_ANALYSIS_TRAINEDOPERANDS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::compress {

/// An operand of a layer that holds trained numbers.
struct TrainedOperand {
  OpOperand *operand;
  /// `weight`, `bias`, `scale`, ...; parameters are named `<layer>.<role>`.
  StringRef role;
  /// Taken from data and not from gradients: mean and variance.
  bool isStatistic = false;
};

/// The trained operands of a layer, the weight first; none for an operation
/// without.
SmallVector<TrainedOperand> getTrainedOperands(Operation *layer);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_TRAINEDOPERANDS_H
