//===- Derivatives.h - how operations are differentiated --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DERIVATIVES_DERIVATIVES_H
#define COMPRESS_DERIVATIVES_DERIVATIVES_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::compress {

/// Gives operations of `compress` and `tosa` the models of
/// `DifferentiableOpInterface`, when their dialect is loaded.
void registerDerivatives(DialectRegistry &registry);

} // namespace mlir::compress

#endif // COMPRESS_DERIVATIVES_DERIVATIVES_H
