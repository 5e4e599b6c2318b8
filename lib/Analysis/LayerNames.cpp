//===- LayerNames.cpp - a name for every layer ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/IR/Location.h"

using namespace mlir;
using namespace mlir::compress;

/// The first name in a location; empty if there is none. Converters join the
/// names of merged operations with semicolons: the first one stands for all.
static StringRef findName(Location location) {
  if (auto named = dyn_cast<NameLoc>(location)) {
    StringRef name = named.getName().strref().split(';').first.trim();
    return name.empty() ? findName(named.getChildLoc()) : name;
  }
  if (auto call = dyn_cast<CallSiteLoc>(location)) {
    StringRef name = findName(call.getCallee());
    return name.empty() ? findName(call.getCaller()) : name;
  }
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (StringRef name = findName(part); !name.empty())
        return name;
  return {};
}

bool LayerNames::isLayer(Operation *op) {
  if (isa<PrunableOpInterface>(op))
    return true;
  // An unknown number of MACs is one, too.
  auto cost = dyn_cast<CostOpInterface>(op);
  if (cost && cost.getMACs() != 0)
    return true;
  auto quantizable = dyn_cast<QuantizableOpInterface>(op);
  return quantizable && quantizable.getQuantizedWeight();
}

StringRef LayerNames::getKind(Operation *op) {
  auto conv = dyn_cast<Conv2DOp>(op);
  if (conv && conv.isDepthwise())
    return "depthwise_conv2d";
  return op->getName().stripDialect();
}

void LayerNames::assign(Operation *op, StringRef name) {
  std::string unique = name.str();
  for (unsigned suffix = 1; !byName.try_emplace(unique, op).second; ++suffix)
    unique = (name + "_" + Twine(suffix)).str();
  names[op] = std::move(unique);
}

LayerNames::LayerNames(Operation *function) {
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isLayer(op))
      layers.push_back(op);
  });
  // Given names come first, so that a made-up one never takes theirs.
  for (Operation *op : layers)
    if (auto name = op->getAttrOfType<StringAttr>("name"))
      if (!name.empty())
        assign(op, name);
  for (Operation *op : layers)
    if (StringRef name = findName(op->getLoc());
        !name.empty() && lookup(op).empty())
      assign(op, name);
  llvm::StringMap<unsigned> counters;
  for (Operation *op : layers) {
    unsigned index = counters[getKind(op)]++;
    if (lookup(op).empty())
      assign(op, (getKind(op) + "_" + Twine(index)).str());
  }
}

StringRef LayerNames::lookup(Operation *op) const {
  auto it = names.find(op);
  return it == names.end() ? StringRef() : StringRef(it->second);
}

Operation *LayerNames::lookup(StringRef name) const {
  return byName.lookup(name);
}
