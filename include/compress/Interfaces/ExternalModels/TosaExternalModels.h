//===- TosaExternalModels.h - our interfaces on TOSA ops --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_EXTERNALMODELS_TOSAEXTERNALMODELS_H
#define COMPRESS_INTERFACES_EXTERNALMODELS_TOSAEXTERNALMODELS_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::compress {

/// Makes TOSA operations prunable, quantizable, resizable and countable.
void registerTosaExternalModels(DialectRegistry &registry);
/// The part of it that says how their dimensions are coupled.
void registerTosaCouplingModels(DialectRegistry &registry);
/// The part of it that gives them integer forms.
void registerTosaQuantizableModels(DialectRegistry &registry);
/// The part of it that says what they cost.
void registerTosaCostModels(DialectRegistry &registry);

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_EXTERNALMODELS_TOSAEXTERNALMODELS_H
