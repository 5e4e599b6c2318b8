//===- Random.h - random numbers, the same everywhere -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_RANDOM_H
#define COMPRESS_SUPPORT_RANDOM_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include <cstdint>

namespace mlir::compress {

/// A stream of random numbers: SplitMix64 (Steele, Lea, Flood, Fast Splittable
/// Pseudorandom Number Generators, 2014). Integers only, so that a seed gives
/// the same numbers on every machine and with every C++ library.
///
/// Streams are named by numbers: `Random(seed, {kShuffle, epoch})`. What is
/// drawn for an epoch or a sample then needs no memory of what was drawn
/// before, and a resumed run cannot differ.
class Random {
public:
  explicit Random(uint64_t seed, ArrayRef<uint64_t> stream = {});

  uint64_t next();
  /// Below `bound`, which is positive; every number is equally likely.
  uint64_t nextBelow(uint64_t bound);
  /// In [0, 1), a multiple of 2^-53.
  double nextReal() { return (next() >> 11) * 0x1.0p-53; }
  /// Of mean 0 and variance 1 (Box and Muller, 1958).
  double nextNormal();

  /// Fisher and Yates.
  template <typename Range>
  void shuffle(Range &range) {
    for (uint64_t i = range.size(); i > 1; --i)
      std::swap(range[i - 1], range[nextBelow(i)]);
  }

private:
  uint64_t state;
};

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_RANDOM_H
