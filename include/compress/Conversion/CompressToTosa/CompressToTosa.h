//===- CompressToTosa.h - layers as TOSA ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_COMPRESSTOTOSA_COMPRESSTOTOSA_H
#define COMPRESS_CONVERSION_COMPRESSTOTOSA_COMPRESSTOTOSA_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {

/// `conv2d`, `dense` and `batch_matmul`, f32 and integer.
void populateLayersToTosaPatterns(RewritePatternSet &patterns);

/// What has no kernel of its own in any code generator: `batch_norm`, `mask`,
/// `fake_quant`, `observe`.
void populateValuesToTosaPatterns(RewritePatternSet &patterns);

/// `cross_entropy` and `mse`.
void populateLossesToTosaPatterns(RewritePatternSet &patterns);

/// `parameter` as `tosa.const`.
void populateParametersToTosaPatterns(RewritePatternSet &patterns);

/// Why TOSA cannot say what a `compress` operation does; empty if it can.
StringRef getTosaObstacle(Operation *op);

} // namespace mlir::compress

#endif // COMPRESS_CONVERSION_COMPRESSTOTOSA_COMPRESSTOTOSA_H
