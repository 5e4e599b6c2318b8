//===- SelectDotProducts.cpp - sums of four products of bytes -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_SELECTDOTPRODUCTS
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The four bytes that `value` widens; null if it is something else.
static Value getBytes(Value value, NVVM::DotAccumulateType &type) {
  Value bytes;
  if (auto extension = value.getDefiningOp<arith::ExtSIOp>()) {
    bytes = extension.getIn();
    type = NVVM::DotAccumulateType::SIGNED;
  } else if (auto extension = value.getDefiningOp<arith::ExtUIOp>()) {
    bytes = extension.getIn();
    type = NVVM::DotAccumulateType::UNSIGNED;
  }
  if (!bytes || !getElementTypeOrSelf(bytes).isInteger(8))
    return {};
  return bytes;
}

namespace {
struct SelectDotProducts
    : public compress::impl::SelectDotProductsBase<SelectDotProducts> {
  void runOnOperation() override {
    SmallVector<vector::ReductionOp> sums;
    getOperation()->walk([&](vector::ReductionOp op) { sums.push_back(op); });
    for (vector::ReductionOp sum : sums)
      select(sum);
  }

private:
  void select(vector::ReductionOp sum) {
    auto products = sum.getVector().getDefiningOp<arith::MulIOp>();
    auto type = dyn_cast<VectorType>(sum.getVector().getType());
    if (!products || sum.getKind() != vector::CombiningKind::ADD ||
        type.getShape() != ArrayRef<int64_t>{4} ||
        !type.getElementType().isInteger(32))
      return;
    NVVM::DotAccumulateType leftType, rightType;
    Value left = getBytes(products.getLhs(), leftType);
    Value right = getBytes(products.getRhs(), rightType);
    if (!left || !right)
      return;
    OpBuilder builder(sum);
    Value accumulator = sum.getAcc();
    if (!accumulator)
      accumulator = arith::ConstantOp::create(builder, sum.getLoc(),
                                              builder.getI32IntegerAttr(0));
    Value dot = NVVM::DotAccumulate4WayOp::create(
        builder, sum.getLoc(), builder.getI32Type(), left, leftType, right,
        rightType, accumulator);
    sum.replaceAllUsesWith(dot);
    sum.erase();
    ++numSelected;
  }
};
} // namespace
