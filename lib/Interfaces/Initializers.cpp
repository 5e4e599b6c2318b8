//===- Initializers.cpp - the plug point of fresh values ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnAttributes.h"
#include "compress/Interfaces/InitializerAttrInterface.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/InitializerAttrInterface.cpp.inc"

PlugPoint &compress::initializers() {
  static PlugPoint point = makePlugPoint<InitializerAttrInterface>(
      "way to initialize",
      {{"kaiming", "kaiming"}, {"xavier", "xavier"}, {"zeros", "zeros"}});
  return point;
}
