//===- ReportSparsity.cpp - example-report-sparsity -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace example {
#define GEN_PASS_DEF_EXAMPLEREPORTSPARSITY
#include "Passes.h.inc"
} // namespace example

using namespace mlir;

namespace {
struct ExampleReportSparsity
    : example::impl::ExampleReportSparsityBase<ExampleReportSparsity> {
  void runOnOperation() override {
    compress::LayerNames names(getOperation());
    for (Operation *layer : names.getLayers()) {
      auto prunable = dyn_cast<compress::PrunableOpInterface>(layer);
      if (!prunable)
        continue;
      auto chain =
          compress::WeightChain::match(prunable.getWeightOperand().get());
      if (std::optional<std::vector<float>> values = chain.getMaskedValues())
        emitRemark(layer->getLoc())
            << names.lookup(layer) << ": " << llvm::count(*values, 0.0f)
            << " of " << values->size() << " weights are zero";
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
