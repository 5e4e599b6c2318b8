//===- TrainingModule.cpp - a copy of a model, to be trained --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/TrainingModule.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/StudentGraph.h"
#include "mlir/IR/Matchers.h"
#include "llvm/Support/xxhash.h"
#include <cstring>

using namespace mlir;
using namespace mlir::compress;

/// Entries of a parameter or mask in memory; nothing for other types.
static std::optional<Tensor> toTensor(ElementsAttr elements) {
  std::vector<int64_t> shape(elements.getShapedType().getShape());
  if (auto values = getF32Elements(elements)) {
    Tensor tensor(ElementKind::F32, shape);
    llvm::copy(*values, tensor.data<float>().begin());
    return tensor;
  }
  if (auto bits = getBoolElements(elements)) {
    Tensor tensor(ElementKind::I1, shape);
    llvm::copy(*bits, tensor.bytes.begin());
    return tensor;
  }
  auto type = cast<RankedTensorType>(elements.getType());
  if (auto numbers = type.getElementType().isInteger(32)
                         ? getIntElements(elements)
                         : std::nullopt) {
    Tensor tensor(ElementKind::I32, shape);
    llvm::copy(*numbers, tensor.data<int32_t>().begin());
    return tensor;
  }
  return std::nullopt;
}

/// Result of `step` with that name and role, if there is one.
static std::optional<unsigned> findResult(func::FuncOp step, StringRef name,
                                          Role role) {
  for (unsigned i = 0; i < step.getNumResults(); ++i) {
    auto ownRole = step.getResultAttrOfType<RoleAttr>(i, kRoleAttr);
    auto ownName = step.getResultAttrOfType<StringAttr>(i, kNameAttr);
    if (ownRole && ownRole.getValue() == role && ownName == name)
      return i;
  }
  return std::nullopt;
}

/// Describes one tensor that lives from step to step.
static FailureOr<TrainStepLayout::Entry> takeEntry(func::FuncOp step,
                                                   unsigned index, Role role) {
  TrainStepLayout::Entry entry;
  entry.name = nameOfArgument(step, index);
  entry.input = index;
  entry.output = findResult(step, entry.name, role);
  entry.isModel = role == Role::Parameter || role == Role::Statistic;
  auto type = cast<RankedTensorType>(step.getArgument(index).getType());
  if (role == Role::Slot) {
    entry.initial = Tensor(ElementKind::F32, type.getShape().vec());
    return entry;
  }
  auto value = step.getArgAttrOfType<ElementsAttr>(index, kValueAttr);
  std::optional<Tensor> initial = value ? toTensor(value) : std::nullopt;
  if (!initial)
    return emitError(step.getArgument(index).getLoc(), "'")
           << entry.name << "' cannot be trained: "
           << (value ? "its entries are missing, or are neither f32 nor i1"
                     : "it has no entries to start from");
  entry.initial = std::move(*initial);
  step.removeArgAttr(index, kValueAttr);
  return entry;
}

FailureOr<TrainStepLayout> compress::takeLayout(func::FuncOp step) {
  TrainStepLayout layout;
  for (unsigned i = 0; i < step.getNumArguments(); ++i) {
    std::optional<Role> role = getRole(step, i);
    if (role == Role::Data)
      layout.data = i;
    else if (role == Role::Labels)
      layout.labels = i;
    else if (role == Role::Teacher)
      layout.teacher.push_back(i);
    else if (role == Role::LearningRate)
      layout.learningRate = i;
    else if (role == Role::Step)
      layout.step = i;
    else if (role) {
      FailureOr<TrainStepLayout::Entry> entry = takeEntry(step, i, *role);
      if (failed(entry))
        return failure();
      layout.entries.push_back(std::move(*entry));
    }
  }
  layout.loss = *findResult(step, "loss", Role::Loss);
  layout.correct = findResult(step, "correct", Role::Metric);
  layout.agreed = findResult(step, "agreed", Role::Metric);
  return layout;
}

Evaluation compress::matchEvaluation(func::FuncOp evaluation,
                                     const TrainStepLayout &layout) {
  Evaluation result;
  llvm::StringMap<unsigned> arguments;
  for (unsigned i = 0; i < evaluation.getNumArguments(); ++i) {
    std::optional<Role> role = getRole(evaluation, i);
    if (role == Role::Data)
      result.data = i;
    else if (role == Role::Labels)
      result.labels = i;
    else if (role == Role::Teacher)
      result.teacher.push_back(i);
    else
      arguments[nameOfArgument(evaluation, i)] = i;
    evaluation.removeArgAttr(i, kValueAttr);
  }
  for (const TrainStepLayout::Entry &entry : layout.entries) {
    auto found = arguments.find(entry.name);
    result.inputs.push_back(
        found == arguments.end() ? std::nullopt : std::optional(found->second));
  }
  result.loss = *findResult(evaluation, "loss", Role::Loss);
  result.correct = findResult(evaluation, "correct", Role::Metric);
  result.agreed = findResult(evaluation, "agreed", Role::Metric);
  return result;
}

FailureOr<func::FuncOp> compress::makeEvaluation(func::FuncOp function,
                                                 LossAttrInterface loss) {
  OpBuilder builder(function.getContext());
  builder.setInsertionPointAfter(function);
  auto copy = cast<func::FuncOp>(builder.clone(*function));
  FailureOr<BatchLoss> result = appendLoss(copy, loss);
  if (failed(result)) {
    copy.erase();
    return failure();
  }
  returnLoss(copy, *result);
  copy.setSymName("evaluate");
  copy.setPrivate();
  return copy;
}

int64_t compress::writeBack(func::FuncOp function, const TrainingState &state) {
  int64_t changed = 0;
  function.walk([&](ParameterOp parameter) {
    std::optional<unsigned> i = state.lookup(parameter.getName());
    if (!i || !state.getLayout().entries[*i].output)
      return;
    parameter.setValueAttr(makeF32Elements(
        cast<RankedTensorType>(parameter.getType()),
        state.getTensor(*i).data<float>(), parameter.getName()));
    ++changed;
  });
  return changed;
}

uint64_t compress::hashStep(func::FuncOp step, const TrainStepLayout &layout) {
  std::vector<uint64_t> parts = {hashFunction(step)};
  for (const TrainStepLayout::Entry &entry : layout.entries)
    parts.push_back(llvm::xxh3_64bits(
        ArrayRef(reinterpret_cast<const uint8_t *>(entry.initial.bytes.data()),
                 entry.initial.bytes.size())));
  return llvm::xxh3_64bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(parts.data()),
               parts.size() * sizeof(uint64_t)));
}
