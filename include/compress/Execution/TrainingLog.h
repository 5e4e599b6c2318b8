//===- TrainingLog.h - how a training goes ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TRAININGLOG_H
#define COMPRESS_EXECUTION_TRAININGLOG_H

#include "compress/Execution/Checkpoint.h"
#include "mlir/Support/LLVM.h"

namespace mlir::compress {

/// Writes one JSON object per epoch and line.
llvm::Error writeTrainingLog(StringRef path, ArrayRef<EpochRecord> history);

/// Writes a drawing of loss and accuracy over the epochs as SVG.
llvm::Error writeTrainingCurve(StringRef path, ArrayRef<EpochRecord> history);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TRAININGLOG_H
