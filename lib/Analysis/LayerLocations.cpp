//===- LayerLocations.cpp - which layer an operation works for ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerLocations.h"

using namespace mlir;
using namespace mlir::compress;

static constexpr StringRef kLabel = "compress.layer";

Location compress::labelLocation(Location location, StringAttr layer) {
  MLIRContext *context = layer.getContext();
  return FusedLoc::get(
      {location}, DictionaryAttr::get(context, NamedAttribute(kLabel, layer)),
      context);
}

StringAttr compress::getLayerLabel(Location location) {
  if (auto named = dyn_cast<NameLoc>(location))
    return getLayerLabel(named.getChildLoc());
  if (auto call = dyn_cast<CallSiteLoc>(location)) {
    StringAttr label = getLayerLabel(call.getCallee());
    return label ? label : getLayerLabel(call.getCaller());
  }
  auto fused = dyn_cast<FusedLoc>(location);
  if (!fused)
    return {};
  if (auto metadata = dyn_cast_or_null<DictionaryAttr>(fused.getMetadata()))
    if (auto label = metadata.getAs<StringAttr>(kLabel))
      return label;
  for (Location part : fused.getLocations())
    if (StringAttr label = getLayerLabel(part))
      return label;
  return {};
}
