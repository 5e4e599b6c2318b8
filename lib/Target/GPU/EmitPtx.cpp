//===- EmitPtx.cpp - writes what compress-to-gpu made ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/GPU/EmitPtx.h"
#include "compress/Support/OutputFile.h"
#include "compress/Target/GPU/Passes.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EMITPTX
#include "compress/Target/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Writes what `emit` prints to `path`, if there is one.
static LogicalResult writeFile(ModuleOp module, StringRef path,
                               LogicalResult (*emit)(ModuleOp, raw_ostream &)) {
  if (path.empty())
    return success();
  SmallString<0> contents;
  llvm::raw_svector_ostream stream(contents);
  if (failed(emit(module, stream)))
    return failure();
  if (path == "-") {
    llvm::outs() << contents;
    return success();
  }
  if (llvm::Error error =
          writeOutputFile(path, [&](raw_ostream &os) { os << contents; }))
    return emitError(module.getLoc(), llvm::toString(std::move(error)));
  return success();
}

LogicalResult compress::writeGpuFiles(ModuleOp module, const GpuFiles &files) {
  return success(
      succeeded(writeFile(module, files.ptx, emitPtx)) &&
      succeeded(writeFile(module, files.llvmIR, emitDeviceLLVM)) &&
      succeeded(writeFile(module, files.weights, emitDeviceWeights)) &&
      succeeded(writeFile(module, files.launches, emitLaunches)));
}

namespace {
struct EmitPtx : public compress::impl::EmitPtxBase<EmitPtx> {
  using EmitPtxBase::EmitPtxBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    EmitPtxBase::getDependentDialects(registry);
    registerGpuEmission(registry);
  }

  void runOnOperation() override {
    if (failed(writeGpuFiles(getOperation(), {ptx, llvmIR, weights, launches})))
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
