//===- SeededRandom.cpp - the same numbers everywhere ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/SeededRandom.h"

using namespace mlir::compress;

static uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
  return value ^ (value >> 31);
}

/// The name's FNV-1a hash, mixed with the seed.
SeededRandom::SeededRandom(uint64_t seed, llvm::StringRef stream)
    : state(0xCBF29CE484222325ull) {
  for (char letter : stream)
    state = (state ^ static_cast<uint8_t>(letter)) * 0x100000001B3ull;
  state ^= mix(seed + 0x9E3779B97F4A7C15ull);
}

uint64_t SeededRandom::next() { return mix(state += 0x9E3779B97F4A7C15ull); }

uint64_t SeededRandom::nextBelow(uint64_t bound) {
  // The lowest numbers, as many as 2^64 has too many, are drawn again.
  uint64_t rest = -bound % bound, value;
  do
    value = next();
  while (value < rest);
  return value % bound;
}

float SeededRandom::nextUniform(float low, float high) {
  // Exact: 24 bits and a power of two.
  float unit = static_cast<float>(next() >> 40) * 0x1p-24f;
  return low + (high - low) * unit;
}
