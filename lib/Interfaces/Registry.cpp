//===- Registry.cpp - the plug points and what we plug in -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/ObserverAttrInterface.h"

using namespace mlir;
using namespace mlir::compress;

static void addOwn(PlugPoint &point, StringRef mnemonic, StringRef attribute) {
  point.add(
      {mnemonic.str(), ("#compress." + attribute).str(),
       [](DialectRegistry &registry) { registry.insert<CompressDialect>(); }});
}

PlugPoint &compress::criteria() {
  static PlugPoint point = [] {
    PlugPoint point("criterion", [](Attribute attribute) {
      return isa<ImportanceAttrInterface>(attribute);
    });
    addOwn(point, "magnitude", "magnitude");
    addOwn(point, "l1-norm", "l1_norm");
    return point;
  }();
  return point;
}

PlugPoint &compress::observers() {
  static PlugPoint point = [] {
    PlugPoint point("calibration rule", [](Attribute attribute) {
      return isa<ObserverAttrInterface>(attribute);
    });
    addOwn(point, "minmax", "minmax");
    addOwn(point, "percentile", "percentile");
    return point;
  }();
  return point;
}
