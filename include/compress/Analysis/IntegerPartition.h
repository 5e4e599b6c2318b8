//===- IntegerPartition.h - what fake_quant makes integer -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_INTEGERPARTITION_H
#define COMPRESS_ANALYSIS_INTEGERPARTITION_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {

/// Which operations of a function with `fake_quant` have an integer form, and
/// the quantized types of their results.
///
/// A result has the type of the `fake_quant` that follows it, also through
/// operations that only select values (convolution, clamp, fake_quant);
/// operations whose operand and result share a scale hand it on.
class IntegerPartition {
public:
  explicit IntegerPartition(func::FuncOp function);

  /// Operations with an integer form, `fake_quant` of integer values included.
  const llvm::SetVector<Operation *> &getOperations() const {
    return operations;
  }
  bool isInteger(Value value) const {
    return operations.contains(value.getDefiningOp());
  }
  /// `fake_quant` ops that turn a float value into one that integer operations
  /// take.
  const llvm::SetVector<Operation *> &getEntries() const { return entries; }

  /// The type of an activation; null if it is float.
  quant::QuantizedType getType(Value value) const {
    return types.lookup(value);
  }

  /// True for float operations that need an integer result.
  bool isBehindInteger(Operation *op) const { return behind.contains(op); }
  /// A float operation between integer ones, or null.
  Operation *getSandwiched() const { return sandwiched; }

private:
  quant::QuantizedType demandOf(Value value) const;
  bool isLowerable(QuantizableOpInterface op) const;
  void findEntries(Block &block);
  void findSandwiched(Block &block);

  llvm::SetVector<Operation *> operations, entries;
  llvm::DenseSet<Operation *> behind;
  llvm::DenseMap<Value, quant::QuantizedType> demands, types;
  Operation *sandwiched = nullptr;
};

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_INTEGERPARTITION_H
