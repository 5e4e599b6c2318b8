//===- Initializers.cpp - the plug point of fresh values ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/InitializerAttrInterface.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/InitializerAttrInterface.cpp.inc"

PlugPoint &compress::initializers() {
  static PlugPoint point = [] {
    PlugPoint point("way to initialize", [](Attribute attribute) {
      return isa<InitializerAttrInterface>(attribute);
    });
    for (StringRef name : {"kaiming", "xavier", "zeros"})
      point.add({name.str(), ("#compress." + name).str(),
                 [](DialectRegistry &registry) {
                   registry.insert<CompressDialect>();
                 }});
    return point;
  }();
  return point;
}
