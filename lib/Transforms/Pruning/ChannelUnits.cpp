//===- ChannelUnits.cpp - channels that go together -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelUnits.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

//===----------------------------------------------------------------------===//
// Units
//===----------------------------------------------------------------------===//

ChannelGroup::ChannelGroup(func::FuncOp entry, Value value,
                           const DimSlice &seed)
    : group(entry, DimensionGroup::Direction::Both) {
  group.addSeed(value, seed);
  group.propagate();
  makeUnits(seed.slice.map.size);
  addSums();
  addObstacles();
}

/// Entries that meet in one place belong together.
void ChannelGroup::makeUnits(int64_t size) {
  llvm::IntEqClasses classes(size);
  for (const auto &[value, slices] : group.getValues())
    for (const DimSlice &slice : slices) {
      auto &owner = owners[{value, slice.dim}];
      owner.resize(shapeOf(value)[slice.dim], -1);
      for (int64_t i = 0; i < slice.slice.map.size; ++i)
        for (int64_t index : slice.slice.map.getIndices(i)) {
          int entry = slice.slice.begin + i;
          if (owner[index] < 0)
            owner[index] = entry;
          else
            classes.join(owner[index], entry);
        }
    }
  classes.compress();
  units.resize(classes.getNumClasses());
  for (int64_t entry = 0; entry < size; ++entry)
    units[classes[entry]].entries.push_back(entry);
  for (auto &[place, owner] : owners)
    for (auto [index, unit] : llvm::enumerate(owner)) {
      if (unit < 0)
        continue;
      unit = classes[unit];
      auto &places = units[unit].places;
      if (places.empty() || places.back().value != place.first ||
          places.back().dim != place.second)
        places.push_back({place.first, place.second, {}});
      places.back().indices.push_back(index);
    }
}

void ChannelGroup::addSums() {
  llvm::SetVector<Operation *> operations;
  for (const auto &[value, slices] : group.getValues())
    for (Operation *user : value.getUsers())
      operations.insert(user);
  for (Operation *op : operations) {
    auto coupled = dyn_cast<DimensionCouplingOpInterface>(op);
    if (!coupled || !hasStaticShapes(op))
      continue;
    DimensionCoupling coupling = coupled.getDimensionCoupling();
    for (const CoupledAxis &axis : coupling.axes) {
      if (axis.kind != AxisKind::Summed)
        continue;
      // Operands agree, or else the group would have an obstacle.
      for (const AxisUse &use : axis.uses) {
        auto it = owners.find({use.port.get(op), use.dim});
        if (it == owners.end())
          continue;
        unsigned number = sums.size();
        sums.push_back({op, axis});
        for (int64_t entry = 0; entry < use.map.size; ++entry) {
          SmallVector<int64_t> indices = use.map.getIndices(entry);
          int unit = it->second[indices.front()];
          if (unit >= 0 && llvm::all_of(indices, [&](int64_t index) {
                return it->second[index] == unit;
              }))
            units[unit].sums.push_back({number, entry});
        }
        break;
      }
    }
  }
}

void ChannelGroup::addObstacles() {
  for (ChannelUnit &unit : units)
    for (const DimensionGroup::Obstacle &obstacle : group.getObstacles()) {
      auto isStopped = [&](int64_t entry) {
        return llvm::is_contained(obstacle.entries, entry);
      };
      if (llvm::any_of(unit.entries, isStopped)) {
        unit.obstacle = &obstacle;
        break;
      }
    }
}

std::string compress::describeOperation(Operation *op) {
  if (LayerNames::isLayer(op)) {
    LayerNames names(op->getParentOfType<func::FuncOp>());
    return "layer '" + names.lookup(op).str() + "'";
  }
  if (auto function = dyn_cast<func::FuncOp>(op))
    return "function '" + function.getName().str() + "'";
  std::string text = "'" + op->getName().getStringRef().str() + "'";
  if (auto file = op->getLoc()->findInstanceOf<FileLineColLoc>())
    text += llvm::formatv(" at {0}:{1}:{2}", file.getFilename().getValue(),
                          file.getLine(), file.getColumn());
  else if (auto name = op->getLoc()->findInstanceOf<NameLoc>())
    text += " (" + name.getName().str() + ")";
  return text;
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

bool SumRule::isZero(const SummedAxis &sum, int64_t entry) const {
  SmallVector<bool> zero(sum.op->getNumOperands(), true);
  for (const AxisUse &use : sum.axis.uses) {
    ArrayRef<float> along = known.along(use.port.get(sum.op), use.dim);
    zero[use.port.number] =
        llvm::all_of(use.map.getIndices(entry),
                     [&](int64_t index) { return along[index] == 0.0f; });
  }
  return cast<DimensionCouplingOpInterface>(sum.op).mapsZerosToZeros(zero);
}

/// Where `layer` reads the activations that it sums along `axis`.
static const AxisUse *getActivation(Operation *layer, const CoupledAxis &axis) {
  unsigned weight =
      cast<PrunableOpInterface>(layer).getWeightOperand().getOperandNumber();
  for (const AxisUse &use : axis.uses)
    if (!use.port.isResult && use.port.number != weight)
      return &use;
  return nullptr;
}

/// What a layer makes of `entries` along a dimension of an operand, without its
/// bias, by output channel; NaN where it is not the same everywhere.
std::vector<float> SumRule::evaluate(Operation *layer, unsigned operand,
                                     unsigned dim,
                                     ArrayRef<float> entries) const {
  auto prunable = cast<PrunableOpInterface>(layer);
  SmallVector<KnownEntries> operands;
  for (Value value : layer->getOperands())
    operands.push_back(known.lookup(value));
  KnownEntries &input = operands[operand];
  input = KnownEntries::splat(shapeOf(layer->getOperand(operand)).size(), 0.0f);
  input.shape[dim] = entries.size();
  input.values.assign(entries.begin(), entries.end());
  if (OpOperand *bias = prunable.getBiasOperand())
    operands[bias->getOperandNumber()] =
        KnownEntries::splat(shapeOf(bias->get()).size(), 0.0f);
  unsigned channels = getOutputChannels(layer)->dim;
  return cast<ChannelRemovalOpInterface>(layer).evaluateKnown(operands).along(
      channels, shapeOf(layer->getResult(0))[channels]);
}

/// Why a layer's bias cannot take up a constant; empty if it can.
static std::string checkBias(Operation *layer) {
  OpOperand *operand = cast<PrunableOpInterface>(layer).getBiasOperand();
  if (!operand)
    return "";
  WeightChain bias = WeightChain::match(operand->get());
  if (!bias.value || !bias.getMaskedValues())
    return "has a bias that is not constant";
  if (bias.fakeQuant)
    return "has a bias that is quantized already; shrink before quantizing";
  return "";
}

bool SumRule::isOpen(const SummedAxis &sum, int64_t entry) const {
  for (const AxisUse &use : sum.axis.uses) {
    ArrayRef<float> along = known.along(use.port.get(sum.op), use.dim);
    for (int64_t index : use.map.getIndices(entry))
      if (std::isnan(along[index]))
        return true;
  }
  return false;
}

std::string SumRule::check(const SummedAxis &sum, int64_t entry) const {
  if (isZero(sum, entry))
    return "";
  bool isLayer = isa<PrunableOpInterface>(sum.op) &&
                 isa<ChannelRemovalOpInterface>(sum.op) &&
                 getOutputChannels(sum.op);
  const AxisUse *use = isLayer ? getActivation(sum.op, sum.axis) : nullptr;
  if (!use)
    return "sums them, and they are not zero; mask the biases before it as "
           "well";
  Value value = use->port.get(sum.op);
  ArrayRef<float> along = known.along(value, use->dim);
  std::vector<float> entries(along.size(), 0.0f);
  std::optional<float> number;
  for (int64_t index : use->map.getIndices(entry)) {
    entries[index] = along[index];
    if (std::isnan(along[index]))
      return "reads them, and they are not constant";
    if (along[index] != 0.0f)
      number = along[index];
  }
  if (std::string reason = checkBias(sum.op); !reason.empty())
    return reason;
  for (float loss : evaluate(sum.op, use->port.number, use->dim, entries))
    if (std::isnan(loss))
      return llvm::formatv("pads its input with zeros, where a masked channel "
                           "is the constant {0}; mask the bias before it as "
                           "well",
                           number.value_or(0.0f))
          .str();
  return "";
}

std::vector<float> SumRule::getLoss(Operation *layer,
                                    const RemovedEntries &removed) const {
  std::vector<float> total;
  auto coupled = dyn_cast<DimensionCouplingOpInterface>(layer);
  if (!coupled || !isa<ChannelRemovalOpInterface>(layer) ||
      !hasStaticShapes(layer) || !getOutputChannels(layer))
    return total;
  DimensionCoupling coupling = coupled.getDimensionCoupling();
  for (const CoupledAxis &axis : coupling.axes) {
    if (axis.kind != AxisKind::Summed)
      continue;
    const AxisUse *use = getActivation(layer, axis);
    if (!use || !removed.lookup(use->port.get(layer), use->dim))
      continue;
    Value value = use->port.get(layer);
    std::vector<float> entries = known.along(value, use->dim).vec();
    for (auto [index, number] : llvm::enumerate(entries))
      if (!removed.contains(value, use->dim, index))
        number = 0.0f;
    total = evaluate(layer, use->port.number, use->dim, entries);
  }
  // Nothing of a channel that goes itself counts.
  OutputChannels channels = *getOutputChannels(layer);
  for (auto [index, loss] : llvm::enumerate(total))
    if (removed.contains(layer->getResult(0), channels.dim, index))
      loss = 0.0f;
  if (llvm::all_of(total, [](float loss) { return loss == 0.0f; }))
    total.clear();
  return total;
}

std::optional<OutputChannels> compress::getOutputChannels(Operation *layer) {
  auto prunable = dyn_cast<PrunableOpInterface>(layer);
  auto coupled = dyn_cast<DimensionCouplingOpInterface>(layer);
  if (!prunable || !coupled || !hasStaticShapes(layer))
    return std::nullopt;
  unsigned weight = prunable.getWeightOperand().getOperandNumber();
  SmallVector<DimRole> roles = prunable.getWeightDimRoles();
  std::optional<OutputChannels> channels;
  DimensionCoupling coupling = coupled.getDimensionCoupling();
  for (const CoupledAxis &axis : coupling.axes) {
    bool isOutput = llvm::any_of(axis.uses, [&](const AxisUse &use) {
      return use.port == Port{false, weight} &&
             (roles[use.dim] == DimRole::Output ||
              roles[use.dim] == DimRole::Group);
    });
    for (const AxisUse &use : axis.uses) {
      if (!isOutput || !use.port.isResult)
        continue;
      if (!channels)
        channels = OutputChannels{use.dim, {}};
      channels->axes.push_back(use.map);
    }
  }
  return channels;
}
