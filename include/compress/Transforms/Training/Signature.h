//===- Signature.h - functions that get arguments and results ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_SIGNATURE_H
#define COMPRESS_TRANSFORMS_TRAINING_SIGNATURE_H

#include "compress/Dialect/Compress/IR/CompressTraining.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// Fails with a diagnostic if `function` has more than one block, or is called
/// in its module, so that its arguments and results cannot change.
LogicalResult checkSignatureMayChange(func::FuncOp function);

/// The `compress.role` of an argument, if it has one.
std::optional<Role> getRole(func::FuncOp function, unsigned argument);

/// True for a parameter that is not frozen.
bool isTrainable(func::FuncOp function, unsigned argument);

/// Returns `value` after what the function returns already.
void appendResult(func::FuncOp function, Value value, StringRef name,
                  Role role);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_SIGNATURE_H
