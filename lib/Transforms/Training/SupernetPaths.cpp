//===- SupernetPaths.cpp - which paths a training takes -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/SupernetPaths.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/TrainingFunction.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// What the decision of another path than the first is called.
static std::string nameOfDecision(StringRef decision, int64_t path) {
  return path == 0 ? decision.str() : (decision + ".path" + Twine(path)).str();
}

void compress::repeatPaths(func::FuncOp function, int64_t count) {
  Block &body = function.getBody().front();
  Operation *terminator = body.getTerminator();
  SmallVector<Operation *> original;
  for (Operation &op : body.without_terminator())
    original.push_back(&op);
  unsigned numArguments = function.getNumArguments();
  SmallVector<Value> outputs = {terminator->getOperand(0)};
  OpBuilder builder(terminator);
  for (int64_t path = 1; path < count; ++path) {
    IRMapping mapping;
    for (unsigned i = 0; i < numArguments; ++i)
      if (getRole(function, i) == Role::Decision) {
        // The name first: appending moves no argument, but may move memory.
        std::string name = nameOfDecision(nameOfArgument(function, i), path);
        Attribute value = function.getArgAttr(i, kValueAttr);
        BlockArgument own = appendArgument(
            function, function.getArgumentTypes()[i], name, Role::Decision);
        function.setArgAttr(own.getArgNumber(), kValueAttr, value);
        mapping.map(function.getArgument(i), own);
      }
    for (Operation *op : original)
      builder.clone(*op, mapping);
    outputs.push_back(mapping.lookupOrDefault(terminator->getOperand(0)));
  }
  auto type = cast<RankedTensorType>(outputs.front().getType());
  SmallVector<int64_t> shape(type.getShape());
  shape.front() *= count;
  terminator->setOperand(0,
                         tosa::ConcatOp::create(builder, terminator->getLoc(),
                                                type.clone(shape), outputs,
                                                builder.getI32IntegerAttr(0)));
  function.setFunctionType(builder.getFunctionType(
      body.getArgumentTypes(), terminator->getOperandTypes()));
}

PathSchedule::PathSchedule(const PathPlan &plan, const TrainingState &state)
    : plan(plan) {
  for (int64_t path = 0; path < this->plan.rule.getNumPaths(); ++path) {
    std::vector<unsigned> &own = entries.emplace_back();
    for (const SearchSpace::Decision &decision : plan.space.decisions)
      own.push_back(*state.lookup(nameOfDecision(decision.name, path)));
  }
}

llvm::Error PathSchedule::update(TrainingState &state, int64_t step) {
  for (auto [path, own] : llvm::enumerate(entries)) {
    Architecture architecture =
        plan.rule.getPath(plan.space, plan.seed, step, path);
    for (auto [entry, number] : llvm::zip_equal(own, architecture))
      state.getTensor(entry).data<int32_t>()[0] = number;
  }
  return llvm::Error::success();
}

double PathSchedule::getSparsity(const TrainingState &) const { return NAN; }
