//===- DistillationAttrs.cpp - how a student is taught --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Partial labels
//===----------------------------------------------------------------------===//

LogicalResult PartialCrossEntropyLossAttr::verify(
    function_ref<InFlightDiagnostic()> emitError, Number smoothing) {
  if (!(smoothing >= 0.0 && smoothing <= 1.0))
    return emitError() << "expected label_smoothing from 0 to 1, got "
                       << std::to_string(smoothing);
  return success();
}

RankedTensorType
PartialCrossEntropyLossAttr::getLabelsType(RankedTensorType output) const {
  if (output.getRank() != 2 || !output.getElementType().isF32())
    return {};
  return RankedTensorType::get(output.getShape().take_front(),
                               IntegerType::get(getContext(), 32));
}

Value PartialCrossEntropyLossAttr::emitLoss(OpBuilder &builder, Location loc,
                                            Value output, Value labels) const {
  return PartialCrossEntropyOp::create(
      builder, loc, output, labels,
      builder.getF32FloatAttr(static_cast<float>(getLabelSmoothing())));
}

Attribute PartialCrossEntropyLossAttr::getPartialLoss() const { return *this; }

//===----------------------------------------------------------------------===//
// Losses between student and teacher
//===----------------------------------------------------------------------===//

static std::string describe(RankedTensorType student,
                            RankedTensorType teacher) {
  std::string text;
  llvm::raw_string_ostream(text)
      << "the student has " << student << ", the teacher " << teacher;
  return text;
}

static std::string explainDifferentTypes(RankedTensorType student,
                                         RankedTensorType teacher) {
  if (student != teacher)
    return describe(student, teacher);
  return student.getElementType().isF32() ? "" : "the values are not f32";
}

LogicalResult KLTeachingAttr::verify(function_ref<InFlightDiagnostic()> emit,
                                     Number temperature) {
  if (!(temperature > 0.0) || std::isinf(temperature))
    return emit() << "expected a finite temperature above 0, got "
                  << std::to_string(temperature);
  return success();
}

std::string KLTeachingAttr::explainMismatch(RankedTensorType student,
                                            RankedTensorType teacher) const {
  if (student.getRank() == 2 && teacher.getRank() == 2 &&
      student.getDimSize(1) != teacher.getDimSize(1))
    return "the student has " + std::to_string(student.getDimSize(1)) +
           " classes, the teacher " + std::to_string(teacher.getDimSize(1));
  if (student.getRank() != 2)
    return "it wants class scores [N, C], and " + describe(student, teacher);
  return explainDifferentTypes(student, teacher);
}

Value KLTeachingAttr::emitLoss(OpBuilder &builder, Location loc, Value student,
                               Value teacher) const {
  return KLDivergenceOp::create(
      builder, loc, student, teacher,
      builder.getF32FloatAttr(static_cast<float>(getTemperature())));
}

std::string MSETeachingAttr::explainMismatch(RankedTensorType student,
                                             RankedTensorType teacher) const {
  return explainDifferentTypes(student, teacher);
}

Value MSETeachingAttr::emitLoss(OpBuilder &builder, Location loc, Value student,
                                Value teacher) const {
  return MSEOp::create(builder, loc, student, teacher);
}

std::string
CosineTeachingAttr::explainMismatch(RankedTensorType student,
                                    RankedTensorType teacher) const {
  if (student.getRank() < 2)
    return "it wants values of rank 2 or more, and " +
           describe(student, teacher);
  return explainDifferentTypes(student, teacher);
}

Value CosineTeachingAttr::emitLoss(OpBuilder &builder, Location loc,
                                   Value student, Value teacher) const {
  return CosineDistanceOp::create(builder, loc, student, teacher);
}

std::string HintTeachingAttr::explainMismatch(RankedTensorType student,
                                              RankedTensorType teacher) const {
  return explainDifferentTypes(student, teacher);
}

Value HintTeachingAttr::emitLoss(OpBuilder &builder, Location loc,
                                 Value student, Value teacher) const {
  return MSEOp::create(builder, loc, student, teacher);
}

std::string
AttentionTeachingAttr::explainMismatch(RankedTensorType student,
                                       RankedTensorType teacher) const {
  if (student.getRank() != 4 || teacher.getRank() != 4)
    return "it wants images [N, H, W, C], and " + describe(student, teacher);
  if (student.getShape().drop_back() != teacher.getShape().drop_back())
    return "it wants images of one size, and " + describe(student, teacher);
  return student.getElementType().isF32() && teacher.getElementType().isF32()
             ? ""
             : "the values are not f32";
}

Value AttentionTeachingAttr::emitLoss(OpBuilder &builder, Location loc,
                                      Value student, Value teacher) const {
  return AttentionDistanceOp::create(builder, loc, student, teacher);
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

LogicalResult
DistillationTermAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                             Attribute loss, Number weight, int64_t student,
                             int64_t teacher) {
  if (!isa_and_present<DistillationLossAttrInterface>(loss))
    return emitError() << "expected a loss with DistillationLossAttrInterface";
  if (!(weight >= 0.0) || std::isinf(weight))
    return emitError() << "expected a finite weight of 0 or more, got "
                       << std::to_string(weight);
  if (student < 0 || teacher < 0)
    return emitError() << "expected numbers of results";
  return success();
}

LogicalResult
DistillationAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                         StringAttr, Number hard, int64_t answers, Flag, Flag,
                         ArrayAttr terms) {
  if (!(hard >= 0.0) || std::isinf(hard))
    return emitError()
           << "expected a finite weight of labels of 0 or more, got "
           << std::to_string(hard);
  if (answers < 0)
    return emitError() << "expected the number of a result";
  for (Attribute term : terms)
    if (!isa<DistillationTermAttr>(term))
      return emitError() << "expected terms to be distillation_term, got "
                         << term;
  return success();
}
