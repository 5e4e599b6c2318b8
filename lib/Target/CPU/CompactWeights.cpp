//===- CompactWeights.cpp - weights without their zeros -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompactWeights.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"

using namespace mlir;
using namespace mlir::compress;

static constexpr size_t kPartBytes = 4096, kHeaderBytes = 16;
static constexpr uint8_t kLongGap = 255;

namespace {
enum class Form : uint8_t { End, Plain, Mask, Gaps };

/// One way to store a part.
struct Part {
  Form form = Form::Plain;
  unsigned unit = 1;
  uint32_t count = 0, numGaps = 0;
  std::vector<char> bytes;
};
} // namespace

static bool isZero(StringRef entry) {
  return llvm::all_of(entry, [](char byte) { return byte == 0; });
}

static Part packMask(StringRef bytes, unsigned unit) {
  Part part{Form::Mask, unit, static_cast<uint32_t>(bytes.size() / unit), 0, {}};
  part.bytes.assign((part.count + 7) / 8, 0);
  for (uint32_t i = 0; i < part.count; ++i) {
    StringRef entry = bytes.substr(i * unit, unit);
    if (isZero(entry))
      continue;
    part.bytes[i / 8] |= 1 << (i % 8);
    part.bytes.insert(part.bytes.end(), entry.begin(), entry.end());
  }
  return part;
}

static Part packGaps(StringRef bytes, unsigned unit) {
  Part part{Form::Gaps, unit, static_cast<uint32_t>(bytes.size() / unit), 0, {}};
  std::vector<char> values;
  unsigned zeros = 0;
  for (uint32_t i = 0; i < part.count; ++i) {
    StringRef entry = bytes.substr(i * unit, unit);
    if (isZero(entry)) {
      if (++zeros == kLongGap) {
        part.bytes.push_back(static_cast<char>(kLongGap));
        zeros = 0;
      }
      continue;
    }
    part.bytes.push_back(static_cast<char>(zeros));
    values.insert(values.end(), entry.begin(), entry.end());
    zeros = 0;
  }
  part.numGaps = part.bytes.size();
  part.bytes.insert(part.bytes.end(), values.begin(), values.end());
  return part;
}

static void append(std::vector<char> &result, const Part &part) {
  char header[kHeaderBytes] = {};
  header[0] = static_cast<char>(part.form);
  header[1] = static_cast<char>(part.unit);
  llvm::support::endian::write32le(header + 4, part.count);
  llvm::support::endian::write32le(header + 8, part.bytes.size());
  llvm::support::endian::write32le(header + 12, part.numGaps);
  result.insert(result.end(), header, header + kHeaderBytes);
  result.insert(result.end(), part.bytes.begin(), part.bytes.end());
}

std::vector<char> compress::packWeights(StringRef blob) {
  std::vector<char> result;
  while (!blob.empty()) {
    StringRef bytes = blob.take_front(kPartBytes);
    blob = blob.drop_front(bytes.size());
    Part best{Form::Plain, 1, static_cast<uint32_t>(bytes.size()), 0,
              std::vector<char>(bytes.begin(), bytes.end())};
    for (unsigned unit : {1u, 2u, 4u}) {
      if (bytes.size() % unit != 0)
        continue;
      for (Part part : {packMask(bytes, unit), packGaps(bytes, unit)})
        if (part.bytes.size() < best.bytes.size())
          best = std::move(part);
    }
    append(result, best);
  }
  append(result, Part{Form::End, 1, 0, 0, {}});
  return result;
}
