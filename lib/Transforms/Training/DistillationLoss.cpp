//===- DistillationLoss.cpp - the loss of a distillation graph ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/StudentGraph.h"
#include "compress/Transforms/Training/TrainingFunction.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
/// Emits one distillation loss.
class DistillationLoss {
public:
  DistillationLoss(func::FuncOp function, DistillationAttr distillation)
      : function(function), distillation(distillation),
        values(function.getBody().front().getTerminator()->getOperands()) {}

  LogicalResult check();
  void replaceTeacher();
  FailureOr<BatchLoss> emit(RankedTensorType output, LossAttrInterface loss);

private:
  void add(OpBuilder &builder, Value loss, double weight);

  func::FuncOp function;
  DistillationAttr distillation;
  SmallVector<Value> values;
  Value total;
};
} // namespace

/// The trainable arguments that `value` depends on, one of them.
static std::optional<unsigned> findTrained(func::FuncOp function, Value value) {
  DenseMap<Value, unsigned> origin;
  for (BlockArgument argument : function.getArguments())
    if (isTrainable(function, argument.getArgNumber()))
      origin[argument] = argument.getArgNumber();
  for (Operation &op : function.getBody().front())
    for (Value operand : op.getOperands())
      if (auto found = origin.find(operand); found != origin.end()) {
        unsigned number = found->second;
        for (Value result : op.getResults())
          origin[result] = number;
      }
  auto found = origin.find(value);
  return found == origin.end() ? std::nullopt : std::optional(found->second);
}

LogicalResult DistillationLoss::check() {
  SmallVector<int64_t> numbers = getTeacherResults(distillation);
  for (Attribute attribute : distillation.getTerms())
    numbers.push_back(cast<DistillationTermAttr>(attribute).getStudent());
  for (int64_t number : numbers)
    if (number >= static_cast<int64_t>(values.size()))
      return function.emitError("@")
             << function.getSymName() << " has no result " << number
             << ", which compress.distillation names";
  for (int64_t number : getTeacherResults(distillation))
    if (auto trained = findTrained(function, values[number]))
      return function.emitError("the teacher shares parameter '")
             << nameOfArgument(function, *trained)
             << "' with the student, which is trained; leave it frozen";
  return success();
}

/// Takes what the teacher says from arguments, and the teacher away.
void DistillationLoss::replaceTeacher() {
  for (auto [i, number] : llvm::enumerate(getTeacherResults(distillation)))
    values[number] =
        appendArgument(function, values[number].getType(),
                       ("teacher." + Twine(i)).str(), Role::Teacher);
}

void DistillationLoss::add(OpBuilder &builder, Value loss, double weight) {
  if (weight == 0.0)
    return;
  Location loc = loss.getLoc();
  auto type = cast<RankedTensorType>(loss.getType());
  Value part = weight == 1.0 ? loss
                             : buildMul(builder, loc, loss,
                                        buildSplat(builder, loc, type, weight));
  total = total ? tosa::AddOp::create(builder, loc, type, total, part) : part;
}

FailureOr<BatchLoss> DistillationLoss::emit(RankedTensorType output,
                                            LossAttrInterface loss) {
  BatchLoss result;
  Operation *terminator = function.getBody().front().getTerminator();
  OpBuilder builder(terminator);
  Location loc = terminator->getLoc();
  if (distillation.getLabels()) {
    FailureOr<Value> labels = appendLabels(function, output, loss);
    if (failed(labels))
      return failure();
    if (distillation.getHard() > 0.0)
      add(builder, loss.emitLoss(builder, loc, values[0], *labels),
          distillation.getHard());
    result.correct = countCorrect(builder, loc, values[0], *labels);
  }
  markData(function);
  if (distillation.getCached())
    replaceTeacher();
  for (Attribute attribute : distillation.getTerms()) {
    auto term = cast<DistillationTermAttr>(attribute);
    if (term.getWeight() > 0.0)
      add(builder,
          cast<DistillationLossAttrInterface>(term.getLoss())
              .emitLoss(builder, loc, values[term.getStudent()],
                        values[term.getTeacher()]),
          term.getWeight());
  }
  if (!total)
    return function.emitError("all losses of @")
           << function.getSymName()
           << " have the weight 0; there is nothing to train";
  result.loss = total;
  Value answers = values[distillation.getAnswers()];
  auto type = cast<RankedTensorType>(answers.getType());
  if (type.getRank() == 2 && type == output) {
    auto classes = RankedTensorType::get(type.getShape().take_front(),
                                         builder.getI32Type());
    Value chosen = tosa::ArgMaxOp::create(builder, loc, classes, answers,
                                          builder.getI32IntegerAttr(1),
                                          tosa::NanPropagationModeAttr());
    result.agreed = countCorrect(builder, loc, values[0], chosen);
  }
  return result;
}

FailureOr<BatchLoss>
compress::appendDistillationLoss(func::FuncOp function,
                                 DistillationAttr distillation,
                                 LossAttrInterface loss) {
  FailureOr<RankedTensorType> output = getOutputType(function);
  if (failed(output))
    return failure();
  DistillationLoss distilled(function, distillation);
  if (failed(distilled.check()))
    return failure();
  FailureOr<BatchLoss> result = distilled.emit(*output, loss);
  if (failed(result))
    return failure();
  function->removeAttr(kDistillationAttr);
  eraseOutputs(function);
  // Statistics and such are results still; what only the teacher had is dead.
  eraseDeadOperations(function,
                      {result->loss, result->correct, result->agreed});
  return result;
}
