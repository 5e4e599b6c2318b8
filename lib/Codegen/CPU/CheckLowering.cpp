//===- CheckLowering.cpp - name what has no lowering ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

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
      auto isTensor = [](Type type) { return isa<TensorType>(type); };
      bool isOnTensors = llvm::any_of(op->getOperandTypes(), isTensor) ||
                         llvm::any_of(op->getResultTypes(), isTensor);
      if (!isOnTensors || isa<bufferization::BufferizableOpInterface>(op))
        return;
      isComplete = false;
      op->emitOpError("has no lowering to the CPU for ")
          << describeTypes(op)
          << "; write it in terms of operations of compress, tosa or linalg";
    });
    if (!isComplete)
      signalPassFailure();
  }
};
} // namespace
