//===- SupernetEvaluator.cpp - accuracy of paths --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SupernetEvaluator.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Common/Passes.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/TrainingModule.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::compress;

/// Decisions and statistics become arguments; weights stay constants, which
/// the compiler packs in advance.
static void addLift(OpPassManager &pm, func::FuncOp function, int64_t batch) {
  std::string name = function.getSymName().str();
  CompressSetBatchOptions size;
  size.size = batch;
  size.function = name;
  pm.addPass(createCompressSetBatch(size));
  CompressLiftParametersOptions lifted;
  lifted.function = OptionText(name.c_str());
  WalkResult found =
      function.walk([](ParameterOp) { return WalkResult::interrupt(); });
  if (found.wasInterrupted())
    lifted.frozen = OptionText(".*");
  lifted.keepFrozen = true;
  pm.addPass(createCompressLiftParameters(lifted));
}

/// The averages become those of the batch alone.
static void addStatistics(OpPassManager &pm, StringRef name) {
  CompressUseBatchStatisticsOptions options;
  options.function = OptionText(name.str().c_str());
  options.momentum = 1.0;
  pm.addPass(createCompressUseBatchStatistics(options));
}

static uint64_t hashModule(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  module.print(os, OpPrintingFlags().elideLargeElementsAttrs().useLocalScope());
  module.walk([&](ParameterOp parameter) {
    if (auto values = getF32Elements(parameter.getValue()))
      text.append(reinterpret_cast<const char *>(values->data()),
                  values->size() * sizeof(float));
  });
  return llvm::xxh3_64bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(text.data()), text.size()));
}

FailureOr<std::unique_ptr<SupernetEvaluator>>
SupernetEvaluator::create(ModuleOp module, StringRef name,
                          const SearchSpace &space, int64_t batch,
                          RunPipelineFn runPipeline) {
  auto result = std::make_unique<SupernetEvaluator>();
  result->hash = hashModule(module);
  OpPassManager lifting("builtin.module"), averaging("builtin.module");
  addLift(lifting, module.lookupSymbol<func::FuncOp>(name), batch);
  addStatistics(averaging, name);
  if (failed(runPipeline(lifting, module)))
    return failure();
  auto function = module.lookupSymbol<func::FuncOp>(name);
  auto loss = CrossEntropyLossAttr::get(module.getContext(), Number(0.0));
  FailureOr<func::FuncOp> evaluation = makeEvaluation(function, loss);
  if (failed(evaluation) || failed(runPipeline(averaging, module)))
    return failure();
  result->selected.resize(space.decisions.size());
  result->evaluationPorts = result->findPorts(*evaluation, space);
  result->forwardPorts = result->findPorts(function, space);
  if (!result->evaluationPorts.correct)
    return emitError(function.getLoc(), "the output of @")
           << name << " is no class scores, which compress-search compares "
           << "with labels";
  CompileOptions options;
  options.function = evaluation->getSymName().str();
  auto compiled = CompiledFunction::compile(module, options);
  if (failed(compiled))
    return failure();
  result->evaluation = std::move(*compiled);
  if (result->statistics.empty())
    return std::move(result);
  options.function = name.str();
  compiled = CompiledFunction::compile(module, options);
  if (failed(compiled))
    return failure();
  result->forward = std::move(*compiled);
  return std::move(result);
}

SupernetEvaluator::Ports
SupernetEvaluator::findPorts(func::FuncOp function, const SearchSpace &space) {
  Ports ports;
  ports.decisions.resize(space.decisions.size());
  bool isFirst = statistics.empty();
  for (unsigned i = 0; i < function.getNumArguments(); ++i) {
    std::optional<Role> role = getRole(function, i);
    std::string name = nameOfArgument(function, i);
    if (role == Role::Labels) {
      ports.labels = i;
    } else if (role == Role::Decision) {
      for (auto [d, decision] : llvm::enumerate(space.decisions))
        if (decision.name == name)
          ports.decisions[d] = i;
    } else if (role == Role::Statistic) {
      auto type = cast<RankedTensorType>(function.getArgument(i).getType());
      if (isFirst)
        statistics.emplace_back(
            name, Tensor(ElementKind::F32, type.getShape().vec()));
      ports.statistics.push_back(i);
    } else {
      ports.data = i;
    }
    function.removeArgAttr(i, kValueAttr);
  }
  ports.newStatistics.resize(statistics.size());
  for (unsigned i = 0; i < function.getNumResults(); ++i) {
    auto role = function.getResultAttrOfType<RoleAttr>(i, kRoleAttr);
    auto name = function.getResultAttrOfType<StringAttr>(i, kNameAttr);
    if (role && role.getValue() == Role::Metric)
      ports.correct = i;
    if (role && role.getValue() == Role::Statistic)
      for (auto [k, entry] : llvm::enumerate(statistics))
        if (name && entry.first == name.getValue())
          ports.newStatistics[k] = i;
  }
  return ports;
}

void SupernetEvaluator::load(const TrainingData &data, uint64_t seed,
                             int64_t recalibration) {
  auto makeTensor = [](const TensorSpec &spec) {
    return Tensor(spec.kind, spec.shape);
  };
  int64_t batch = getDataSpec().shape.front();
  std::vector<int64_t> order = data.makeOrder(seed, /*epoch=*/0);
  TrainingBatch filled;
  filled.data = makeTensor(getDataSpec());
  filled.labels = makeTensor(getLabelsSpec());
  int64_t count = std::min<int64_t>(recalibration, order.size()) / batch;
  for (int64_t i = 0; forward && i < std::max<int64_t>(count, 1); ++i) {
    data.fillTraining(ArrayRef<int64_t>(order).slice(i * batch, batch), seed,
                      /*epoch=*/0, filled);
    trainingData.push_back(filled.data);
  }
  for (int64_t i = 0; i < data.getNumValidation() / batch; ++i) {
    data.fillValidation(i * batch, filled);
    validationData.push_back(filled.data);
    validationLabels.push_back(filled.labels);
  }
}

void SupernetEvaluator::call(const CompiledFunction &function,
                             const Ports &ports, const Tensor &data,
                             const Tensor *labels, ArrayRef<void *> outputs) {
  std::vector<const void *> inputs(function.getInputs().size());
  inputs[ports.data] = data.bytes.data();
  if (ports.labels)
    inputs[*ports.labels] = labels->bytes.data();
  for (auto [port, number] : llvm::zip_equal(ports.decisions, selected))
    inputs[port] = &number;
  for (auto [port, entry] : llvm::zip_equal(ports.statistics, statistics))
    inputs[port] = entry.second.bytes.data();
  function.run(inputs, outputs);
}

/// Means over batches of their means and unbiased variances.
void SupernetEvaluator::recalibrate() {
  std::vector<Tensor> results;
  std::vector<void *> outputs;
  for (const TensorSpec &spec : forward->getOutputs())
    results.emplace_back(spec.kind, spec.shape);
  for (Tensor &tensor : results)
    outputs.push_back(tensor.bytes.data());
  std::vector<std::vector<double>> sums;
  for (auto &[name, tensor] : statistics) {
    sums.emplace_back(tensor.getNumElements(), 0.0);
    // Where the path does not go.
    llvm::fill(tensor.data<float>(), 1.0f);
  }
  for (const Tensor &data : trainingData) {
    call(*forward, forwardPorts, data, nullptr, outputs);
    for (auto [port, sum] : llvm::zip_equal(forwardPorts.newStatistics, sums))
      for (auto [total, value] :
           llvm::zip_equal(sum, std::as_const(results[port]).data<float>()))
        total += value;
  }
  for (auto [entry, sum] : llvm::zip_equal(statistics, sums))
    for (auto [value, total] : llvm::zip_equal(entry.second.data<float>(), sum))
      value = static_cast<float>(total / trainingData.size());
}

double SupernetEvaluator::evaluate(const Architecture &architecture) {
  selected.assign(architecture.begin(), architecture.end());
  if (forward)
    recalibrate();
  float loss = 0.0f;
  int32_t correct = 0;
  std::vector<void *> outputs(evaluation->getOutputs().size(), &loss);
  outputs[*evaluationPorts.correct] = &correct;
  int64_t sum = 0;
  for (auto [data, labels] :
       llvm::zip_equal(validationData, validationLabels)) {
    call(*evaluation, evaluationPorts, data, &labels, outputs);
    sum += correct;
  }
  return static_cast<double>(sum) /
         (validationData.size() * getDataSpec().shape.front());
}
