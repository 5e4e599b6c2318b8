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

/// The number in `ptx80`; 0 for another name.
static unsigned getPtxNumber(StringRef feature) {
  unsigned number = 0;
  return feature.consume_front("ptx") && !feature.consumeInteger(10, number) &&
                 feature.empty()
             ? number
             : 0;
}

/// The oldest PTX version that knows a chip. LLVM has the same table, but
/// aborts where a version is too old.
static unsigned getOldestPtx(StringRef chip) {
  static constexpr std::pair<unsigned, unsigned> kSince[] = {
      {121, 88}, {120, 87}, {103, 88}, {100, 86}, {89, 78}, {87, 74},
      {86, 71},  {80, 70},  {75, 63},  {72, 61},  {70, 60}};
  if (chip == "sm_90a")
    return 80;
  unsigned number = getSmNumber(chip);
  for (auto [sm, ptx] : kSince)
    if (number >= sm)
      return chip.ends_with("f") ? std::max(ptx, 88u) : ptx;
  return 50;
}

/// Whether `features` is a PTX version that LLVM has and that knows the chip.
static LogicalResult verifyPtx(Location loc, StringRef features, StringRef chip,
                               const llvm::MCSubtargetInfo &info) {
  StringRef name = features;
  bool isKnown = name.consume_front("+") && getPtxNumber(name) != 0 &&
                 llvm::any_of(info.getAllProcessorFeatures(),
                              [&](const llvm::SubtargetFeatureKV &feature) {
                                return name == feature.Key;
                              });
  if (!isKnown)
    return emitError(loc, "unknown PTX version '")
           << features
           << "'; give one as +ptx80, or none for one that fits the chip";
  if (getPtxNumber(name) < getOldestPtx(chip))
    return emitError(loc, "PTX version '")
           << features << "' does not know chip '" << chip
           << "'; ask for a newer one, or none for one that fits the chip";
  return success();
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
    std::unique_ptr<llvm::MCSubtargetInfo> known(
        target->createMCSubtargetInfo(triple, "", ""));
    if (!StringRef(chip).starts_with("sm_") || !known->isCPUStringValid(chip))
      return emitError(loc, "unknown chip '")
             << chip << "'; LLVM knows sm_80, sm_90 and others, see 'llc "
             << "-mtriple=nvptx64 -mcpu=help'";
    if (getSmNumber(chip) < 61)
      return emitError(loc, "chip '")
             << chip << "' is too old; kernels need sm_61 or newer";
    features = ptxFeatures;
    if (!features.empty())
      return verifyPtx(loc, features, chip, *known);
    // LLVM's own choice is the oldest that knows the chip, which lacks
    // instructions that the chip has.
    if (getOldestPtx(chip) <= 80)
      features = "+ptx80";
    return success();
  }

  void runOnOperation() override {
    OpBuilder builder(&getContext());
    auto target = NVVM::NVVMTargetAttr::get(&getContext(), /*optLevel=*/3,
                                            kTriple, chip, features);
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      module.setTargetsAttr(builder.getArrayAttr(target));
  }

private:
  std::string features;
};
} // namespace
