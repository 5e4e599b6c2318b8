//===- ChannelUnits.h - channels that go together ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_CHANNELUNITS_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_CHANNELUNITS_H

#include "compress/Analysis/DimensionCoupling.h"
#include "compress/Analysis/KnownValues.h"
#include "compress/Interfaces/ChannelRemovalOpInterface.h"

namespace mlir::compress {

/// An axis along which an operation sums what it reads.
struct SummedAxis {
  Operation *op;
  CoupledAxis axis;
};

/// Channels that can only go together: one of a layer, with all that depends on
/// it or that it depends on.
struct ChannelUnit {
  /// Of the group's seed, ascending.
  SmallVector<int64_t, 1> entries;
  struct Place {
    Value value;
    unsigned dim;
    SmallVector<int64_t, 1> indices;
  };
  SmallVector<Place, 0> places;
  /// Who sums them: numbers of `ChannelGroup::sums`, and entries of its axis.
  SmallVector<std::pair<unsigned, int64_t>, 2> sums;
  /// What stops it in the group, or null.
  const DimensionGroup::Obstacle *obstacle = nullptr;
};

/// The channels of one layer, as units.
class ChannelGroup {
public:
  /// The channels at `seed` of `value`, followed from `entry` on.
  ChannelGroup(func::FuncOp entry, Value value, const DimSlice &seed);

  ArrayRef<ChannelUnit> getUnits() const { return units; }
  ArrayRef<SummedAxis> getSums() const { return sums; }
  ArrayRef<DimensionGroup::Obstacle> getObstacles() const {
    return group.getObstacles();
  }

private:
  void makeUnits(int64_t size);
  void addSums();
  void addObstacles();

  DimensionGroup group;
  SmallVector<ChannelUnit, 0> units;
  SmallVector<SummedAxis, 0> sums;
  /// For each dimension of each value, by index: the unit, or -1.
  llvm::MapVector<std::pair<Value, unsigned>, SmallVector<int>> owners;
};

/// A name for messages: `layer 'conv1'`, or `'tosa.add' at file:1:2`.
std::string describeOperation(Operation *op);

/// Decides whether a sum can do without entries, and what it loses.
class SumRule {
public:
  explicit SumRule(const KnownValues &known) : known(known) {}

  /// Empty if `sum` can do without `entry`; else why not, to follow the
  /// operation's name.
  std::string check(const SummedAxis &sum, int64_t entry) const;
  /// True if the reason is that an entry is not constant.
  bool isOpen(const SummedAxis &sum, int64_t entry) const;
  /// What the sum loses by output channel when `removed` goes; empty if
  /// nothing.
  std::vector<float> getLoss(Operation *layer,
                             const RemovedEntries &removed) const;

private:
  bool isZero(const SummedAxis &sum, int64_t entry) const;
  std::vector<float> evaluate(Operation *layer, unsigned operand, unsigned dim,
                              ArrayRef<float> entries) const;

  const KnownValues &known;
};

/// The dimension of a layer's result that holds its output channels, and the
/// axes that lie in it; nothing if the layer does not say.
struct OutputChannels {
  unsigned dim;
  SmallVector<IndexMap, 2> axes;
};
std::optional<OutputChannels> getOutputChannels(Operation *layer);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_CHANNELUNITS_H
