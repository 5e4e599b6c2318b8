//===- ChannelRemovalOpInterface.h - what a dead channel leaves -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_H
#define COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_H

#include "compress/Support/KnownEntries.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::compress {

/// Which indices of which dimensions of which values go, in the numbers of the
/// tensors before.
class RemovedEntries {
public:
  void add(Value value, unsigned dim, int64_t index);
  bool contains(Value value, unsigned dim, int64_t index) const;
  /// By index of the dimension; null if all stay.
  const llvm::BitVector *lookup(Value value, unsigned dim) const;
  bool contains(Value value) const { return removed.contains(value); }
  int64_t count(Value value, unsigned dim) const;
  /// Indices before `end` that go.
  int64_t countBefore(Value value, unsigned dim, int64_t end) const;
  /// The values, in the order in which they were added.
  SmallVector<Value> getValues() const;
  /// The shape that `value`, whose shape was `shape`, has after.
  SmallVector<int64_t> getShape(Value value, ArrayRef<int64_t> shape) const;
  bool empty() const { return removed.empty(); }

private:
  llvm::MapVector<Value, SmallVector<llvm::BitVector>> removed;
};

/// The entries of a row-major tensor of `shape` that stay.
template <typename T>
std::vector<T> keepEntries(const std::vector<T> &data, ArrayRef<int64_t> shape,
                           const RemovedEntries &removed, Value value) {
  std::vector<T> kept;
  SmallVector<const llvm::BitVector *> gone;
  for (size_t d = 0; d < shape.size(); ++d)
    gone.push_back(removed.lookup(value, d));
  SmallVector<int64_t> index(shape.size(), 0);
  for (size_t i = 0; i < data.size(); ++i) {
    bool stays = true;
    for (size_t d = 0; d < shape.size() && stays; ++d)
      stays = !gone[d] || !gone[d]->test(index[d]);
    if (stays)
      kept.push_back(data[i]);
    for (size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d])
        break;
      index[d] = 0;
    }
  }
  return kept;
}

namespace detail {
/// `DimensionCouplingOpInterface::updateShapes`, where `op` has it.
void updateCoupledShapes(Operation *op, OpBuilder &builder);
} // namespace detail

} // namespace mlir::compress

#include "compress/Interfaces/ChannelRemovalOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_H
