//===- SearchRegistry.cpp - the plug points of searches -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/SearchAttrInterfaces.cpp.inc"

namespace {
/// What users write, and the attribute's mnemonic.
using Names = std::pair<StringRef, StringRef>;
} // namespace

template <typename Interface>
static PlugPoint makePoint(StringRef kind, ArrayRef<Names> entries) {
  PlugPoint point(kind.str(), [](Attribute attribute) {
    return isa<Interface>(attribute);
  });
  for (auto [mnemonic, attribute] : entries)
    point.add({mnemonic.str(), ("#compress." + attribute).str(),
               [](DialectRegistry &registry) {
                 registry.insert<CompressDialect>();
               }});
  return point;
}

PlugPoint &compress::searchRules() {
  static PlugPoint point = makePoint<SearchRuleAttrInterface>(
      "search rule", {{"conv-space", "conv_space"}});
  return point;
}

PlugPoint &compress::pathSamplings() {
  static PlugPoint point = makePoint<PathSamplingAttrInterface>(
      "path sampling", {{"uniform", "uniform_paths"},
                        {"fair", "fair_paths"},
                        {"sandwich", "sandwich_paths"}});
  return point;
}

PlugPoint &compress::searchStrategies() {
  static PlugPoint point = makePoint<SearchStrategyAttrInterface>(
      "search strategy", {{"random", "random_search"},
                          {"grid", "grid_search"},
                          {"regularized-evolution", "regularized_evolution"},
                          {"policy-rl", "policy_rl"},
                          {"darts", "darts"}});
  return point;
}
