//===- PrunedCopy.cpp - what pruning would make of a module ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::compress;

FailureOr<PrunedCopy>
compress::makePrunedCopy(func::FuncOp entry, const NameFilter &filter,
                         const PruningOptions &options,
                         ArrayRef<PrunedWeight> weights,
                         ArrayRef<std::optional<double>> sparsities) {
  IRMapping mapping;
  PrunedCopy copy;
  copy.module =
      cast<ModuleOp>(entry->getParentOfType<ModuleOp>()->clone(mapping));
  auto function = cast<func::FuncOp>(mapping.lookup(entry.getOperation()));
  SkippedLayers skipped("");
  FailureOr<PrunedWeights> copies =
      collectWeights(function, filter, options.pattern, skipped);
  if (failed(copies))
    return failure();
  PruningOptions own = options;
  for (auto [weight, sparsity] : llvm::zip_equal(weights, sparsities)) {
    copy.kept.push_back(weight.countKept());
    if (!sparsity)
      continue;
    PrunedWeight *twin = llvm::find_if(
        *copies, [&name = weight.name](const PrunedWeight &other) {
          return other.name == name;
        });
    assert(twin != copies->end() && "a copy has the same weights");
    twin->scores = weight.scores;
    own.rule.sparsity = *sparsity;
    selectGroups(own.rule, *twin);
    maskWeight(*twin, options.pruneBias, options.pattern.getUnit());
    copy.kept.back() = twin->countKept();
  }
  return copy;
}
