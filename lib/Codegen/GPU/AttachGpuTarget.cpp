//===- AttachGpuTarget.cpp - which chip kernels are for -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"

namespace mlir::compress {
#define GEN_PASS_DEF_ATTACHGPUTARGET
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

static constexpr llvm::StringLiteral kTriple = "nvptx64-nvidia-cuda";

/// The number in `sm_90a`; 0 for another name.
static unsigned getSmNumber(StringRef chip) {
  unsigned number = 0;
  return chip.consume_front("sm_") && !chip.consumeInteger(10, number) ? number
                                                                       : 0;
}

/// The PTX version to ask for. LLVM's own choice is the oldest that knows the
/// chip, which lacks instructions for chips of its day and before; newer chips
/// need a newer one, which LLVM knows.
static std::string getDefaultFeatures(StringRef chip) {
  return getSmNumber(chip) < 100 ? "+ptx80" : "";
}

namespace {
struct AttachGpuTarget
    : public compress::impl::AttachGpuTargetBase<AttachGpuTarget> {
  using AttachGpuTargetBase::AttachGpuTargetBase;

  LogicalResult initialize(MLIRContext *context) override {
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
    Location loc = UnknownLoc::get(context);
    std::string message;
    llvm::Triple triple(kTriple);
    const llvm::Target *target =
        llvm::TargetRegistry::lookupTarget(triple, message);
    if (!target)
      return emitError(loc, "this LLVM has no NVPTX backend: ") << message;
    std::unique_ptr<llvm::MCSubtargetInfo> info(
        target->createMCSubtargetInfo(triple, "", ""));
    if (!StringRef(chip).starts_with("sm_") || !info->isCPUStringValid(chip))
      return emitError(loc, "unknown chip '")
             << chip << "'; LLVM knows sm_80, sm_90 and others, see 'llc "
             << "-mtriple=nvptx64 -mcpu=help'";
    if (getSmNumber(chip) < 61)
      return emitError(loc, "chip '")
             << chip << "' is too old; kernels need sm_61 or newer";
    return success();
  }

  void runOnOperation() override {
    OpBuilder builder(&getContext());
    std::string features = ptxFeatures;
    if (features.empty())
      features = getDefaultFeatures(chip);
    auto target = NVVM::NVVMTargetAttr::get(
        &getContext(), /*optLevel=*/3, kTriple, chip, features);
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      module.setTargetsAttr(builder.getArrayAttr(target));
  }
};
} // namespace
