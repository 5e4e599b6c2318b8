//===- DeviceModule.cpp - kernels through LLVM ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/GPU/EmitPtx.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::compress;

void compress::registerGpuEmission(DialectRegistry &registry) {
  registerBuiltinDialectTranslation(registry);
  registerGPUDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerNVVMDialectTranslation(registry);
}

namespace {
/// The kernels of a module in LLVM.
struct DeviceModule {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module;
  std::unique_ptr<llvm::TargetMachine> machine;

  LogicalResult load(ModuleOp module);
};
} // namespace

/// The one module of kernels in `module`, and its target.
static FailureOr<std::pair<gpu::GPUModuleOp, NVVM::NVVMTargetAttr>>
findKernels(ModuleOp module) {
  auto modules = llvm::to_vector(module.getOps<gpu::GPUModuleOp>());
  if (modules.size() != 1)
    return emitError(module.getLoc(), "expected one gpu.module, found ")
           << modules.size()
           << "; lower the network with compress-to-gpu first";
  for (Attribute target : modules[0].getTargetsAttr()
                              ? modules[0].getTargetsAttr().getValue()
                              : ArrayRef<Attribute>())
    if (auto nvvm = dyn_cast<NVVM::NVVMTargetAttr>(target))
      return std::make_pair(modules[0], nvvm);
  return modules[0].emitOpError(
      "has no #nvvm.target; add one with compress-attach-gpu-target");
}

static FailureOr<std::unique_ptr<llvm::TargetMachine>>
createMachine(gpu::GPUModuleOp op, NVVM::NVVMTargetAttr attribute) {
  LLVMInitializeNVPTXTargetInfo();
  LLVMInitializeNVPTXTarget();
  LLVMInitializeNVPTXTargetMC();
  LLVMInitializeNVPTXAsmPrinter();
  llvm::Triple triple(attribute.getTriple());
  std::string message;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return op.emitOpError("cannot be compiled: ") << message;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, attribute.getChip(), attribute.getFeatures(), {}, std::nullopt,
      std::nullopt, llvm::CodeGenOptLevel::Aggressive));
  if (!machine)
    return op.emitOpError("cannot be compiled for ") << attribute.getChip();
  return machine;
}

/// Translates and optimises the kernels of `module`.
LogicalResult DeviceModule::load(ModuleOp host) {
  auto kernels = findKernels(host);
  if (failed(kernels))
    return failure();
  auto [op, target] = *kernels;
  auto created = createMachine(op, target);
  if (failed(created))
    return failure();
  machine = std::move(*created);
  module = translateModuleToLLVMIR(op, context, op.getName());
  if (!module)
    return op.emitOpError("cannot be translated to LLVM; lower the network "
                          "with compress-to-gpu first");
  module->setTargetTriple(machine->getTargetTriple());
  module->setDataLayout(machine->createDataLayout());
  auto optimize =
      makeOptimizingTransformer(target.getO(), /*sizeLevel=*/0, machine.get());
  if (llvm::Error error = optimize(module.get()))
    return op.emitOpError("cannot be optimised: ")
           << llvm::toString(std::move(error));
  for (const llvm::Function &function : *module)
    if (function.isDeclaration() && !function.isIntrinsic())
      return op.emitOpError("calls @")
             << function.getName() << ", which no kernel defines";
  return success();
}

LogicalResult compress::emitDeviceLLVM(ModuleOp module, raw_ostream &os) {
  DeviceModule device;
  if (failed(device.load(module)))
    return failure();
  device.module->print(os, nullptr);
  return success();
}

LogicalResult compress::emitPtx(ModuleOp module, raw_ostream &os) {
  DeviceModule device;
  if (failed(device.load(module)))
    return failure();
  SmallString<0> ptx;
  llvm::raw_svector_ostream stream(ptx);
  llvm::legacy::PassManager passes;
  if (device.machine->addPassesToEmitFile(passes, stream, nullptr,
                                          llvm::CodeGenFileType::AssemblyFile))
    return emitError(module.getLoc(), "this LLVM cannot write PTX");
  passes.run(*device.module);
  os << ptx;
  return success();
}
