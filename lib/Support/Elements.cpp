//===- Elements.cpp - entries of constant tensors -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/Elements.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::compress;

/// Up to this many entries a constant is printed in full (`dense<[...]>`).
static constexpr int64_t kMaxInlineElements = 64;

/// The bytes of a resource that holds `numElements` entries of type T.
template <typename T>
static std::optional<ArrayRef<T>> getResource(ElementsAttr elements) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  AsmResourceBlob *blob =
      resource ? resource.getRawHandle().getBlob() : nullptr;
  if (!blob ||
      blob->getData().size() != elements.getNumElements() * sizeof(T) ||
      reinterpret_cast<uintptr_t>(blob->getData().data()) % alignof(T) != 0)
    return std::nullopt;
  return blob->getDataAs<T>();
}

std::optional<std::vector<float>>
compress::getF32Elements(ElementsAttr elements) {
  if (!elements || !elements.getElementType().isF32())
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(elements)) {
    auto values = dense.getValues<float>();
    return std::vector<float>(values.begin(), values.end());
  }
  if (std::optional<ArrayRef<float>> data = getResource<float>(elements))
    return data->vec();
  return std::nullopt;
}

template <typename T>
static std::optional<std::vector<int32_t>> getInts(ElementsAttr elements) {
  if (std::optional<ArrayRef<T>> data = getResource<T>(elements))
    return std::vector<int32_t>(data->begin(), data->end());
  return std::nullopt;
}

std::optional<std::vector<int32_t>>
compress::getIntElements(ElementsAttr elements) {
  if (!elements)
    return std::nullopt;
  Type type = elements.getElementType();
  if (!type.isSignlessInteger() || type.getIntOrFloatBitWidth() > 32)
    return std::nullopt;
  if (auto dense = dyn_cast<DenseIntElementsAttr>(elements)) {
    std::vector<int32_t> result;
    result.reserve(dense.getNumElements());
    for (const APInt &entry : dense.getValues<APInt>())
      result.push_back(entry.getSExtValue());
    return result;
  }
  switch (type.getIntOrFloatBitWidth()) {
  case 8:
    return getInts<int8_t>(elements);
  case 16:
    return getInts<int16_t>(elements);
  case 32:
    return getInts<int32_t>(elements);
  }
  return std::nullopt;
}

std::optional<std::vector<bool>>
compress::getBoolElements(ElementsAttr elements) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(elements);
  if (!dense || !dense.getElementType().isInteger(1))
    return std::nullopt;
  auto values = dense.getValues<bool>();
  return std::vector<bool>(values.begin(), values.end());
}

/// `data` as a dense attribute if it is short, else as a resource.
template <typename T>
static ElementsAttr makeElements(RankedTensorType type, ArrayRef<T> data,
                                 StringRef name) {
  assert(type.getNumElements() == static_cast<int64_t>(data.size()));
  if (type.getNumElements() <= kMaxInlineElements)
    return DenseElementsAttr::get(type, data);
  AsmResourceBlob blob = HeapAsmResourceBlob::allocateAndCopyInferAlign(data);
  return DenseResourceElementsAttr::get(type, name, std::move(blob));
}

ElementsAttr compress::makeF32Elements(RankedTensorType type,
                                       ArrayRef<float> data, StringRef name) {
  assert(type.getElementType().isF32());
  return makeElements(type, data, name);
}

ElementsAttr compress::makeIntElements(RankedTensorType type,
                                       ArrayRef<int32_t> data, StringRef name) {
  switch (type.getElementTypeBitWidth()) {
  case 8:
    return makeElements<int8_t>(
        type, std::vector<int8_t>(data.begin(), data.end()), name);
  case 16:
    return makeElements<int16_t>(
        type, std::vector<int16_t>(data.begin(), data.end()), name);
  default:
    assert(type.getElementTypeBitWidth() == 32 && "unsupported width");
    return makeElements<int32_t>(type, data, name);
  }
}

ElementsAttr compress::makeBoolElements(RankedTensorType type,
                                        const std::vector<bool> &data) {
  SmallVector<bool> entries(data.begin(), data.end());
  return DenseElementsAttr::get(type, entries);
}

ElementsAttr compress::reshapeElements(ElementsAttr elements,
                                       ArrayRef<int64_t> shape) {
  auto type = RankedTensorType::get(shape, elements.getElementType());
  if (auto dense = dyn_cast<DenseElementsAttr>(elements))
    return dense.reshape(type);
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements))
    return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  return {};
}

std::vector<bool> compress::broadcastTo(const std::vector<bool> &values,
                                        ArrayRef<int64_t> from,
                                        ArrayRef<int64_t> shape) {
  size_t rank = shape.size();
  std::vector<int64_t> strides(rank, 0), index(rank, 0);
  int64_t stride = 1, size = 1;
  for (size_t i = rank; i-- > 0; stride *= from[i], size *= shape[i])
    strides[i] = from[i] == 1 ? 0 : stride;
  std::vector<bool> result(size);
  for (int64_t entry = 0; entry < size; ++entry) {
    int64_t offset = 0;
    for (size_t i = 0; i < rank; ++i)
      offset += index[i] * strides[i];
    result[entry] = values[offset];
    for (size_t i = rank; i-- > 0;) {
      if (++index[i] < shape[i])
        break;
      index[i] = 0;
    }
  }
  return result;
}
