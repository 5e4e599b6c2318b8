//===- RemovalModel.h - external models of channel removal ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_INTERFACES_EXTERNALMODELS_REMOVALMODEL_H
#define COMPRESS_LIB_INTERFACES_EXTERNALMODELS_REMOVALMODEL_H

#include "compress/Interfaces/ChannelRemovalOpInterface.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

namespace mlir::compress {

inline constexpr float kUnknownEntry = std::numeric_limits<float>::quiet_NaN();

inline bool isKnown(float value) { return !std::isnan(value); }

/// A constant of more entries than this is not followed.
inline constexpr int64_t kMaxKnownEntries = 1 << 22;

inline ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// An operation that works entry by entry on its first `numOperands` operands,
/// all by default. `entry` is asked only where all are known if `isStrict`.
template <typename OpTy, auto entry, unsigned numOperands, bool isStrict>
struct ElementwiseRemoval
    : ChannelRemovalOpInterface::ExternalModel<
          ElementwiseRemoval<OpTy, entry, numOperands, isStrict>, OpTy> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    if (numOperands)
      operands = operands.take_front(numOperands);
    return mapEntries(operands, [&](ArrayRef<float> numbers) -> float {
      if (isStrict && !llvm::all_of(numbers, isKnown))
        return kUnknownEntry;
      return entry(op, numbers);
    });
  }
};

template <auto entry, unsigned numOperands, typename... Ops>
void attachStrict(MLIRContext &context) {
  (Ops::template attachInterface<
       ElementwiseRemoval<Ops, entry, numOperands, true>>(context),
   ...);
}

template <auto entry, unsigned numOperands, typename... Ops>
void attachLenient(MLIRContext &context) {
  (Ops::template attachInterface<
       ElementwiseRemoval<Ops, entry, numOperands, false>>(context),
   ...);
}

/// The interface from what is known alone.
template <typename OpTy, auto evaluate>
struct RemovalModel
    : ChannelRemovalOpInterface::ExternalModel<RemovalModel<OpTy, evaluate>,
                                               OpTy> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    return evaluate(op, operands);
  }
};

template <auto evaluate, typename... Ops>
void attachRemoval(MLIRContext &context) {
  (Ops::template attachInterface<RemovalModel<Ops, evaluate>>(context), ...);
}

//===----------------------------------------------------------------------===//
// Entries of scalars
//===----------------------------------------------------------------------===//

/// Zero whatever an unknown factor is.
inline float productEntry(Operation *, ArrayRef<float> x) {
  return x[0] == 0.0f || x[1] == 0.0f ? 0.0f : x[0] * x[1];
}
inline float sumEntry(Operation *, ArrayRef<float> x) { return x[0] + x[1]; }
inline float differenceEntry(Operation *, ArrayRef<float> x) {
  return x[0] - x[1];
}
inline float quotientEntry(Operation *, ArrayRef<float> x) {
  return x[0] / x[1];
}
inline float maximumEntry(Operation *, ArrayRef<float> x) {
  return std::max(x[0], x[1]);
}
inline float minimumEntry(Operation *, ArrayRef<float> x) {
  return std::min(x[0], x[1]);
}
inline float negatedEntry(Operation *, ArrayRef<float> x) { return -x[0]; }
inline float selectedEntry(Operation *, ArrayRef<float> x) {
  if (!isKnown(x[0]))
    return x[1] == x[2] ? x[1] : kUnknownEntry;
  return x[0] != 0.0f ? x[1] : x[2];
}

//===----------------------------------------------------------------------===//
// Operations that move entries
//===----------------------------------------------------------------------===//

/// A row-major reshape of `from` to `to`.
KnownEntries reshapeKnown(const KnownEntries &operand, ArrayRef<int64_t> from,
                          ArrayRef<int64_t> to);
/// Operands one after the other along `dim`.
KnownEntries concatKnown(Operation *op, ArrayRef<KnownEntries> operands,
                         unsigned dim);
/// The part of `shape` from `start` on, of a tensor.
KnownEntries sliceKnown(const KnownEntries &operand, ArrayRef<int64_t> start,
                        ArrayRef<int64_t> shape);

} // namespace mlir::compress

#endif // COMPRESS_LIB_INTERFACES_EXTERNALMODELS_REMOVALMODEL_H
