//===- ChannelRemoval.cpp - which entries go ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/ChannelRemovalOpInterface.h"
#include "compress/Interfaces/DimensionCouplingOpInterface.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/ChannelRemovalOpInterface.cpp.inc"

void RemovedEntries::add(Value value, unsigned dim, int64_t index) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<llvm::BitVector> &dims = removed[value];
  dims.resize(type.getRank());
  if (dims[dim].empty())
    dims[dim].resize(type.getDimSize(dim));
  dims[dim].set(index);
}

const llvm::BitVector *RemovedEntries::lookup(Value value, unsigned dim) const {
  auto it = removed.find(value);
  if (it == removed.end() || it->second[dim].empty())
    return nullptr;
  return &it->second[dim];
}

bool RemovedEntries::contains(Value value, unsigned dim, int64_t index) const {
  const llvm::BitVector *indices = lookup(value, dim);
  return indices && indices->test(index);
}

int64_t RemovedEntries::count(Value value, unsigned dim) const {
  const llvm::BitVector *indices = lookup(value, dim);
  return indices ? indices->count() : 0;
}

int64_t RemovedEntries::countBefore(Value value, unsigned dim,
                                    int64_t end) const {
  int64_t result = 0;
  for (int64_t i = 0; i < end; ++i)
    result += contains(value, dim, i);
  return result;
}

SmallVector<Value> RemovedEntries::getValues() const {
  return llvm::map_to_vector(removed,
                             [](const auto &entry) { return entry.first; });
}

SmallVector<int64_t> RemovedEntries::getShape(Value value,
                                              ArrayRef<int64_t> shape) const {
  SmallVector<int64_t> result(shape);
  for (auto [dim, size] : llvm::enumerate(result))
    size -= count(value, dim);
  return result;
}

void compress::detail::updateCoupledShapes(Operation *op, OpBuilder &builder) {
  if (auto coupled = dyn_cast<DimensionCouplingOpInterface>(op))
    coupled.updateShapes(builder);
}
