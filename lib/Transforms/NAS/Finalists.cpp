//===- Finalists.cpp - the best of a search, trained alone ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Finalists.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::compress;

/// What would put other samples aside than the search does.
static constexpr StringRef kFixed[] = {"data",       "labels",  "mean",
                                       "std",        "seed",    "validation",
                                       "batch-size", "function"};

static FailureOr<std::unique_ptr<Pass>>
makeTraining(const FinalistPlan &plan,
             llvm::function_ref<InFlightDiagnostic()> emitError) {
  std::unique_ptr<Pass> pass = createCompressTrain(plan.own);
  auto fail = [&](const llvm::Twine &message) -> LogicalResult {
    std::string text = message.str();
    StringRef reason(text);
    reason.consume_front("<Pass-Options-Parser>: ");
    return emitError() << "finalist-training is no list of options of "
                          "compress-train: "
                       << reason.trim();
  };
  if (failed(pass->initializeOptions(plan.options, fail)))
    return failure();
  return pass;
}

LogicalResult
FinalistPlan::check(llvm::function_ref<InFlightDiagnostic()> emitError) const {
  SmallVector<StringRef> words;
  StringRef(options).split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef word : words)
    if (llvm::is_contained(kFixed, word.split('=').first))
      return emitError() << "finalist-training has '" << word.split('=').first
                         << "', which is that of the search; leave it out";
  return makeTraining(*this, emitError);
}

Finalists::~Finalists() {
  if (best)
    best.erase();
}

/// The network with the supernet's weights, after its training.
FailureOr<ModuleOp> Finalists::train(const Architecture &architecture) {
  ModuleOp network = costs.extract(architecture).release();
  module.push_back(network);
  auto training =
      makeTraining(plan, [&] { return mlir::emitError(module.getLoc()); });
  OpPassManager pm("builtin.module");
  if (succeeded(training))
    pm.addPass(std::move(*training));
  if (failed(training) || failed(runPipeline(pm, network))) {
    network.erase();
    return failure();
  }
  return network;
}

FailureOr<double> Finalists::evaluate(ModuleOp network) {
  ModuleOp copy = network.clone();
  module.push_back(copy);
  llvm::scope_exit cleanUp([&] { copy.erase(); });
  StringRef name = (*copy.getOps<func::FuncOp>().begin()).getSymName();
  auto evaluator = SupernetEvaluator::create(copy, name, SearchSpace(),
                                             plan.own.batchSize, runPipeline);
  if (failed(evaluator))
    return failure();
  (*evaluator)->load(samples, plan.own.seed, plan.recalibration);
  return (*evaluator)->evaluate({});
}

void Finalists::replaceBest(ModuleOp network,
                            const Architecture &architecture) {
  if (best)
    best.erase();
  best = network;
  bestArchitecture = architecture;
}

/// The accuracy after a training, from the cache if it is there.
FailureOr<double> Finalists::score(const Architecture &architecture) {
  std::string name = space.format(architecture) + " after " + plan.options;
  if (std::optional<double> accuracy = known.lookup(name))
    return *accuracy;
  FailureOr<ModuleOp> network = train(architecture);
  if (failed(network))
    return failure();
  FailureOr<double> accuracy = evaluate(*network);
  if (succeeded(accuracy) && *accuracy > bestAccuracy) {
    replaceBest(*network, architecture);
    bestAccuracy = *accuracy;
  } else {
    network->erase();
  }
  if (failed(accuracy))
    return failure();
  if (llvm::Error error = known.add(name, *accuracy))
    return mlir::emitError(module.getLoc()) << llvm::toString(std::move(error));
  return accuracy;
}

LogicalResult Finalists::run(SearchLog &log) {
  std::vector<size_t> order = log.rank();
  if (static_cast<int64_t>(order.size()) > plan.count)
    order.resize(plan.count);
  for (auto [number, index] : llvm::enumerate(order)) {
    const Architecture &architecture = log.getResults()[index].architecture;
    FailureOr<double> accuracy = score(architecture);
    if (failed(accuracy))
      return failure();
    log.setTrainedAccuracy(index, *accuracy);
    if (llvm::errs().is_displayed())
      llvm::errs() << llvm::formatv(
          "compress-search: finalist {0} of {1}, accuracy {2:f2} %, {3}\n",
          number + 1, order.size(), 100.0 * *accuracy,
          space.format(architecture));
  }
  return success();
}

FailureOr<llvm::StringMap<ElementsAttr>>
Finalists::getParameters(const SearchLog &log) {
  // An accuracy that was remembered has no network: that is trained again.
  const Architecture &architecture = log.getBest().architecture;
  if (!best || bestArchitecture != architecture) {
    FailureOr<ModuleOp> network = train(architecture);
    if (failed(network))
      return failure();
    replaceBest(*network, architecture);
  }
  llvm::StringMap<ElementsAttr> parameters;
  best.walk([&](ParameterOp parameter) {
    parameters[parameter.getName()] = parameter.getValue();
  });
  return parameters;
}
