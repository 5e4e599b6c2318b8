//===- Elements.h - entries of constant tensors -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights arrive as `dense<...>` and as `dense_resource<...>`; code that reads
// or makes them goes through here and need not care.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_ELEMENTS_H
#define COMPRESS_SUPPORT_ELEMENTS_H

#include "mlir/IR/BuiltinAttributeInterfaces.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace mlir::compress {

/// The entries of an f32 tensor, splats expanded; nothing for another element
/// type, or where a resource is missing or has the wrong size.
std::optional<std::vector<float>> getF32Elements(ElementsAttr elements);
/// The entries of a signless integer tensor of 8, 16 or 32 bits.
std::optional<std::vector<int32_t>> getIntElements(ElementsAttr elements);
/// The entries of an i1 tensor.
std::optional<std::vector<bool>> getBoolElements(ElementsAttr elements);

/// A constant of f32 `type` with these entries. Larger ones become resources,
/// whose key starts with `name`, so that they are neither uniqued nor printed.
ElementsAttr makeF32Elements(RankedTensorType type, llvm::ArrayRef<float> data,
                             StringRef name);
/// A constant of integer `type` (8, 16 or 32 bits); every entry must fit.
ElementsAttr makeIntElements(RankedTensorType type,
                             llvm::ArrayRef<int32_t> data, StringRef name);
/// An i1 constant with these entries.
ElementsAttr makeBoolElements(RankedTensorType type,
                              const std::vector<bool> &data);
/// The same entries at another shape of as many elements, without a copy.
ElementsAttr reshapeElements(ElementsAttr elements, ArrayRef<int64_t> shape);

/// Entry for entry of `shape`: the entry of `from`, whose dimensions are equal
/// or 1, that is broadcast there.
std::vector<bool> broadcastTo(const std::vector<bool> &values,
                              llvm::ArrayRef<int64_t> from,
                              llvm::ArrayRef<int64_t> shape);

/// Transposes a row-major tensor: dimension i of the result is dimension
/// `permutation[i]` of the source.
template <typename T>
std::vector<T> transposeElements(llvm::ArrayRef<T> data,
                                 llvm::ArrayRef<int64_t> shape,
                                 llvm::ArrayRef<int64_t> permutation) {
  size_t rank = shape.size();
  std::vector<int64_t> strides(rank, 1), index(rank, 0);
  for (size_t i = rank; i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  std::vector<T> result(data.size());
  for (T &entry : result) {
    int64_t offset = 0;
    for (size_t i = 0; i < rank; ++i)
      offset += index[i] * strides[permutation[i]];
    entry = data[offset];
    for (size_t i = rank; i-- > 0;) {
      if (++index[i] < shape[permutation[i]])
        break;
      index[i] = 0;
    }
  }
  return result;
}

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_ELEMENTS_H
