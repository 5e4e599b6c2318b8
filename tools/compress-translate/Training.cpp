//===- Training.cpp - steps of a training as libraries --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Training.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/TrainingModule.h"

using namespace mlir;
using namespace mlir::compress;

/// How many arguments or results have that role.
static unsigned countRoles(ArrayAttr attributes, Role role) {
  if (!attributes)
    return 0;
  return llvm::count_if(
      attributes.getAsRange<DictionaryAttr>(), [&](DictionaryAttr entry) {
        auto own = entry.getAs<RoleAttr>(kRoleAttr);
        return own && own.getValue() == role;
      });
}

/// True for functions that an optimizer is part of.
static bool isTrainStep(func::FuncOp function) {
  return countRoles(function.getArgAttrsAttr(), Role::LearningRate) == 1;
}

/// Each argument and result must be one that a training has.
static LogicalResult checkStep(func::FuncOp function) {
  ArrayAttr arguments = function.getArgAttrsAttr();
  for (Role role : {Role::Data, Role::Labels, Role::Step})
    if (countRoles(arguments, role) != 1)
      return function.emitError("expected a step of a training to have one "
                                "argument with the role ")
             << stringifyRole(role) << "; @" << function.getSymName()
             << " is to be made by compress-build-train-step";
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (!getRole(function, i))
      return function.emitError("argument ")
             << i << " of the training step @" << function.getSymName()
             << " has no compress.role";
  if (countRoles(function.getResAttrsAttr(), Role::Loss) != 1)
    return function.emitError("the training step @")
           << function.getSymName() << " does not return its loss";
  return success();
}

static StateTensor makeTensor(const TrainStepLayout::Entry &entry, Role role) {
  StateTensor tensor;
  tensor.name = entry.name;
  tensor.role = stringifyRole(role).str();
  tensor.input = entry.input;
  tensor.output = entry.output;
  if (role != Role::Slot)
    tensor.initial = entry.initial.bytes;
  return tensor;
}

FailureOr<std::optional<TrainingDescription>>
compress::describeTraining(func::FuncOp function) {
  if (!isTrainStep(function))
    return std::optional<TrainingDescription>();
  if (failed(checkStep(function)))
    return failure();
  FailureOr<TrainStepLayout> layout = takeLayout(function);
  if (failed(layout))
    return failure();
  TrainingDescription training;
  llvm::SmallBitVector known(function.getNumResults());
  for (const TrainStepLayout::Entry &entry : layout->entries) {
    training.tensors.push_back(
        makeTensor(entry, *getRole(function, entry.input)));
    if (entry.output)
      known.set(*entry.output);
  }
  training.data = layout->data;
  training.labels = layout->labels;
  training.learningRate = layout->learningRate;
  training.step = layout->step;
  training.loss = layout->loss;
  training.correct = layout->correct;
  known.set(layout->loss);
  if (layout->correct)
    known.set(*layout->correct);
  if (!known.all())
    return function.emitError("result ")
           << known.find_first_unset() << " of the training step @"
           << function.getSymName()
           << " is neither a tensor of its state nor loss or metric";
  return std::optional(std::move(training));
}
