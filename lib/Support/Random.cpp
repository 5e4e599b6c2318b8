//===- Random.cpp - random numbers, the same everywhere -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/Random.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static constexpr uint64_t kGamma = 0x9e3779b97f4a7c15;

static uint64_t mix(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

Random::Random(uint64_t seed, ArrayRef<uint64_t> stream) : state(seed) {
  for (uint64_t part : stream)
    state = mix(state + kGamma) ^ mix(part + kGamma);
}

uint64_t Random::next() { return mix(state += kGamma); }

uint64_t Random::nextBelow(uint64_t bound) {
  // The lowest numbers, as many as 2^64 has too many, are drawn again.
  uint64_t rest = -bound % bound, value;
  do
    value = next();
  while (value < rest);
  return value % bound;
}

double Random::nextNormal() {
  double radius = std::sqrt(-2.0 * std::log(1.0 - nextReal()));
  return radius * std::cos(2.0 * 3.14159265358979323846 * nextReal());
}
