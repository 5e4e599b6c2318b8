//===- KernelDot.h - one step of a tile's sums ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELDOT_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELDOT_H

#include "KernelTile.h"
#include "mlir/IR/Builders.h"

namespace mlir::compress {

/// Writes the instructions of one reduction step.
class DotEmitter {
public:
  DotEmitter(OpBuilder &builder, Location loc, DotKind kind, int64_t lanes,
             Isa isa)
      : builder(builder), loc(loc), kind(kind), lanes(lanes), isa(isa) {}

  /// A vector of zeros to sum up in.
  Value makeZero();
  /// The type of a sum's entries.
  Type getSumType();
  /// The input's entries at `index`, the same in every lane.
  Value loadInput(Value buffer, Value index);
  /// How many products one lane sums up.
  int64_t getGroup() const;
  /// Entries of `valid` columns of a depthwise kernel's input or weight, at
  /// each of `indices` (at most a group): those of one column side by side.
  Value loadColumns(Value buffer, ArrayRef<Value> indices, int64_t valid,
                    bool isUnsigned);
  /// The weight's entries for a vector of columns.
  Value loadWeight(Value buffer, Value index, int64_t valid);
  /// The weight's entries of one group at `index`, the same in every lane.
  Value loadWeightOfAllLanes(Value buffer, Value index);
  /// `sum + input * weight`.
  Value multiplyAdd(Value sum, Value input, Value weight);

private:
  Value loadForAllLanes(Value buffer, Value index, bool isUnsigned);
  Value widen(Value vector, bool isUnsigned);
  Value callIntrinsic(StringRef name, ValueRange arguments);

  OpBuilder &builder;
  Location loc;
  DotKind kind;
  int64_t lanes;
  Isa isa;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELDOT_H
