//===- TosaReductions.cpp - derivatives of TOSA reductions ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Expression.h"

using namespace mlir;
using namespace mlir::compress;

/// Each entry has gone into one sum.
static void emitReduceSum(tosa::ReduceSumOp op, OpBuilder &builder,
                          AdjointMap &adjoints) {
  Expression x(builder, op.getLoc(), op.getInput());
  Expression dy(builder, op.getLoc(), adjoints.lookup(op.getOutput()));
  adjoints.add(x, dy * x.splat(1.0));
}

/// Entries that are equally extreme share the gradient, as in PyTorch's `amax`
/// and `amin`.
template <typename OpTy>
static void emitReduceExtremum(OpTy op, OpBuilder &builder,
                               AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Expression x(builder, loc, op.getInput()), y(builder, loc, op.getOutput());
  Expression dy(builder, loc, adjoints.lookup(op.getOutput()));
  Expression isExtreme = x.splat(1.0).where(x == y, x.constant(0.0));
  Expression count(builder, loc,
                   buildSumTo(builder, loc, isExtreme, y.getType().getShape()));
  Expression share = dy * count.template apply<tosa::ReciprocalOp>();
  adjoints.add(x, share * isExtreme);
}

static StringRef picks() { return "returns numbers of entries"; }

void compress::attachTosaReductionDerivatives(MLIRContext &context) {
  using namespace tosa;
  attachDerivative<ReduceSumOp, emitReduceSum>(context);
  attachDerivative<ReduceMaxOp, emitReduceExtremum<ReduceMaxOp>>(context);
  attachDerivative<ReduceMinOp, emitReduceExtremum<ReduceMinOp>>(context);
  attachObstacle<picks, ArgMaxOp>(context);
}
