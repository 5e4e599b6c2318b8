//===- CheckCriterion.cpp - what criteria go with what patterns -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPruning.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::compress;

StringRef compress::describe(PruningUnit unit) {
  switch (unit) {
  case PruningUnit::Entry:
    return "single weights";
  case PruningUnit::Block:
    return "blocks";
  case PruningUnit::Filter:
    return "filters";
  case PruningUnit::Channel:
    return "input channels";
  }
  llvm_unreachable("unknown unit");
}

std::string compress::printFraction(double fraction) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.6g", fraction);
  return text;
}

bool compress::needsActivations(ImportanceAttrInterface criterion) {
  ImportanceNeed need = criterion.getNeed();
  return need == ImportanceNeed::InputActivations ||
         need == ImportanceNeed::OutputActivations;
}

LogicalResult
compress::checkCriterion(const PruningOptions &options, StringRef criterion,
                         StringRef pattern,
                         llvm::function_ref<InFlightDiagnostic()> emitError) {
  PruningUnit unit = options.pattern.getUnit();
  if (!options.criterion.scoresUnit(unit)) {
    InFlightDiagnostic diagnostic = emitError();
    diagnostic << "criterion '" << criterion << "' does not score "
               << describe(unit) << ", which pattern '" << pattern
               << "' removes; it scores ";
    SmallVector<StringRef> scored;
    for (PruningUnit other : {PruningUnit::Entry, PruningUnit::Block,
                              PruningUnit::Filter, PruningUnit::Channel})
      if (options.criterion.scoresUnit(other))
        scored.push_back(describe(other));
    llvm::interleave(
        scored, diagnostic, [&](StringRef name) { diagnostic << name; },
        " and ");
    return diagnostic;
  }
  const SampleOptions &samples = options.samples;
  if (options.criterion.getNeed() == ImportanceNeed::Gradients)
    return emitError() << "criterion '" << criterion << "' needs gradients, "
                       << "which " << samples.category << " does not compute; "
                       << "choose one that needs weights or activations";
  if (needsActivations(options.criterion) && samples.data.empty())
    return emitError() << "criterion '" << criterion << "' needs activations; "
                       << "give data=, a file of samples";
  if (samples.numSamples < 1)
    return emitError() << "expected num-samples of 1 or more, got "
                       << samples.numSamples;
  return success();
}
