//===- ConvertPadsToGathers.cpp - padding as a computed entry -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTPADSTOGATHERS
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The entry of the padded tensor at the place of the loops.
static Value buildEntry(OpBuilder &b, Location loc, tensor::PadOp op,
                        Value padding) {
  Value inside;
  SmallVector<Value> indices;
  ArrayRef<int64_t> shape = op.getSourceType().getShape();
  for (auto [dim, low] : llvm::enumerate(op.getStaticLow())) {
    Value index = linalg::IndexOp::create(b, loc, dim);
    if (shape[dim] != op.getResultType().getDimSize(dim)) {
      Value offset = arith::ConstantIndexOp::create(b, loc, low);
      index = arith::SubIOp::create(b, loc, index, offset);
      // One comparison: what lies before the start is large without its sign.
      Value size = arith::ConstantIndexOp::create(b, loc, shape[dim]);
      Value isInside =
          arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, index, size);
      Value zero = arith::ConstantIndexOp::create(b, loc, 0);
      index = arith::SelectOp::create(b, loc, isInside, index, zero);
      inside =
          inside ? arith::AndIOp::create(b, loc, inside, isInside) : isInside;
    }
    indices.push_back(index);
  }
  Value entry = tensor::ExtractOp::create(b, loc, op.getSource(), indices);
  return inside ? arith::SelectOp::create(b, loc, inside, entry, padding)
                : entry;
}

static void convert(tensor::PadOp op, Value padding) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  RankedTensorType type = op.getResultType();
  Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                        type.getElementType());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, type, ValueRange{}, empty,
      builder.getMultiDimIdentityMap(type.getRank()), iterators,
      [&](OpBuilder &b, Location loc, ValueRange) {
        linalg::YieldOp::create(b, loc, buildEntry(b, loc, op, padding));
      });
  op.replaceAllUsesWith(generic.getResult(0));
  op.erase();
}

namespace {
struct ConvertPadsToGathers
    : public compress::impl::ConvertPadsToGathersBase<ConvertPadsToGathers> {
  void runOnOperation() override {
    SmallVector<tensor::PadOp> pads;
    getOperation().walk([&](tensor::PadOp op) { pads.push_back(op); });
    for (tensor::PadOp op : pads) {
      Value padding = op.getConstantPaddingValue();
      if (padding && op.getSourceType().hasStaticShape() &&
          op.getResultType().hasStaticShape() &&
          op.getSourceType().getNumElements() > 0)
        convert(op, padding);
    }
  }
};
} // namespace
