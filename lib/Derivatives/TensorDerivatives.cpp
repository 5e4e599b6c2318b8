//===- TensorDerivatives.cpp - derivatives of tensor ops ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What torch-mlir leaves around TOSA: reshapes.
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

template <typename OpTy>
static void emitReshape(OpTy op, OpBuilder &builder, AdjointMap &adjoints) {
  adjoints.add(op.getSrc(), buildReshape(builder, op.getLoc(),
                                         adjoints.lookup(op.getResult()),
                                         op.getSrcType().getShape()));
}

void compress::attachTensorDerivatives(MLIRContext &context) {
  using namespace tensor;
  attachDerivative<ExpandShapeOp, emitReshape<ExpandShapeOp>>(context);
  attachDerivative<CollapseShapeOp, emitReshape<CollapseShapeOp>>(context);
}
