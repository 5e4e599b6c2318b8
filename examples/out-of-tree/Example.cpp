//===- Example.cpp - a dialect with a pruning criterion -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Example.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

#include "ExampleDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "ExampleAttrs.cpp.inc"

using namespace example;

void ExampleDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ExampleAttrs.cpp.inc"
      >();
}

void DistanceAttr::score(const mlir::compress::WeightGroups &groups,
                         llvm::MutableArrayRef<double> scores) const {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    scores[i] = 0.0;
    for (float weight : groups.group(i))
      scores[i] = std::max<double>(scores[i], std::abs(weight - getCenter()));
  }
}

void example::registerExample(mlir::DialectRegistry &registry) {
  registry.insert<ExampleDialect>();
  mlir::compress::criteria().add(
      {"distance", "#example.distance",
       [](mlir::DialectRegistry &needed) { needed.insert<ExampleDialect>(); }});
}
