//===- CompressChoice.cpp - derivative of a choice ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Derivatives/Differentiate.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A choice among the gradients of the alternatives. Each computes the forward
/// pass of its alternative again: values inside a choice cannot be seen outside
/// of it, and returning those of all alternatives would cost memory for each.
class ChoiceAdjoint {
public:
  ChoiceAdjoint(ChoiceOp op, OpBuilder &builder, AdjointMap &adjoints)
      : op(op), builder(builder), adjoints(adjoints) {
    for (auto [i, input] : llvm::enumerate(op.getInputs()))
      if (isContinuous(input) && adjoints.isNeeded(input))
        wanted.push_back(i);
    for (auto [i, result] : llvm::enumerate(op.getResults()))
      if (adjoints.lookup(result))
        given.push_back(i);
  }

  LogicalResult emit();

private:
  DenseSet<Value> findVaried(Block &block) const;
  SmallVector<Operation *> findPath(Block &block, Operation *yield) const;
  void emitAlternative(unsigned number, Block &block);

  ChoiceOp op;
  OpBuilder &builder;
  AdjointMap &adjoints;
  /// Inputs whose gradients are asked for, and results that have one.
  SmallVector<unsigned> wanted, given;
};

} // namespace

/// What depends on the inputs that are asked for.
DenseSet<Value> ChoiceAdjoint::findVaried(Block &block) const {
  DenseSet<Value> varied;
  for (unsigned i : wanted)
    varied.insert(block.getArgument(i));
  for (Operation &inner : block)
    if (llvm::any_of(inner.getOperands(),
                     [&](Value value) { return varied.contains(value); }))
      for (Value result : inner.getResults())
        if (isContinuous(result))
          varied.insert(result);
  return varied;
}

/// What lies between those inputs and the results that have gradients, the last
/// first.
SmallVector<Operation *> ChoiceAdjoint::findPath(Block &block,
                                                 Operation *yield) const {
  DenseSet<Value> varied = findVaried(block), useful;
  for (unsigned i : given)
    useful.insert(yield->getOperand(i));
  SmallVector<Operation *> path;
  for (Operation &inner : llvm::reverse(block)) {
    if (llvm::none_of(inner.getResults(), [&](Value result) {
          return useful.contains(result) && varied.contains(result);
        }))
      continue;
    path.push_back(&inner);
    useful.insert_range(inner.getOperands());
  }
  return path;
}

void ChoiceAdjoint::emitAlternative(unsigned number, Block &block) {
  Location loc = op.getLoc();
  Block &original = op.getAlternative(number);
  OpBuilder inner = OpBuilder::atBlockEnd(&block);
  IRMapping mapping;
  for (auto [i, argument] : llvm::enumerate(original.getArguments()))
    mapping.map(argument, block.getArgument(i));
  for (Operation &forward : original.without_terminator())
    inner.clone(forward, mapping);
  // The terminator is not there yet, but what it returned is.
  Operation *yield = op.getYield(number);
  AdjointMap local(inner, findVaried(block));
  SmallVector<Operation *> path;
  for (Operation *forward : findPath(original, yield))
    path.push_back(mapping.lookup(forward->getResult(0)).getDefiningOp());
  for (auto [k, i] : llvm::enumerate(given))
    local.add(mapping.lookup(yield->getOperand(i)),
              block.getArgument(original.getNumArguments() + k));
  for (Operation *forward : path)
    // Was checked for all alternatives.
    if (llvm::any_of(forward->getResults(),
                     [&](Value result) { return !!local.lookup(result); }))
      (void)cast<DifferentiableOpInterface>(forward).emitAdjoint(inner, local);
  SmallVector<Value> gradients;
  for (unsigned i : wanted) {
    Value argument = block.getArgument(i);
    Value gradient = local.lookup(argument);
    // Parameters that another alternative uses.
    if (!gradient)
      gradient = buildSplat(inner, loc,
                            cast<RankedTensorType>(argument.getType()), 0.0);
    gradients.push_back(gradient);
  }
  ChoiceYieldOp::create(inner, loc, gradients);
}

LogicalResult ChoiceAdjoint::emit() {
  if (op.isMixed())
    return op.emitOpError("is a mixture, which cannot be differentiated as it "
                          "is; run compress-lower-choices=mixtures first");
  for (unsigned i = 0; i < op.getAlternatives().size(); ++i)
    for (Operation *inner : findPath(op.getAlternative(i), op.getYield(i)))
      if (failed(checkDifferentiable(inner)))
        return failure();
  SmallVector<Value> inputs(op.getInputs());
  for (unsigned i : given)
    inputs.push_back(adjoints.lookup(op.getResult(i)));
  SmallVector<Type> types;
  for (unsigned i : wanted)
    types.push_back(op.getInputs()[i].getType());
  Location loc = op.getLoc();
  auto choice = ChoiceOp::create(
      builder, loc, types, (op.getName() + ".gradient").str(), op.getSelector(),
      op.getLabels(), inputs, op.getAlternatives().size());
  SmallVector<Location> places(inputs.size(), loc);
  for (auto [i, region] : llvm::enumerate(choice.getAlternatives())) {
    Block &block = region.emplaceBlock();
    block.addArguments(ValueRange(inputs).getTypes(), places);
    emitAlternative(i, block);
  }
  for (auto [i, gradient] : llvm::zip_equal(wanted, choice.getResults()))
    adjoints.add(op.getInputs()[i], gradient);
  return success();
}

static LogicalResult emitChoice(ChoiceOp op, OpBuilder &builder,
                                AdjointMap &adjoints) {
  return ChoiceAdjoint(op, builder, adjoints).emit();
}

static void emitLeading(LeadingOp op, OpBuilder &builder,
                        AdjointMap &adjoints) {
  adjoints.add(op.getInput(),
               LeadingOp::create(builder, op.getLoc(), op.getType(),
                                 adjoints.lookup(op.getResult()),
                                 op.getCount()));
}

void compress::attachCompressChoiceDerivatives(MLIRContext &context) {
  attachDerivative<LeadingOp, emitLeading>(context);
  attachDerivative<ChoiceOp, emitChoice>(context);
}
