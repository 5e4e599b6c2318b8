//===- Choices.cpp - the search space of a function -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Choices.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/Elements.h"

using namespace mlir;
using namespace mlir::compress;

static std::vector<std::string> getLabels(ChoiceOp choice) {
  std::vector<std::string> labels;
  for (unsigned i = 0; i < choice.getAlternatives().size(); ++i)
    labels.push_back(choice.getLabel(i).str());
  return labels;
}

/// The parameter that holds the logits of a mixture; null for others.
static ParameterOp getLogits(Operation *op) {
  auto choice = dyn_cast<ChoiceOp>(op);
  return choice && choice.isMixed()
             ? choice.getSelector().getDefiningOp<ParameterOp>()
             : ParameterOp();
}

/// Labels of the choices that follow a decision; numbers if there are none.
static FailureOr<std::vector<std::string>> getLabels(DecisionOp decision) {
  std::vector<std::string> labels;
  for (Operation *user : decision->getUsers()) {
    auto choice = dyn_cast<ChoiceOp>(user);
    if (!choice)
      continue;
    std::vector<std::string> own = getLabels(choice);
    if (labels.empty())
      labels = own;
    if (labels == own)
      continue;
    return decision.emitOpError("'")
           << decision.getName() << "' decides for choices with different "
           << "alternatives; give each a decision of its own";
  }
  if (labels.empty())
    for (unsigned i = 0; i < decision.getCount(); ++i)
      labels.push_back(std::to_string(i));
  return labels;
}

FailureOr<SearchSpace> compress::getSearchSpace(func::FuncOp function) {
  SearchSpace space;
  llvm::StringMap<Operation *> known;
  WalkResult result = function.walk([&](Operation *op) {
    auto choice = dyn_cast<ChoiceOp>(op);
    if (choice && !choice.getSelector().getDefiningOp<DecisionOp>() &&
        !getLogits(op)) {
      choice.emitOpError("'")
          << choice.getName() << "' follows neither a compress.decision nor "
          << "logits that are a compress.parameter; bind its selector";
      return WalkResult::interrupt();
    }
    SearchSpace::Decision decision;
    if (auto own = dyn_cast<DecisionOp>(op)) {
      FailureOr<std::vector<std::string>> labels = getLabels(own);
      if (failed(labels))
        return WalkResult::interrupt();
      decision = {own.getName().str(), std::move(*labels), {}};
    } else if (ParameterOp logits = getLogits(op)) {
      decision = {choice.getName().str(), getLabels(choice), {}};
      if (auto values = getF32Elements(logits.getValue()))
        decision.logits.assign(values->begin(), values->end());
    } else {
      return WalkResult::advance();
    }
    auto [it, isNew] = known.try_emplace(decision.name, op);
    if (!isNew) {
      InFlightDiagnostic diagnostic = op->emitError("there are two decisions '")
                                      << decision.name << "'; rename one";
      diagnostic.attachNote(it->second->getLoc()) << "the other one is here";
      return WalkResult::interrupt();
    }
    space.decisions.push_back(std::move(decision));
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  if (space.decisions.empty())
    return emitError(function.getLoc(), "@")
           << function.getSymName()
           << " has no choices; make some with compress-expand-supernet";
  return space;
}

Architecture compress::getSelected(func::FuncOp function) {
  Architecture selected;
  function.walk([&](Operation *op) {
    if (auto decision = dyn_cast<DecisionOp>(op))
      selected.push_back(decision.getSelected());
    else if (ParameterOp logits = getLogits(op)) {
      auto values = getF32Elements(logits.getValue());
      selected.push_back(
          values ? std::max_element(values->begin(), values->end()) -
                       values->begin()
                 : 0);
    }
  });
  return selected;
}
