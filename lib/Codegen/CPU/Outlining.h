//===- Outlining.h - code as a function of its own --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_OUTLINING_H
#define COMPRESS_LIB_CODEGEN_CPU_OUTLINING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {

/// What code takes from around it.
struct Captures {
  /// Operations to repeat inside, in an order in which they can run.
  llvm::SetVector<Operation *> operations;
  /// What is handed over: buffers that are arguments of the function, and, if
  /// that is wanted, other buffers and numbers.
  llvm::SetVector<Value> arguments;
  bool takesOthers = false;

  /// Adds what computes `value`; fails where that can neither be repeated in a
  /// function of its own nor handed over.
  LogicalResult add(func::FuncOp function, Value value);
  /// True if all that is handed over are arguments of a function.
  bool hasOnlyArguments() const;
  /// Writes the operations, for which `handedOver` has the arguments' values.
  void repeat(OpBuilder &builder, ValueRange handedOver,
              IRMapping &mapping) const;
};

/// What LLVM knows of a function's argument holds in another function too.
void copyArgumentAttributes(Value argument, func::FuncOp to, unsigned newIndex);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_OUTLINING_H
