//===- KnownEntries.cpp - entries of a tensor that are known --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/KnownEntries.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::compress;

static constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

KnownEntries KnownEntries::unknown(unsigned rank) {
  return splat(rank, kUnknown);
}

KnownEntries KnownEntries::splat(unsigned rank, float value) {
  return {SmallVector<int64_t>(rank, 1), {value}};
}

/// Steps `index` through `shape` in row-major order; false behind the end.
static bool advance(MutableArrayRef<int64_t> index, ArrayRef<int64_t> shape) {
  for (size_t i = shape.size(); i-- > 0;) {
    if (++index[i] < shape[i])
      return true;
    index[i] = 0;
  }
  return false;
}

KnownEntries
KnownEntries::make(ArrayRef<int64_t> shape,
                   llvm::function_ref<float(ArrayRef<int64_t>)> entry) {
  KnownEntries result;
  result.shape.assign(shape.begin(), shape.end());
  if (llvm::is_contained(shape, 0))
    return unknown(shape.size());
  SmallVector<int64_t> index(shape.size(), 0);
  do {
    float value = entry(index);
    result.values.push_back(std::isfinite(value) ? value : kUnknown);
  } while (advance(index, shape));
  return result;
}

float KnownEntries::at(ArrayRef<int64_t> index) const {
  int64_t offset = 0;
  for (auto [size, i] : llvm::zip_equal(shape, index))
    offset = offset * size + (size == 1 ? 0 : i);
  return values[offset];
}

bool KnownEntries::isUnknown() const {
  return llvm::all_of(values, [](float value) { return std::isnan(value); });
}

std::vector<float> KnownEntries::along(unsigned dim, int64_t size) const {
  int64_t inner = 1;
  for (int64_t s : ArrayRef<int64_t>(shape).drop_front(dim + 1))
    inner *= s;
  std::vector<float> result(size, kUnknown);
  std::vector<bool> isSet(shape[dim], false);
  for (size_t i = 0; i < values.size(); ++i) {
    int64_t at = i / inner % shape[dim];
    // An unknown entry differs from everything, itself as well.
    if (!isSet[at])
      result[at] = values[i];
    else if (result[at] != values[i])
      result[at] = kUnknown;
    isSet[at] = true;
  }
  if (shape[dim] == 1)
    std::fill(result.begin(), result.end(), result.front());
  return result;
}

KnownEntries
compress::mapEntries(ArrayRef<KnownEntries> operands,
                     llvm::function_ref<float(ArrayRef<float>)> entry) {
  SmallVector<int64_t> shape(operands.front().shape);
  for (const KnownEntries &operand : operands)
    for (auto [size, own] : llvm::zip_equal(shape, operand.shape))
      size = std::max(size, own);
  SmallVector<float, 4> numbers(operands.size());
  bool isPlain = llvm::all_of(operands, [&](const KnownEntries &operand) {
    return ArrayRef<int64_t>(operand.shape) == ArrayRef<int64_t>(shape);
  });
  size_t next = 0;
  return KnownEntries::make(shape, [&](ArrayRef<int64_t> index) {
    for (auto [number, operand] : llvm::zip_equal(numbers, operands))
      number = isPlain ? operand.values[next] : operand.at(index);
    ++next;
    return entry(numbers);
  });
}

std::vector<float> KnownProduct::evaluate() const {
  int64_t inputs = input.size() / groups, perGroup = outputs / groups;
  std::vector<float> result(outputs, kUnknown);
  for (int64_t o = 0; o < outputs; ++o) {
    int64_t first = o / perGroup * inputs;
    double sum = bias.empty() ? 0.0 : bias[o];
    for (int64_t i = 0; i < inputs && !std::isnan(sum); ++i) {
      float x = input[first + i];
      if (x == 0.0f)
        continue;
      for (int64_t t = 0; t < taps; ++t) {
        float w = weight(o, t, i);
        if (w != 0.0f)
          sum += hasPadding ? kUnknown : static_cast<double>(w) * x;
      }
    }
    result[o] = static_cast<float>(sum);
  }
  return result;
}
