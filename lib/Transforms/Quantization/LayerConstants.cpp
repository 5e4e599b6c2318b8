//===- LayerConstants.cpp - weights and biases of layers ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerConstants.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/IntegerForms.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

FailureOr<std::vector<float>>
compress::readConstant(Operation *layer, OpOperand &operand, StringRef role) {
  WeightChain chain = WeightChain::match(operand.get());
  std::optional<std::vector<float>> values = chain.getMaskedValues();
  if (!values)
    return emitLayerError(layer)
           << "expected a constant f32 " << role << "; exclude it";
  if (llvm::all_of(*values, [](float value) { return std::isfinite(value); }))
    return *values;
  if (ParameterOp parameter = chain.getParameter())
    return parameter.emitOpError() << "\"" << parameter.getName() << "\" "
                                   << "has entries that are not finite";
  return emitLayerError(layer)
         << "has a " << role << " with entries that are not finite";
}

void compress::roundOperand(OpOperand &operand, quant::QuantizedType type) {
  OpBuilder builder(operand.getOwner());
  builder.setInsertionPointAfterValue(operand.get());
  operand.set(FakeQuantOp::create(builder, operand.get().getLoc(),
                                  operand.get(), TypeAttr::get(type)));
}
