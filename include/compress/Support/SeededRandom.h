//===- SeededRandom.h - the same numbers everywhere -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_SEEDEDRANDOM_H
#define COMPRESS_SUPPORT_SEEDEDRANDOM_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace mlir::compress {

/// Random numbers that depend on a seed and a name alone: on no library, no
/// machine, and no other stream. SplitMix64; Steele et al., Fast Splittable
/// Pseudorandom Number Generators, 2014.
class SeededRandom {
public:
  SeededRandom(uint64_t seed, llvm::StringRef stream);

  uint64_t next();
  /// Below `bound`, which is positive; every number is equally likely.
  uint64_t nextBelow(uint64_t bound);
  /// In [low, high); 24 random bits, as many as an f32 holds.
  float nextUniform(float low, float high);

private:
  uint64_t state;
};

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_SEEDEDRANDOM_H
