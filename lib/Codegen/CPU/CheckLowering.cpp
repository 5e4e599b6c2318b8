//===- CheckLowering.cpp - name what has no lowering ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CHECKLOWERING
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Operands and results, for the message.
static std::string describeTypes(Operation *op) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << '(';
  llvm::interleaveComma(op->getOperandTypes(), stream);
  stream << ") -> ";
  llvm::interleaveComma(op->getResultTypes(), stream);
  return text;
}

namespace {
struct CheckLowering : public compress::impl::CheckLoweringBase<CheckLowering> {
  void runOnOperation() override {
    bool isComplete = true;
    getOperation().walk([&](Operation *op) {
      bool isSource =
          isa_and_present<tosa::TosaDialect, CompressDialect>(op->getDialect());
      // Operations of other dialects that only we do not know are left to
      // whoever runs next; on scalars, tosa.apply_scale is lowered later.
      if (!isSource || isa<KernelOp>(op) ||
          llvm::none_of(op->getResultTypes(),
                        [](Type type) { return isa<TensorType>(type); }))
        return;
      isComplete = false;
      op->emitOpError("has no lowering to the CPU for ")
          << describeTypes(op)
          << "; types must be static and attributes constant, otherwise write "
             "the operation in terms of others";
    });
    if (!isComplete)
      signalPassFailure();
  }
};
} // namespace
