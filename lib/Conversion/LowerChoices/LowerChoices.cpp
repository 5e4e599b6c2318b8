//===- LowerChoices.cpp - compress-lower-choices --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/Passes.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSLOWERCHOICES
#include "compress/Conversion/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct CompressLowerChoices
    : compress::impl::CompressLowerChoicesBase<CompressLowerChoices> {
  using CompressLowerChoicesBase::CompressLowerChoicesBase;

  void runOnOperation() override;
};
} // namespace

/// Moves the operations of an alternative before `before`, and returns what it
/// yields.
static SmallVector<Value> inlineAlternative(ChoiceOp choice, unsigned number,
                                            Operation *before) {
  Block &block = choice.getAlternative(number);
  for (auto [argument, input] :
       llvm::zip_equal(block.getArguments(), choice.getInputs()))
    argument.replaceAllUsesWith(input);
  Operation *yield = block.getTerminator();
  SmallVector<Value> values(yield->getOperands());
  before->getBlock()->getOperations().splice(
      before->getIterator(), block.getOperations(), block.begin(),
      yield->getIterator());
  return values;
}

/// softmax(logits).
static Value buildSoftmax(OpBuilder &b, Location loc, Value logits) {
  auto type = cast<RankedTensorType>(logits.getType());
  RankedTensorType one = type.clone(ArrayRef<int64_t>{1});
  IntegerAttr axis = b.getI32IntegerAttr(0);
  Value top = tosa::ReduceMaxOp::create(b, loc, one, logits, axis,
                                        tosa::NanPropagationModeAttr());
  Value shifted = tosa::SubOp::create(b, loc, type, logits, top);
  Value powers = tosa::ExpOp::create(b, loc, type, shifted);
  Value sum = tosa::ReduceSumOp::create(b, loc, one, powers, axis);
  return buildMul(b, loc, powers, tosa::ReciprocalOp::create(b, loc, one, sum));
}

/// The sum of all alternatives, each times its share.
static void lowerMixture(ChoiceOp choice) {
  OpBuilder b(choice);
  Location loc = choice.getLoc();
  Value shares = buildSoftmax(b, loc, choice.getSelector());
  RankedTensorType one =
      cast<RankedTensorType>(shares.getType()).clone(ArrayRef<int64_t>{1});
  SmallVector<Value> sums(choice.getNumResults());
  for (unsigned i = 0; i < choice.getAlternatives().size(); ++i) {
    Value share = tosa::SliceOp::create(b, loc, one, shares,
                                        buildShape(b, loc, {int64_t(i)}),
                                        buildShape(b, loc, {1}));
    for (auto [sum, value] :
         llvm::zip_equal(sums, inlineAlternative(choice, i, choice))) {
      auto type = cast<RankedTensorType>(value.getType());
      SmallVector<int64_t> ones(type.getRank(), 1);
      Value part = buildMul(b, loc, value, buildReshape(b, loc, share, ones));
      sum = sum ? tosa::AddOp::create(b, loc, type, sum, part) : part;
    }
  }
  choice.replaceAllUsesWith(sums);
  choice.erase();
}

static void lowerToSwitch(ChoiceOp choice) {
  OpBuilder b(choice);
  Location loc = choice.getLoc();
  Value number = arith::IndexCastOp::create(
      b, loc, b.getIndexType(),
      tensor::ExtractOp::create(b, loc, choice.getSelector(), ValueRange()));
  int64_t count = choice.getAlternatives().size();
  SmallVector<int64_t> cases;
  for (int64_t i = 0; i + 1 < count; ++i)
    cases.push_back(i);
  auto op = scf::IndexSwitchOp::create(b, loc, choice.getResultTypes(), number,
                                       cases, cases.size());
  for (int64_t i = 0; i < count; ++i) {
    Region &region =
        i + 1 < count ? op.getCaseRegions()[i] : op.getDefaultRegion();
    OpBuilder inner = OpBuilder::atBlockEnd(&region.emplaceBlock());
    auto yield = scf::YieldOp::create(inner, loc);
    yield->setOperands(inlineAlternative(choice, i, yield));
  }
  choice.replaceAllUsesWith(op.getResults());
  choice.erase();
}

void CompressLowerChoices::runOnOperation() {
  SmallVector<ChoiceOp> choices;
  WalkResult result = getOperation()->walk([&](ChoiceOp choice) {
    if (choice.isMixed())
      for (Type type : choice.getResultTypes())
        if (!cast<RankedTensorType>(type).getElementType().isF32()) {
          choice.emitOpError("cannot mix results of type ") << type;
          return WalkResult::interrupt();
        }
    choices.push_back(choice);
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return signalPassFailure();
  for (ChoiceOp choice : choices) {
    if (choice.isMixed()) {
      lowerMixture(choice);
      ++numLowered;
      continue;
    }
    if (mixtures)
      continue;
    ++numLowered;
    if (auto decision = choice.getSelector().getDefiningOp<DecisionOp>()) {
      choice.replaceAllUsesWith(
          inlineAlternative(choice, decision.getSelected(), choice));
      choice.erase();
      continue;
    }
    lowerToSwitch(choice);
  }
  if (mixtures)
    return;
  SmallVector<DecisionOp> decisions;
  getOperation()->walk([&](DecisionOp op) { decisions.push_back(op); });
  for (DecisionOp decision : decisions) {
    OpBuilder b(decision);
    if (!decision->use_empty())
      decision.getResult().replaceAllUsesWith(buildSplat(
          b, decision.getLoc(), RankedTensorType::get({}, b.getI32Type()),
          decision.getSelected()));
    decision.erase();
  }
}
