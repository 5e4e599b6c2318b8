//===- TosaLayers.cpp - derivatives of TOSA products and pools ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/TosaBuilders.h"

using namespace mlir;
using namespace mlir::compress;

/// y = a b: da = dy b^T, db = a^T dy.
static void emitMatMul(tosa::MatMulOp op, OpBuilder &builder,
                       AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getOutput());
  auto transposed = [&](Value value) {
    return buildTranspose(builder, loc, value, {0, 2, 1});
  };
  if (adjoints.isNeeded(op.getA()))
    adjoints.add(op.getA(),
                 tosa::MatMulOp::create(builder, loc, op.getA().getType(), dy,
                                        transposed(op.getB())));
  if (adjoints.isNeeded(op.getB()))
    adjoints.add(op.getB(),
                 tosa::MatMulOp::create(builder, loc, op.getB().getType(),
                                        transposed(op.getA()), dy));
}

void compress::attachTosaLayerDerivatives(MLIRContext &context) {
  attachDerivative<tosa::MatMulOp, emitMatMul>(context);
}
