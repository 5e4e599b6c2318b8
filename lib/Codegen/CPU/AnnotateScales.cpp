//===- AnnotateScales.cpp - the smallest shift of a table -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Matchers.h"

namespace mlir::compress {
#define GEN_PASS_DEF_ANNOTATESCALES
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The smallest entry of the constant that `argument` runs through.
static std::optional<int32_t> getSmallest(linalg::GenericOp generic,
                                          BlockArgument argument) {
  OpOperand *operand = generic.getMatchingOpOperand(argument);
  ElementsAttr elements;
  if (!matchPattern(operand->get(), m_Constant(&elements)))
    return std::nullopt;
  std::optional<std::vector<int32_t>> values = getIntElements(elements);
  if (!values || values->empty())
    return std::nullopt;
  return *llvm::min_element(*values);
}

namespace {
struct AnnotateScales
    : public compress::impl::AnnotateScalesBase<AnnotateScales> {
  void runOnOperation() override {
    Builder builder(&getContext());
    getOperation().walk([&](tosa::ApplyScaleOp op) {
      auto generic = dyn_cast<linalg::GenericOp>(op->getParentOp());
      auto shift = dyn_cast<BlockArgument>(op.getShift());
      if (!generic || !shift || shift.getOwner() != generic.getBody())
        return;
      if (std::optional<int32_t> smallest = getSmallest(generic, shift))
        op->setAttr("compress.min_shift", builder.getI32IntegerAttr(*smallest));
    });
  }
};
} // namespace
