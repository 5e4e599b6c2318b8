//===- TrainedRanges.cpp - fake_quant with scales in training -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TrainedRanges.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Support/Elements.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

RangeBuilder::RangeBuilder(func::FuncOp function) {
  function.walk([&](ParameterOp parameter) {
    parameterNames.insert(parameter.getName());
  });
}

static RankedTensorType getScalesType(Builder &builder,
                                      quant::QuantizedType type) {
  return RankedTensorType::get(int64_t(getScales(type).size()),
                               builder.getF32Type());
}

Value RangeBuilder::makeParameter(OpBuilder &builder, Location loc,
                                  quant::QuantizedType type, StringRef name) {
  std::string unique = (name + ".scale").str();
  for (unsigned suffix = 1; !parameterNames.insert(unique).second; ++suffix)
    unique = (name + ".scale_" + Twine(suffix)).str();
  SmallVector<float> scales;
  for (double scale : getScales(type))
    scales.push_back(static_cast<float>(scale));
  return ParameterOp::create(
      builder, loc, builder.getStringAttr(unique), UnitAttr(), LayoutAttr(),
      makeF32Elements(getScalesType(builder, type), scales, unique));
}

FakeQuantOp RangeBuilder::round(OpBuilder &builder, Value value,
                                quant::QuantizedType type, RangeRule rule,
                                StringRef name, double numEntries) {
  Location loc = value.getLoc();
  auto typeAttr = TypeAttr::get(type);
  switch (rule) {
  case RangeRule::Fixed:
    return FakeQuantOp::create(builder, loc, value, typeAttr);
  case RangeRule::Fitted: {
    Value scale = FittedScaleOp::create(
        builder, loc, getScalesType(builder, type), value, typeAttr);
    return FakeQuantOp::create(builder, loc, value, scale, typeAttr,
                               builder.getF32FloatAttr(1.0f));
  }
  case RangeRule::Learned: {
    Value scale = makeParameter(builder, loc, type, name);
    int64_t high = std::max<int64_t>(1, type.getStorageTypeMax() -
                                            getZeroPoints(type).front());
    return FakeQuantOp::create(
        builder, loc, value, scale, typeAttr,
        builder.getF32FloatAttr(1.0 / std::sqrt(numEntries * high)));
  }
  }
  llvm_unreachable("unknown rule");
}

double compress::countSampleEntries(RankedTensorType type) {
  double count = 1.0;
  for (int64_t size : type.getShape().drop_front(type.getRank() > 0))
    if (!ShapedType::isDynamic(size))
      count *= size;
  return count;
}

double compress::countChannelEntries(ArrayRef<float> values,
                                     int64_t numChannels) {
  double count =
      llvm::count_if(values, [](float value) { return value != 0.0f; });
  return std::max(1.0, count / numChannels);
}
