//===- TrainingFunction.cpp - loss and update of a function ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/TrainingFunction.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Transforms/Training/Signature.h"

using namespace mlir;
using namespace mlir::compress;

BlockArgument compress::appendArgument(func::FuncOp function, Type type,
                                       StringRef name, Role role) {
  MLIRContext *context = function.getContext();
  NamedAttrList attributes;
  attributes.set(kNameAttr, StringAttr::get(context, name));
  attributes.set(kRoleAttr, RoleAttr::get(context, role));
  unsigned index = function.getNumArguments();
  (void)function.insertArgument(index, type, attributes.getDictionary(context),
                                function.getLoc());
  return function.getArgument(index);
}

Value compress::countCorrect(OpBuilder &builder, Location loc, Value scores,
                             Value labels) {
  auto type = cast<RankedTensorType>(labels.getType());
  auto scoresType = cast<RankedTensorType>(scores.getType());
  if (scoresType.getRank() != 2 || type.getRank() != 1 ||
      !type.getElementType().isSignlessInteger(32))
    return {};
  // Of several paths, the first.
  if (int64_t rows = type.getDimSize(0); scoresType.getDimSize(0) > rows) {
    int64_t classes = scoresType.getDimSize(1);
    scores =
        tosa::SliceOp::create(builder, loc, scoresType.clone({rows, classes}),
                              scores, buildShape(builder, loc, {0, 0}),
                              buildShape(builder, loc, {rows, classes}));
  }
  Value answers = tosa::ArgMaxOp::create(builder, loc, type, scores,
                                         builder.getI32IntegerAttr(1),
                                         tosa::NanPropagationModeAttr());
  Value isRight = tosa::EqualOp::create(
      builder, loc, type.clone(builder.getI1Type()), answers, labels);
  Value ones = tosa::CastOp::create(builder, loc, type, isRight);
  Value sum =
      tosa::ReduceSumOp::create(builder, loc, type.clone(ArrayRef<int64_t>{1}),
                                ones, builder.getI32IntegerAttr(0));
  return buildReshape(builder, loc, sum, {});
}

FailureOr<RankedTensorType> compress::getOutputType(func::FuncOp function) {
  auto type = function.getNumResults() == 0
                  ? RankedTensorType()
                  : dyn_cast<RankedTensorType>(function.getResultTypes()[0]);
  if (!type || function.getResultAttr(0, kRoleAttr))
    return function.emitError("the first result of @")
           << function.getSymName()
           << " must be the output that a loss is taken of";
  if (!type.hasStaticShape())
    return function.emitError("output of @")
           << function.getSymName() << " has a dynamic shape, " << type
           << "; give the function's arguments static types";
  return type;
}

void compress::markData(func::FuncOp function) {
  MLIRContext *context = function.getContext();
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (!function.getArgAttr(i, kRoleAttr))
      function.setArgAttr(i, kRoleAttr, RoleAttr::get(context, Role::Data));
}

FailureOr<Value> compress::appendLabels(func::FuncOp function,
                                        RankedTensorType output,
                                        LossAttrInterface loss) {
  RankedTensorType type = loss.getLabelsType(output);
  if (!type)
    return function.emitError("loss ")
           << loss << " cannot be taken of the output of @"
           << function.getSymName() << ", " << output;
  markData(function);
  return Value(appendArgument(function, type, "labels", Role::Labels));
}

void compress::eraseOutputs(func::FuncOp function) {
  llvm::BitVector outputs(function.getNumResults());
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    if (!function.getResultAttr(i, kRoleAttr))
      outputs.set(i);
  function.getBody().front().getTerminator()->eraseOperands(outputs);
  (void)function.eraseResults(outputs);
}

FailureOr<BatchLoss> compress::appendLoss(func::FuncOp function,
                                          LossAttrInterface loss) {
  if (auto distillation =
          function->getAttrOfType<DistillationAttr>(kDistillationAttr))
    return appendDistillationLoss(function, distillation, loss);
  FailureOr<RankedTensorType> output = getOutputType(function);
  if (failed(output))
    return failure();
  FailureOr<Value> labels = appendLabels(function, *output, loss);
  if (failed(labels))
    return failure();
  Operation *terminator = function.getBody().front().getTerminator();
  Value scores = terminator->getOperand(0);
  OpBuilder builder(terminator);
  Location loc = terminator->getLoc();
  BatchLoss result;
  result.loss = loss.emitLoss(builder, loc, scores, *labels);
  result.correct = countCorrect(builder, loc, scores, *labels);
  eraseOutputs(function);
  return result;
}

void compress::returnLoss(func::FuncOp function, const BatchLoss &loss) {
  appendResult(function, loss.loss, "loss", Role::Loss);
  if (loss.correct)
    appendResult(function, loss.correct, "correct", Role::Metric);
  if (loss.agreed)
    appendResult(function, loss.agreed, "agreed", Role::Metric);
}

LogicalResult compress::checkSampleInput(func::FuncOp function) {
  auto type = function.getNumArguments() == 1
                  ? dyn_cast<RankedTensorType>(function.getArgumentTypes()[0])
                  : RankedTensorType();
  if (!type || type.getRank() == 0 || !type.getElementType().isF32())
    return mlir::emitError(function.getLoc())
           << "expected @" << function.getSymName()
           << " to have one argument, an f32 tensor with the batch in "
              "dimension 0";
  return success();
}
