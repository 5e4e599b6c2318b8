//===- WeightFile.cpp - weights beside a library --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/WeightFile.h"
#include "compress/Support/PackedBytes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/Endian.h"
#include <cstring>

using namespace mlir;
using namespace mlir::compress;

static_assert(sizeof(compress_weight_file) == 64, "weights stay aligned");

compress_weight_file compress::makeWeightFileHeader(StringRef weights) {
  uint64_t hash = weights.size();
  for (size_t i = 0; i + 8 <= weights.size(); i += 8)
    hash = llvm::rotl(
               hash ^ llvm::support::endian::read64le(weights.data() + i), 29) *
           0x9E3779B97F4A7C15ull;
  compress_weight_file header = {};
  std::memcpy(header.magic, "CMPRSWT1", sizeof(header.magic));
  llvm::support::endian::write64le(&header.header_bytes, sizeof(header));
  llvm::support::endian::write64le(&header.weight_bytes, weights.size());
  llvm::support::endian::write64le(&header.hash, hash);
  return header;
}

std::string compress::packWeightFile(StringRef weights) {
  compress_weight_file header = makeWeightFileHeader(weights);
  std::string packed = packBytes(llvm::arrayRefFromStringRef(weights));
  // A library's program unpacks into memory of its own, which takes time.
  if (sizeof(header) + packed.size() >= weights.size() / 16 * 15)
    return "";
  std::memcpy(header.magic, "CMPRSWT2", sizeof(header.magic));
  llvm::support::endian::write64le(&header.packed_bytes, packed.size());
  return std::string(reinterpret_cast<const char *>(&header), sizeof(header)) +
         packed;
}
