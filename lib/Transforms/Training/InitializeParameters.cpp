//===- InitializeParameters.cpp - compress-initialize-parameters ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/InitializerAttrInterface.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Training/Passes.h"
#include "mlir/IR/Remarks.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSINITIALIZEPARAMETERS
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressInitializeParameters
    : compress::impl::CompressInitializeParametersBase<
          CompressInitializeParameters> {
  using CompressInitializeParametersBase::CompressInitializeParametersBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressInitializeParametersBase::getDependentDialects(registry);
    initializers().getDependentDialects(initializer, registry);
  }
  LogicalResult initialize(MLIRContext *context) override {
    rule = cast_if_present<InitializerAttrInterface>(
        initializers().parse(initializer, context, [&] {
          return emitError(UnknownLoc::get(context));
        }));
    return success(rule != nullptr);
  }
  void runOnOperation() override;

private:
  void start(Operation *layer, const TrainedOperand &trained);
  void setEntries(ParameterOp parameter, std::vector<float> entries);
  bool canChange(ParameterOp parameter, bool isStatistic);

  InitializerAttrInterface rule;
  DenseSet<Operation *> done;
};

} // namespace

/// Of the layer's weight, or of that which it shares with others and takes a
/// slice of; of a batch norm, which has none, 1 and 1.
static ParameterFans getFans(Operation *layer) {
  ParameterFans fans;
  auto prunable = dyn_cast<PrunableOpInterface>(layer);
  if (!prunable)
    return fans;
  auto type = cast<RankedTensorType>(
      getShared(prunable.getWeightOperand().get()).getType());
  for (auto [role, size] :
       llvm::zip_equal(prunable.getWeightDimRoles(), type.getShape())) {
    if (role == DimRole::Input || role == DimRole::Kernel)
      fans.fanIn *= size;
    if (role == DimRole::Output || role == DimRole::Kernel ||
        role == DimRole::Group)
      fans.fanOut *= size;
  }
  return fans;
}

bool CompressInitializeParameters::canChange(ParameterOp parameter,
                                             bool isStatistic) {
  StringRef reason;
  if (!parameter.getType().getElementType().isF32())
    reason = "it is not f32";
  else if (parameter.getFrozen() && !isStatistic)
    reason = "it is frozen";
  if (reason.empty())
    return true;
  remark::missed(parameter.getLoc(), remark::RemarkOpts::name("kept").category(
                                         "compress-initialize-parameters"))
      << ("parameter '" + parameter.getName() + "' keeps its values: " + reason)
             .str();
  return false;
}

void CompressInitializeParameters::setEntries(ParameterOp parameter,
                                              std::vector<float> entries) {
  parameter.setValueAttr(
      makeF32Elements(cast<RankedTensorType>(parameter.getType()), entries,
                      parameter.getName()));
  ++numInitialized;
}

/// Draws the entries of one operand of a layer.
void CompressInitializeParameters::start(Operation *layer,
                                         const TrainedOperand &trained) {
  ParameterOp parameter =
      WeightChain::match(getShared(trained.operand->get())).getParameter();
  // The first of several layers that share a parameter decides.
  if (!parameter || !done.insert(parameter).second ||
      !canChange(parameter, trained.isStatistic))
    return;
  auto type = cast<RankedTensorType>(parameter.getType());
  std::vector<float> entries(type.getNumElements());
  if (trained.role == "scale" || trained.role == "variance") {
    llvm::fill(entries, 1.0f);
  } else if (trained.role == "weight" || trained.role == "bias") {
    ParameterFans fans = getFans(layer);
    fans.isBias = trained.role == "bias";
    SeededRandom random(seed, parameter.getName());
    rule.initialize(fans, random, entries);
  }
  setEntries(parameter, std::move(entries));
}

void CompressInitializeParameters::runOnOperation() {
  done.clear();
  Operation *entry = lookupEntryFunction(getOperation(), function);
  if (!entry)
    return signalPassFailure();
  LayerNames names(entry);
  for (Operation *layer : names.getLayers())
    for (const TrainedOperand &trained : getTrainedOperands(layer))
      start(layer, trained);
  entry->walk([&](ParameterOp parameter) {
    if (!done.contains(parameter))
      remark::missed(parameter.getLoc(),
                     remark::RemarkOpts::name("kept").category(
                         "compress-initialize-parameters"))
          << ("parameter '" + parameter.getName() +
              "' keeps its values: no layer uses it")
                 .str();
  });
}
