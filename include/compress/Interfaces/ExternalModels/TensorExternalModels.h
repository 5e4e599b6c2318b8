//===- TensorExternalModels.h - our interfaces on tensor, arith -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_EXTERNALMODELS_TENSOREXTERNALMODELS_H
#define COMPRESS_INTERFACES_EXTERNALMODELS_TENSOREXTERNALMODELS_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::compress {

/// Tells how the dimensions of `tensor` and `arith` operations are coupled.
void registerTensorExternalModels(DialectRegistry &registry);

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_EXTERNALMODELS_TENSOREXTERNALMODELS_H
