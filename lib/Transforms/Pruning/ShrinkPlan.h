//===- ShrinkPlan.h - which channels go -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKPLAN_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKPLAN_H

#include "ChannelUnits.h"
#include <map>

namespace mlir::compress {

/// Numbers of channels are multiples of `roundTo`, halved until the `channels`
/// of a layer that must stay are twice as many.
int64_t relaxRounding(int64_t roundTo, int64_t channels);

/// Decides which channels of the layers of a function, and of all that it
/// calls, can go. Changes nothing.
class ShrinkPlan {
public:
  ShrinkPlan(func::FuncOp entry, int64_t roundTo);

  const RemovedEntries &getRemoved() const { return removed; }
  const KnownValues &getKnown() const { return known; }
  /// All prunable layers, in program order.
  ArrayRef<Operation *> getLayers() const { return layers; }
  ArrayRef<func::FuncOp> getFunctions() const { return functions; }
  /// Says for each layer which masked channels stay, and why.
  void remark() const;

private:
  void planLayer(Operation *layer);
  SmallVector<IndexMap> planAxis(Operation *layer,
                                 const OutputChannels &channels,
                                 const IndexMap &axis);
  void note(Operation *layer, const IndexMap &axis, const ChannelUnit &unit,
            const std::string &reason);
  SmallVector<const ChannelUnit *> findCandidates(const ChannelGroup &group,
                                                  Operation *layer,
                                                  const IndexMap &axis);
  std::string getReason(const ChannelGroup &group, const ChannelUnit &unit,
                        Operation *layer) const;
  Operation *findMixingOperation(const ChannelUnit &unit) const;
  Operation *findOpenLayer(const ChannelUnit &unit) const;
  bool contains(const RemovedEntries &entries, const ChannelUnit &unit) const;
  bool touches(const RemovedEntries &entries, const ChannelUnit &unit) const;
  bool leavesOne(const ChannelUnit &unit) const;
  void add(RemovedEntries &entries, const ChannelUnit &unit) const;

  func::FuncOp entry;
  int64_t roundTo;
  KnownValues known;
  SumRule rule;
  SmallVector<func::FuncOp> functions;
  SmallVector<Operation *> layers;
  /// What goes, and what could but stays to fill a step of rounding.
  RemovedEntries removed, reserved;
  /// By layer and channel: why it stays.
  std::map<std::pair<Operation *, int64_t>, std::string> reasons;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKPLAN_H
