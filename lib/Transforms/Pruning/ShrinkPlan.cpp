//===- ShrinkPlan.cpp - which channels go ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShrinkPlan.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

int64_t compress::relaxRounding(int64_t roundTo, int64_t channels) {
  while (roundTo > 1 && channels / 2 < roundTo)
    roundTo /= 2;
  return roundTo;
}

ShrinkPlan::ShrinkPlan(func::FuncOp entry, int64_t roundTo)
    : entry(entry), roundTo(roundTo), known(entry), rule(known) {
  DimensionGroup all(entry, DimensionGroup::Direction::Both);
  llvm::append_range(functions, all.getFunctions());
  for (func::FuncOp function : functions) {
    LayerNames names(function);
    for (Operation *layer : names.getLayers())
      if (isa<PrunableOpInterface>(layer))
        layers.push_back(layer);
  }
  for (Operation *layer : layers)
    planLayer(layer);
}

//===----------------------------------------------------------------------===//
// Sets of units
//===----------------------------------------------------------------------===//

bool ShrinkPlan::contains(const RemovedEntries &entries,
                          const ChannelUnit &unit) const {
  return llvm::all_of(unit.places, [&](const ChannelUnit::Place &place) {
    return llvm::all_of(place.indices, [&](int64_t index) {
      return entries.contains(place.value, place.dim, index);
    });
  });
}

bool ShrinkPlan::touches(const RemovedEntries &entries,
                         const ChannelUnit &unit) const {
  return llvm::any_of(unit.places, [&](const ChannelUnit::Place &place) {
    return llvm::any_of(place.indices, [&](int64_t index) {
      return entries.contains(place.value, place.dim, index);
    });
  });
}

void ShrinkPlan::add(RemovedEntries &entries, const ChannelUnit &unit) const {
  for (const ChannelUnit::Place &place : unit.places)
    for (int64_t index : place.indices)
      entries.add(place.value, place.dim, index);
}

/// No dimension may become empty.
bool ShrinkPlan::leavesOne(const ChannelUnit &unit) const {
  return llvm::all_of(unit.places, [&](const ChannelUnit::Place &place) {
    int64_t left =
        cast<RankedTensorType>(place.value.getType()).getDimSize(place.dim) -
        removed.count(place.value, place.dim);
    for (int64_t index : place.indices)
      left -= !removed.contains(place.value, place.dim, index);
    return left > 0;
  });
}

//===----------------------------------------------------------------------===//
// Reasons
//===----------------------------------------------------------------------===//

/// A layer that makes these channels and is not masked there.
Operation *ShrinkPlan::findOpenLayer(const ChannelUnit &unit) const {
  for (const ChannelUnit::Place &place : unit.places) {
    Operation *op = place.value.getDefiningOp();
    if (!op || !isa<PrunableOpInterface>(op))
      continue;
    std::optional<OutputChannels> channels = getOutputChannels(op);
    if (!channels || channels->dim != place.dim)
      continue;
    ArrayRef<float> along = known.along(place.value, place.dim);
    for (int64_t index : place.indices)
      if (std::isnan(along[index]))
        return op;
  }
  return nullptr;
}

/// The first operation that reads the unit as constants and gives something
/// else: a bias at a border of zeros, for example.
Operation *ShrinkPlan::findMixingOperation(const ChannelUnit &unit) const {
  auto isConstantIn = [&](const ChannelUnit::Place &place) {
    ArrayRef<float> along = known.along(place.value, place.dim);
    return llvm::none_of(
        place.indices, [&](int64_t index) { return std::isnan(along[index]); });
  };
  // By operation: whether all activations of the unit that it reads are
  // constants.
  llvm::MapVector<Operation *, bool> readers;
  for (const ChannelUnit::Place &place : unit.places)
    if (llvm::any_of(known.lookup(place.value).values,
                     [](float number) { return std::isnan(number); }))
      for (Operation *user : place.value.getUsers())
        readers.try_emplace(user, true).first->second &= isConstantIn(place);
  for (const ChannelUnit::Place &place : unit.places)
    if (readers.lookup(place.value.getDefiningOp()) && !isConstantIn(place))
      return place.value.getDefiningOp();
  return nullptr;
}

/// Why a unit stays; empty if it can go.
std::string ShrinkPlan::getReason(const ChannelGroup &group,
                                  const ChannelUnit &unit,
                                  Operation *layer) const {
  if (const DimensionGroup::Obstacle *obstacle = unit.obstacle) {
    std::string name = describeOperation(obstacle->op);
    if (obstacle->isUnknown)
      return name + " does not tell how its dimensions are coupled; raise the "
                    "model completely, or give it DimensionCouplingOpInterface";
    std::string reason = name + " " + obstacle->reason;
    std::optional<OutputChannels> channels = getOutputChannels(obstacle->op);
    if (channels && channels->axes.size() > 1)
      reason += "; a convolution in groups loses whole groups, or the same "
                "channels of each";
    return reason;
  }
  for (auto [number, entry] : unit.sums) {
    const SummedAxis &sum = group.getSums()[number];
    std::string reason = rule.check(sum, entry);
    if (reason.empty())
      continue;
    if (rule.isOpen(sum, entry)) {
      if (Operation *culprit = findMixingOperation(unit))
        return describeOperation(culprit) +
               " makes no constant of a masked channel; mask the biases before "
               "it as well";
      Operation *open = findOpenLayer(unit);
      if (open && open != layer)
        return describeOperation(open) +
               " makes the same channels and is not masked there; mask both, "
               "or neither";
      if (open)
        return "they go together with others that are not masked";
    }
    return describeOperation(sum.op) + " " + reason;
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

void ShrinkPlan::planLayer(Operation *layer) {
  std::optional<OutputChannels> channels = getOutputChannels(layer);
  if (!channels)
    return;
  // Channels by themselves, then in the blocks that operations on the way ask
  // for.
  SmallVector<IndexMap> axes(channels->axes.begin(), channels->axes.end());
  for (size_t i = 0; i < axes.size(); ++i)
    if (axes[i].size > 1)
      for (const IndexMap &map : planAxis(layer, *channels, axes[i]))
        if (!llvm::is_contained(axes, map))
          axes.push_back(map);
}

/// Into how many parts an operation divides entries that it does not keep
/// together: groups of a convolution, dimensions of a reshape.
static llvm::SmallSetVector<int64_t, 4>
getDivisions(const DimensionGroup::Obstacle &obstacle) {
  llvm::SmallSetVector<int64_t, 4> sizes;
  Operation *op = obstacle.op;
  auto coupled = dyn_cast<DimensionCouplingOpInterface>(op);
  if (!coupled || !hasStaticShapes(op))
    return sizes;
  DimensionCoupling coupling = coupled.getDimensionCoupling();
  if (!coupling.reshaped.empty())
    for (Value side : {op->getOperand(0), Value(op->getResult(0))})
      for (int64_t size : cast<RankedTensorType>(side.getType()).getShape())
        sizes.insert(size);
  for (const CoupledAxis &axis : coupling.axes)
    for (const AxisUse &use : axis.uses)
      if (use.port.get(op) == obstacle.value && use.dim == obstacle.dim)
        sizes.insert(use.map.size);
  return sizes;
}

/// Blocks of `axis` that operations in the way of single entries may keep
/// together: neighbours, or those at equal distances, as in heads of an
/// attention.
static SmallVector<IndexMap> getBlocks(const ChannelGroup &group,
                                       const IndexMap &axis) {
  SmallVector<IndexMap> blocks;
  for (const DimensionGroup::Obstacle &obstacle : group.getObstacles())
    for (int64_t size : getDivisions(obstacle)) {
      if (size <= 1 || size >= axis.size || axis.size % size != 0)
        continue;
      int64_t count = axis.size / size;
      for (IndexMap map :
           {IndexMap{size, axis.offset, axis.repeat, axis.block * count},
            IndexMap{size, axis.offset, axis.repeat * count, axis.block}})
        if (!llvm::is_contained(blocks, map))
          blocks.push_back(map);
    }
  return blocks;
}

void ShrinkPlan::note(Operation *layer, const IndexMap &axis,
                      const ChannelUnit &unit, const std::string &reason) {
  for (int64_t member : unit.entries)
    for (int64_t index : axis.getIndices(member))
      reasons[{layer, index}] = reason;
}

/// Units that could go.
SmallVector<const ChannelUnit *>
ShrinkPlan::findCandidates(const ChannelGroup &group, Operation *layer,
                           const IndexMap &axis) {
  SmallVector<const ChannelUnit *> candidates;
  for (const ChannelUnit &unit : group.getUnits()) {
    if (contains(removed, unit))
      continue;
    std::string reason = getReason(group, unit, layer);
    if (reason.empty() && touches(reserved, unit))
      reason = "they go together with some that another layer keeps";
    if (reason.empty())
      candidates.push_back(&unit);
    else
      note(layer, axis, unit, reason);
  }
  return candidates;
}

SmallVector<IndexMap> ShrinkPlan::planAxis(Operation *layer,
                                           const OutputChannels &channels,
                                           const IndexMap &axis) {
  ChannelGroup group(entry, layer->getResult(0),
                     DimSlice{channels.dim, {0, axis}});
  SmallVector<const ChannelUnit *> candidates =
      findCandidates(group, layer, axis);
  int64_t left = 0, possible = 0;
  for (const ChannelUnit &unit : group.getUnits())
    left += contains(removed, unit) ? 0 : unit.entries.size();
  for (const ChannelUnit *unit : candidates)
    possible += unit->entries.size();

  // Not by the number that there is now: shrinking again would find other
  // steps.
  int64_t perEntry = axis.repeat * axis.block;
  int64_t needed = std::max<int64_t>(left - possible, 1);
  int64_t multiple = relaxRounding(roundTo, needed * perEntry);
  int64_t step = multiple / std::gcd(multiple, perEntry);
  int64_t kept = llvm::alignTo(needed, step);
  int64_t allowed = left - std::min(left, kept);
  std::string rounding =
      llvm::formatv("the number of channels stays a multiple of {0}", multiple);
  if (multiple != roundTo)
    rounding += llvm::formatv(" (round-to {0} is halved until the {1} channels "
                              "that must stay are twice as many)",
                              roundTo, needed * perEntry);
  // The first ones stay.
  for (const ChannelUnit *unit : llvm::reverse(candidates)) {
    int64_t size = unit->entries.size();
    if (size <= allowed && leavesOne(*unit)) {
      add(removed, *unit);
      allowed -= size;
      continue;
    }
    bool isLast = size <= allowed || multiple == 1;
    note(layer, axis, *unit, isLast ? "one channel must stay" : rounding);
    add(reserved, *unit);
  }
  return getBlocks(group, axis);
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

void ShrinkPlan::remark() const {
  for (Operation *layer : layers) {
    std::optional<OutputChannels> channels = getOutputChannels(layer);
    if (!channels)
      continue;
    Value result = layer->getResult(0);
    if (!getElementTypeOrSelf(result).isF32()) {
      remark::missed(layer->getLoc(), remark::RemarkOpts::name("kept").category(
                                          "compress-shrink"))
          << describeOperation(layer) +
                 " computes with integers: its masked channels stay; shrink "
                 "before compress-lower-to-integer";
      continue;
    }
    ArrayRef<float> along = known.along(result, channels->dim);
    llvm::MapVector<StringRef, int64_t> counts;
    int64_t dead = 0;
    for (auto [index, number] : llvm::enumerate(along)) {
      if (std::isnan(number))
        continue;
      ++dead;
      if (removed.contains(result, channels->dim, index))
        continue;
      auto it = reasons.find({layer, static_cast<int64_t>(index)});
      ++counts[it != reasons.end() ? StringRef(it->second)
                                   : StringRef("it has no other channels")];
    }
    for (auto [reason, count] : counts)
      remark::missed(layer->getLoc(), remark::RemarkOpts::name("kept").category(
                                          "compress-shrink"))
          << llvm::formatv("{0}: {1} of {2} masked channels stay: {3}",
                           describeOperation(layer), count, dead, reason)
                 .str();
  }
}
