//===- LayerLocations.h - which layer an operation works for ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lowering takes layers apart, and only locations survive all of it. A label is
// metadata of a fused location, `loc(fused<{compress.layer = "fc"}>[...])`, so
// that no name which a converter left in a location is taken for one.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_LAYERLOCATIONS_H
#define COMPRESS_ANALYSIS_LAYERLOCATIONS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"

namespace mlir::compress {

/// `location` with the label of a layer.
Location labelLocation(Location location, StringAttr layer);

/// The layer that `location` is labelled with; where several were fused, the
/// first. Null without a label.
StringAttr getLayerLabel(Location location);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_LAYERLOCATIONS_H
