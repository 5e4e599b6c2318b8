//===- ScoreByGradients.cpp - what the loss says about weights ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Derivatives/Differentiate.h"
#include "compress/Execution/Measure.h"
#include "compress/Execution/TrainingData.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/TrainingFunction.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A compiled copy of a function that returns gradients of its loss.
struct Gradients {
  std::unique_ptr<CompiledFunction> function;
  unsigned data = 0, labels = 0;
  /// For each weight the result that is its gradient.
  SmallVector<unsigned> results;
  int64_t numClasses = 0;
};

} // namespace

/// What layers see of the weight, but for fake_quant: has a gradient also where
/// it is masked.
static Value getSeen(const PrunedWeight &weight) {
  return weight.chain.mask ? MaskOp(weight.chain.mask).getResult()
                           : weight.chain.source;
}

static FailureOr<Gradients> differentiate(ModuleOp module,
                                          func::FuncOp function,
                                          const PruningOptions &options,
                                          ArrayRef<PrunedWeight> weights) {
  IRMapping mapping;
  OwningOpRef<ModuleOp> copy(cast<ModuleOp>(module->clone(mapping)));
  auto own = cast<func::FuncOp>(mapping.lookup(function.getOperation()));
  if (!own.getBody().hasOneBlock() || own.getNumArguments() != 1)
    return emitError(function.getLoc())
           << "expected @" << function.getSymName()
           << " to have one block and one argument, for gradients on samples";
  Gradients result;
  result.data = 0;
  result.labels = own.getNumArguments();
  FailureOr<BatchLoss> loss = appendLoss(own, options.loss);
  if (failed(loss))
    return failure();
  result.numClasses =
      cast<RankedTensorType>(function.getResultTypes()[0]).getShape().back();
  SmallVector<Value> values;
  for (const PrunedWeight &weight : weights)
    values.push_back(mapping.lookup(getSeen(weight)));
  OpBuilder builder(own.getBody().front().getTerminator());
  FailureOr<SmallVector<Value>> gradients =
      emitGradients(builder, own, loss->loss, values);
  if (failed(gradients))
    return failure();
  for (auto [weight, gradient] : llvm::zip_equal(weights, *gradients)) {
    result.results.push_back(own.getNumResults());
    appendResult(own, gradient, weight.name + ".gradient", Role::Gradient);
  }
  CompileOptions compile;
  compile.function = own.getSymName().str();
  auto compiled = CompiledFunction::compile(*copy, compile);
  if (failed(compiled))
    return failure();
  result.function = std::move(*compiled);
  return result;
}

/// The samples in random order, and how many batches to run.
static FailureOr<TrainingData> openBatches(ModuleOp module,
                                           const PruningOptions &options,
                                           const Gradients &gradients) {
  ArrayRef<TensorSpec> inputs = gradients.function->getInputs();
  llvm::Expected<TrainingData> data =
      TrainingData::open(options.samples.data, options.labels,
                         inputs[gradients.data], inputs[gradients.labels],
                         options.samples.normalization, gradients.numClasses);
  if (!data)
    return emitError(module.getLoc()) << llvm::toString(data.takeError());
  return std::move(*data);
}

/// Adds the scores of one batch to `sums`.
static LogicalResult addScores(PrunedWeight &weight,
                               const PruningOptions &options,
                               ArrayRef<float> values,
                               ArrayRef<float> gradients,
                               std::vector<double> &sums) {
  ScoreInputs inputs;
  inputs.values = values;
  inputs.gradients = gradients;
  if (!scoreGroups(weight, inputs, [&](auto &groups, auto scores) {
        options.criterion.score(groups, scores);
      }))
    return weight.layers.front()->emitError()
           << "criterion " << options.criterion << " gives parameter '"
           << weight.name << "' a score that is not finite";
  sums.resize(weight.scores.size(), 0.0);
  for (auto [sum, score] : llvm::zip_equal(sums, weight.scores))
    sum += score;
  return success();
}

LogicalResult compress::scoreByGradients(ModuleOp module, func::FuncOp function,
                                         const PruningOptions &options,
                                         PrunedWeights &weights) {
  SmallVector<std::vector<float>> values;
  for (PrunedWeight &weight : weights) {
    FailureOr<std::vector<float>> read = readWeight(weight);
    if (failed(read))
      return failure();
    values.push_back(std::move(*read));
  }
  FailureOr<Gradients> gradients =
      differentiate(module, function, options, weights);
  if (failed(gradients))
    return failure();
  FailureOr<TrainingData> data = openBatches(module, options, *gradients);
  if (failed(data))
    return failure();
  FunctionBuffers buffers(*gradients->function);
  TrainingBatch filled;
  filled.data = buffers.getInput(gradients->data);
  filled.labels = buffers.getInput(gradients->labels);
  uint64_t seed = options.samples.seed;
  std::vector<int64_t> order = data->makeOrder(seed, /*epoch=*/0);
  int64_t batch = filled.data.shape.front();
  int64_t available = order.size();
  int64_t batches = std::min(options.samples.numSamples, available) / batch;
  if (batches == 0)
    return emitError(module.getLoc())
           << "expected num-samples and '" << options.samples.data
           << "' to have a whole batch, " << batch << " samples";
  SmallVector<std::vector<double>> sums(weights.size());
  for (int64_t i = 0; i < batches; ++i) {
    data->fillTraining(ArrayRef<int64_t>(order).slice(i * batch, batch), seed,
                       /*epoch=*/0, filled);
    buffers.getInput(gradients->data).bytes = filled.data.bytes;
    buffers.getInput(gradients->labels).bytes = filled.labels.bytes;
    buffers.run();
    for (size_t w = 0; w < weights.size(); ++w)
      if (failed(addScores(
              weights[w], options, values[w],
              buffers.getOutput(gradients->results[w]).data<float>(), sums[w])))
        return failure();
  }
  for (auto [weight, sum] : llvm::zip_equal(weights, sums)) {
    weight.scores = std::move(sum);
    for (double &score : weight.scores)
      score /= static_cast<double>(batches);
  }
  return success();
}
