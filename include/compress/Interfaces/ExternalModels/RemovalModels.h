//===- RemovalModels.h - channel removal for upstream ops -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_EXTERNALMODELS_REMOVALMODELS_H
#define COMPRESS_INTERFACES_EXTERNALMODELS_REMOVALMODELS_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::compress {

/// What removed channels leave behind in TOSA operations: arithmetic, and the
/// rest.
void registerTosaElementwiseRemovalModels(DialectRegistry &registry);
void registerTosaRemovalModels(DialectRegistry &registry);
/// The same for `tensor` and `arith`.
void registerTensorRemovalModels(DialectRegistry &registry);

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_EXTERNALMODELS_REMOVALMODELS_H
