//===- ExpandDeviceMath.cpp - functions that kernels have no code for -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Upstream calls NVIDIA's libdevice, which is not free to ship and must be
// linked; polynomials need neither.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EXPANDDEVICEMATH
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The intrinsic that the NVPTX backend has instructions for; empty if it has
/// none.
static StringRef getIntrinsic(Operation *op) {
  return llvm::TypeSwitch<Operation *, StringRef>(op)
      .Case<math::AbsFOp>([](auto) { return "llvm.fabs"; })
      .Case<math::CeilOp>([](auto) { return "llvm.ceil"; })
      .Case<math::FloorOp>([](auto) { return "llvm.floor"; })
      .Case<math::TruncOp>([](auto) { return "llvm.trunc"; })
      .Case<math::RoundEvenOp>([](auto) { return "llvm.roundeven"; })
      .Case<math::SqrtOp>([](auto) { return "llvm.sqrt"; })
      .Case<math::FmaOp>([](auto) { return "llvm.fma"; })
      .Case<math::CopySignOp>([](auto) { return "llvm.copysign"; })
      .Default([](Operation *) { return ""; });
}

/// True for operations on integers that become instructions as they are.
static bool isInteger(Operation *op) {
  return isa<math::AbsIOp, math::CountLeadingZerosOp,
             math::CountTrailingZerosOp, math::CtPopOp>(op);
}

namespace {
struct ExpandDeviceMath
    : public compress::impl::ExpandDeviceMathBase<ExpandDeviceMath> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    math::populateExpansionPatterns(
        patterns, {"rsqrt", "powf", "tan", "sinh", "cosh", "exp2", "round"});
    auto always = [](StringRef) { return true; };
    populateMathF32ExpansionPatterns(patterns, always);
    populateMathPolynomialApproximationPatterns(patterns, always);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (!isa_and_nonnull<math::MathDialect>(op->getDialect()) ||
          isInteger(op))
        return WalkResult::advance();
      StringRef intrinsic = getIntrinsic(op);
      if (!intrinsic.empty()) {
        // As an operation of the LLVM dialect it would become a call again.
        OpBuilder builder(op);
        auto call = LLVM::CallIntrinsicOp::create(
            builder, op->getLoc(), op->getResult(0).getType(),
            builder.getStringAttr(intrinsic), op->getOperands());
        op->replaceAllUsesWith(call);
        op->erase();
        return WalkResult::advance();
      }
      op->emitOpError("has no code for a GPU on ")
          << op->getResult(0).getType()
          << "; compute it in f32 with other operations, or on the CPU";
      return WalkResult::interrupt();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
