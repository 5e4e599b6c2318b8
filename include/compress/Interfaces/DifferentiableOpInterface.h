//===- DifferentiableOpInterface.h - derivatives of ops ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H
#define COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace mlir::compress {

/// Gradients of the loss for values, while they are being summed up.
class AdjointMap {
public:
  /// `needed`: the values whose gradients are asked for, and those that depend
  /// on them. Sums are built with `builder`.
  AdjointMap(OpBuilder &builder, DenseSet<Value> needed)
      : builder(builder), needed(std::move(needed)) {}

  /// The gradient for `value`, of its type; null if it is zero.
  Value lookup(Value value) const { return gradients.lookup(value); }

  /// False if nobody asks for the gradient for `operand`.
  bool isNeeded(Value operand) const { return needed.contains(operand); }

  /// Adds `gradient` to that for `operand`; does nothing if it is not needed. A
  /// gradient with larger dimensions where the operand has size 1, which it
  /// broadcast, is summed over them.
  void add(Value operand, Value gradient);

private:
  OpBuilder &builder;
  DenseSet<Value> needed;
  DenseMap<Value, Value> gradients;
};

/// `value` summed over all dimensions where `shape`, of equal rank, has 1.
Value buildSumTo(OpBuilder &builder, Location loc, Value value,
                 ArrayRef<int64_t> shape);

} // namespace mlir::compress

#include "compress/Interfaces/DifferentiableOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_H
