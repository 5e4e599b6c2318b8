//===- QuantizationPoints.h - where activations are rounded -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calibration taps and quantization need the same answer to two questions:
// which operations of a function become integer, and which of the values
// between them get a scale of their own.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_QUANTIZATIONPOINTS_H
#define COMPRESS_ANALYSIS_QUANTIZATIONPOINTS_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <string>

namespace mlir::compress {

/// Chooses the operations of a function that become integer.
///
/// Layers (quantization roots) do, unless excluded. Other operations that can
/// do, where they link layers; before the first and after the last layer only
/// if nothing that must stay float comes before or after them there, so that a
/// softmax stays whole.
class QuantizationPoints {
public:
  /// `isExcluded` is asked about roots.
  QuantizationPoints(func::FuncOp function,
                     llvm::function_ref<bool(Operation *)> isExcluded);

  /// The operations that become integer, in program order.
  ArrayRef<Operation *> getOperations() const {
    return operations.getArrayRef();
  }
  bool isQuantized(Operation *op) const { return operations.contains(op); }

  /// Values that get a scale, with names like `conv1.output`: what enters from
  /// outside, and results of operations, after the activation function where
  /// one follows. Values are those before any `compress.observe`.
  const llvm::MapVector<Value, std::string> &getPoints() const {
    return points;
  }

  /// The point whose scale `value`, an activation operand of a quantized
  /// operation, has.
  Value getRoot(Value value) const;

private:
  void selectOperations(Block &block,
                        llvm::function_ref<bool(Operation *)> isExcluded);
  Value getResultPoint(Value result) const;
  void addPoint(Value value);
  std::string nameOf(Value value) const;

  llvm::SetVector<Operation *> operations;
  llvm::MapVector<Value, std::string> points;
};

/// The operation as one with an f32 result that has an integer form, or null.
QuantizableOpInterface getQuantizable(Operation *op);

/// The value that taps observe: the input of the outermost of them.
Value lookThroughTaps(Value value);

/// The uses of `value`, with those of its taps instead of the taps.
SmallVector<OpOperand *> getUsesThroughTaps(Value value);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_QUANTIZATIONPOINTS_H
