//===- IntegerCore.h - builds the integer function --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CONVERSION_LOWERTOINTEGER_INTEGERCORE_H
#define COMPRESS_LIB_CONVERSION_LOWERTOINTEGER_INTEGERCORE_H

#include "compress/Analysis/IntegerPartition.h"
#include "llvm/ADT/StringSet.h"

namespace mlir::compress {

/// What the core takes and returns, as values of the f32 function.
struct CoreSignature {
  /// Results of entry `fake_quant` ops; those of equal input and type share an
  /// argument.
  SmallVector<Value> inputs;
  SmallVector<Value> outputs;
};

/// Fills a new function with the integer forms of a partition's operations.
class IntegerCoreBuilder {
public:
  IntegerCoreBuilder(const IntegerPartition &partition, func::FuncOp core)
      : partition(partition), builder(core.getBody()), core(core) {}

  /// Builds everything; fails after a diagnostic.
  LogicalResult build(const CoreSignature &signature);

private:
  LogicalResult buildOperation(Operation *op);
  FailureOr<IntegerValue> getOperand(Operation *user, OpOperand &operand);
  FailureOr<IntegerValue> materialize(Operation *user, Value value);

  const IntegerPartition &partition;
  OpBuilder builder;
  func::FuncOp core;
  /// Values of the f32 function, as integers in the core.
  llvm::DenseMap<Value, IntegerValue> mapping;
  llvm::StringSet<> parameterNames;
};

/// The tensor type that stores `type` quantized.
RankedTensorType getStorageTensor(Type type, quant::QuantizedType element);

/// `value` rounded to the integers of `type`, as `compress.fake_quant` rounds,
/// in TOSA operations: mul, cast to i16, rescale.
FailureOr<Value> buildQuantize(OpBuilder &builder, Operation *op, Value value,
                               quant::QuantizedType type);

/// The f32 values of integers of `type`: cast, sub, mul.
Value buildDequantize(OpBuilder &builder, Location loc, Value value,
                      quant::QuantizedType type);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CONVERSION_LOWERTOINTEGER_INTEGERCORE_H
