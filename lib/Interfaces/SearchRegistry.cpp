//===- SearchRegistry.cpp - the plug points of searches -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnAttributes.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/SearchAttrInterfaces.cpp.inc"

PlugPoint &compress::searchRules() {
  static PlugPoint point = makePlugPoint<SearchRuleAttrInterface>(
      "search rule", {{"conv-space", "conv_space"}});
  return point;
}

PlugPoint &compress::pathSamplings() {
  static PlugPoint point = makePlugPoint<PathSamplingAttrInterface>(
      "path sampling", {{"uniform", "uniform_paths"},
                        {"fair", "fair_paths"},
                        {"sandwich", "sandwich_paths"}});
  return point;
}

PlugPoint &compress::searchStrategies() {
  static PlugPoint point = makePlugPoint<SearchStrategyAttrInterface>(
      "search strategy", {{"random", "random_search"},
                          {"grid", "grid_search"},
                          {"regularized-evolution", "regularized_evolution"},
                          {"policy-rl", "policy_rl"},
                          {"darts", "darts"}});
  return point;
}
