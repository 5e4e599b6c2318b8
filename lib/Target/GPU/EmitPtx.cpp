//===- EmitPtx.cpp - writes what compress-to-gpu made ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/GPU/EmitPtx.h"
#include "compress/Target/GPU/Passes.h"
#include "llvm/Support/FileSystem.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EMITPTX
#include "compress/Target/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Writes a file through a temporary one beside it.
static LogicalResult writeFile(ModuleOp module, StringRef path,
                               LogicalResult (*emit)(ModuleOp, raw_ostream &)) {
  if (path.empty())
    return success();
  SmallString<0> contents;
  llvm::raw_svector_ostream stream(contents);
  if (failed(emit(module, stream)))
    return failure();
  auto fail = [&](llvm::Error error) {
    return emitError(module.getLoc(), "cannot write ")
           << path << ": " << llvm::toString(std::move(error));
  };
  if (llvm::Error error =
          llvm::writeToOutput(path, [&](raw_ostream &os) -> llvm::Error {
            os << contents;
            return llvm::Error::success();
          }))
    return fail(std::move(error));
  return success();
}

namespace {
struct EmitPtx : public compress::impl::EmitPtxBase<EmitPtx> {
  using EmitPtxBase::EmitPtxBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    EmitPtxBase::getDependentDialects(registry);
    registerGpuEmission(registry);
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (failed(writeFile(module, ptx, emitPtx)) ||
        failed(writeFile(module, llvmIR, emitDeviceLLVM)) ||
        failed(writeFile(module, weights, emitDeviceWeights)) ||
        failed(writeFile(module, launches, emitLaunches)))
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
