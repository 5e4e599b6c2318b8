//===- Differentiate.h - gradients of a function's loss ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DERIVATIVES_DIFFERENTIATE_H
#define COMPRESS_DERIVATIVES_DIFFERENTIATE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// Emits reverse-mode derivatives of `loss`, one f32 entry, for the values
/// `wrt`, arguments of `function` or results of its operations, at the
/// insertion point of `builder`, which all of them must dominate. Returns a
/// gradient for each of `wrt`, of its type.
///
/// Values of the forward pass are used, not computed again, and only what lies
/// between `wrt` and `loss` is differentiated.
///
/// Gradients are operations of `tosa` and `compress`: both dialects must be
/// loaded.
///
/// Fails with a diagnostic, and emits nothing, if the function has more than
/// one block, if the loss is not one f32 entry, if one of `wrt` does not reach
/// the loss, or if an operation in between has no derivative or a dynamic
/// shape.
FailureOr<SmallVector<Value>> emitGradients(OpBuilder &builder,
                                            func::FuncOp function, Value loss,
                                            ArrayRef<Value> wrt);

/// Fails with a diagnostic where `op` has no derivative, or a dynamic shape.
LogicalResult checkDifferentiable(Operation *op);

/// True for tensors of floats: integers and booleans have no gradients.
bool isContinuous(Value value);

} // namespace mlir::compress

#endif // COMPRESS_DERIVATIVES_DIFFERENTIATE_H
