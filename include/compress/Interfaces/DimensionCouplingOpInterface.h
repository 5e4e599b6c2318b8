//===- DimensionCouplingOpInterface.h - dimensions that depend --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_H
#define COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_H

#include "compress/Support/IndexMap.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"
#include <string>

namespace mlir::compress {

/// What an operation does along an axis.
enum class AxisKind {
  /// An entry of a result depends on the same entry of the operands alone.
  Parallel,
  /// Products or values are summed: an entry that is zero may go.
  Summed,
  /// Entries meet in another way: windows, maxima, reversal. Nothing can be
  /// added or removed without changing the others.
  Mixed
};

/// An operand or a result of an operation.
struct Port {
  bool isResult = false;
  unsigned number = 0;

  Value get(Operation *op) const {
    return isResult ? Value(op->getResult(number)) : op->getOperand(number);
  }
  bool operator==(const Port &other) const {
    return isResult == other.isResult && number == other.number;
  }
};

/// Where an axis lies.
struct AxisUse {
  Port port;
  unsigned dim = 0;
  IndexMap map;
  /// The operation also takes a dimension of size 1 here, whatever the axis
  /// has elsewhere.
  bool mayBroadcast = false;
};

struct CoupledAxis {
  AxisKind kind = AxisKind::Parallel;
  /// What a mixing operation does, to follow "it": "reverses the entries".
  StringRef reason;
  SmallVector<AxisUse, 4> uses;
};

/// Dimensions of operand 0 whose entries are those of dimensions of result 0,
/// in row-major order.
struct ReshapedDims {
  unsigned operandFirst, operandCount, resultFirst, resultCount;
};

/// The answer of `DimensionCouplingOpInterface`.
struct DimensionCoupling {
  SmallVector<CoupledAxis, 4> axes;
  SmallVector<ReshapedDims, 1> reshaped;
  /// Why nothing is known of this operation, to follow "it"; else empty.
  StringRef obstacle;

  static DimensionCoupling blocked(StringRef obstacle) {
    DimensionCoupling coupling;
    coupling.obstacle = obstacle;
    return coupling;
  }
  CoupledAxis &addAxis(AxisKind kind = AxisKind::Parallel,
                       StringRef reason = {});
  /// A parallel axis that is all of a dimension of an operand and of result 0.
  CoupledAxis &addParallel(Operation *op, unsigned operand, unsigned dim,
                           unsigned resultDim);

  /// One line, for tests: `parallel(0.0 r.0) summed(0.3 1.3)`; `1.2` is
  /// dimension 2 of operand 1, `r.3` dimension 3 of the result.
  void print(raw_ostream &os) const;
};

/// All of dimension `dim` of an operand or result.
AxisUse useOf(Operation *op, Port port, unsigned dim);

/// Sizes of axes that a pattern cannot tell.
using AxisSizes = ArrayRef<std::pair<StringRef, int64_t>>;

/// Reads axes from a pattern with names for dimensions, operand by operand:
///
///   n !y !x (g i), (g o) !ky !kx i, (g o) -> n !y !x (g o)
///
/// `(g i)` is a dimension of blocks: g outside, i inside. `!y` mixes its
/// entries, as `mixing` says ("slides a window"); `_` is not coupled. A name in
/// operands only is summed. Missing operands at the end are ignored, and so is
/// a dimension of size 1 where the axis is larger.
DimensionCoupling coupleByPattern(Operation *op, StringRef pattern,
                                  StringRef mixing = {}, AxisSizes sizes = {});

/// Axes of an operation that works entry by entry on its first `numOperands`
/// operands, which broadcast if `broadcasts`.
DimensionCoupling coupleElementwise(Operation *op, unsigned numOperands,
                                    bool broadcasts);

/// One step through an operation.
struct CouplingStep {
  struct Place {
    Port port;
    DimSlice slice;
    bool mayBroadcast;
  };
  /// Where the entries lie in the other operands and results.
  SmallVector<Place> places;
  /// A reshape may have put them into one of several places of result 0, or of
  /// operand 0 on the way back; the best guess first.
  SmallVector<DimSlice> alternatives;
  /// What became of the axis; Mixed ends the way.
  AxisKind kind = AxisKind::Parallel;
  /// Why there is no way on, to follow "it"; else empty.
  std::string obstacle;
};

/// Where the entries of `slice`, a slice of the operand or result `port`, lie
/// in the others.
CouplingStep followCoupling(Operation *op, const DimensionCoupling &coupling,
                            Port port, const DimSlice &slice);

} // namespace mlir::compress

#include "compress/Interfaces/DimensionCouplingOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_H
