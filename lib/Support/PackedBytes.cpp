//===- PackedBytes.cpp - bytes without their zeros ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/PackedBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir::compress;

static constexpr int64_t kPartBytes = 4096;
/// A part's form, unit and count.
static constexpr int64_t kHeaderBytes = 4;
/// The longest gap; longer ones have entries in between that are zero.
static constexpr int64_t kMaxGap = 255;
/// Parts that one header may stand for.
static constexpr int64_t kMaxPlainParts = UINT16_MAX;

namespace {

enum class PartForm : uint8_t { Plain, Mask, Gaps };

/// How a part is stored.
struct PartPlan {
  PartForm form = PartForm::Plain;
  int64_t unit = 1, size;
};

class Packer {
public:
  /// Only counts if `output` is null.
  explicit Packer(std::string *output) : output(output) {}

  int64_t pack(llvm::ArrayRef<uint8_t> bytes);

private:
  void addHeader(PartForm form, int64_t unit, int64_t count);
  void addPlain(llvm::ArrayRef<uint8_t> bytes);
  void addEntries(llvm::ArrayRef<uint8_t> part, const PartPlan &plan);

  std::string *output;
};

} // namespace

/// Calls `visit` with the index of each unit that is not zero.
template <typename T>
static void visitEntries(llvm::ArrayRef<uint8_t> part, T &&visit,
                         int64_t unit) {
  for (int64_t i = 0, e = part.size() / unit; i < e; ++i)
    if (llvm::any_of(part.slice(i * unit, unit),
                     [](uint8_t byte) { return byte != 0; }))
      visit(i);
}

/// The smallest form; of equal ones the one that is read fastest.
static PartPlan planPart(llvm::ArrayRef<uint8_t> part) {
  PartPlan best;
  best.size = part.size();
  for (int64_t unit : {4, 2, 1}) {
    if (part.size() % unit != 0)
      continue;
    int64_t entries = 0, fillers = 0, next = 0;
    visitEntries(
        part,
        [&](int64_t i) {
          ++entries;
          fillers += (i - next) / (kMaxGap + 1);
          next = i + 1;
        },
        unit);
    int64_t mask = llvm::divideCeil(part.size() / unit, 8) + entries * unit;
    int64_t gaps = (entries + fillers) * (unit + 1);
    if (mask < best.size)
      best = {PartForm::Mask, unit, mask};
    if (gaps < best.size)
      best = {PartForm::Gaps, unit, gaps};
  }
  return best;
}

void Packer::addHeader(PartForm form, int64_t unit, int64_t count) {
  char count16[2];
  llvm::support::endian::write16le(count16, count);
  *output += {static_cast<char>(form), static_cast<char>(unit), count16[0],
              count16[1]};
}

void Packer::addPlain(llvm::ArrayRef<uint8_t> bytes) {
  addHeader(PartForm::Plain, 1, llvm::divideCeil(bytes.size(), kPartBytes));
  output->append(bytes.begin(), bytes.end());
}

void Packer::addEntries(llvm::ArrayRef<uint8_t> part, const PartPlan &plan) {
  std::string where, values;
  int64_t count = 0, next = 0;
  auto add = [&](int64_t i) {
    where.push_back(static_cast<char>(i - next));
    llvm::ArrayRef<uint8_t> value = part.slice(i * plan.unit, plan.unit);
    values.append(value.begin(), value.end());
    next = i + 1;
    ++count;
  };
  visitEntries(
      part,
      [&](int64_t i) {
        while (plan.form == PartForm::Gaps && i - next > kMaxGap)
          add(next + kMaxGap);
        add(i);
      },
      plan.unit);
  if (plan.form == PartForm::Mask) {
    where.assign(llvm::divideCeil(part.size() / plan.unit, 8), 0);
    visitEntries(
        part, [&](int64_t i) { where[i / 8] |= static_cast<char>(1 << i % 8); },
        plan.unit);
  }
  addHeader(plan.form, plan.unit, count);
  *output += where;
  *output += values;
}

int64_t Packer::pack(llvm::ArrayRef<uint8_t> bytes) {
  int64_t size = 0;
  // Parts in front of the current one that stay as they are.
  llvm::ArrayRef<uint8_t> plain;
  auto flush = [&] {
    if (plain.empty())
      return;
    size += kHeaderBytes + plain.size();
    if (output)
      addPlain(plain);
    plain = {};
  };
  for (llvm::ArrayRef<uint8_t> rest = bytes; !rest.empty();) {
    auto part = rest.take_front(std::min<size_t>(kPartBytes, rest.size()));
    rest = rest.drop_front(part.size());
    PartPlan plan = planPart(part);
    if (plan.form == PartForm::Plain) {
      if (plain.size() == kMaxPlainParts * kPartBytes)
        flush();
      plain = llvm::ArrayRef(plain.empty() ? part.begin() : plain.begin(),
                             part.end());
      continue;
    }
    flush();
    size += kHeaderBytes + plan.size;
    if (output)
      addEntries(part, plan);
  }
  flush();
  return size;
}

std::string mlir::compress::packBytes(llvm::ArrayRef<uint8_t> bytes) {
  std::string output;
  Packer(&output).pack(bytes);
  return output;
}

int64_t mlir::compress::getPackedSize(llvm::ArrayRef<uint8_t> bytes) {
  return Packer(nullptr).pack(bytes);
}
