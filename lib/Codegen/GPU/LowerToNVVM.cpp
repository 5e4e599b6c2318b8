//===- LowerToNVVM.cpp - from any contract to GPU kernels -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/LowerToNVVM.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Codegen/Common/Passes.h"
#include "compress/Codegen/GPU/Passes.h"
#include "compress/Conversion/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::compress;

/// [any contract] -> linalg on tensors, one function per public function.
static void addConversionToLinalg(OpPassManager &pm) {
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createCompressLowerChoices());
  func.addPass(createConvertTosaToCompress());
  func.addPass(createConvertToLinalg());
  func.addPass(createConvertCompressToTosa());
  TosaToLinalgNamedOptions named;
  named.preferConv2DKernelLayoutHWCF = true;
  func.addPass(tosa::createTosaToLinalgNamed(named));
  func.addPass(tosa::createTosaToLinalg());
  TosaToArithPassOptions arith;
  arith.includeApplyRescale = true;
  func.addPass(createTosaToArithPass(arith));
  func.addPass(createTosaToTensorPass());
  func.addPass(createTosaToSCFPass());
}

/// Chains of small operations become one; every constant tensor becomes an
/// argument, because kernels read them from the device's memory.
static void addTensorOptimizations(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createConvertPadsToGathers());
  func.addPass(createLinalgElementwiseOpFusionPass());
  func.addPass(createCanonicalizerPass());
  func.addPass(createCSEPass());
  func.addPass(createLiftWeights({/*maxElements=*/0}));
  func.addPass(createAnnotateArguments());
  func.addPass(createUnshareResults());
  func.addPass(createUnshareEmptyTensors());
}

/// Tensors -> buffers; results -> arguments that the caller owns.
static void addBufferization(OpPassManager &pm) {
  pm.addPass(bufferization::createEmptyTensorEliminationPass());
  pm.addPass(bufferization::createEmptyTensorToAllocTensorPass());
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  bufferization::BufferResultsToOutParamsPassOptions results;
  results.modifyPublicFunctions = true;
  results.hoistStaticAllocs = true;
  results.addResultAttribute = true;
  pm.addPass(bufferization::createBufferResultsToOutParamsPass(results));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// Loops -> launches -> kernels in a module of their own.
static void addKernels(OpPassManager &pm, const LowerToNVVMOptions &options) {
  pm.addNestedPass<func::FuncOp>(createMapToGpu());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createGpuLaunchSinkIndexComputationsPass());
  pm.addPass(createGpuKernelOutliningPass());
  pm.addPass(createAttachGpuTarget({options.chip, options.ptxFeatures}));
  pm.addNestedPass<func::FuncOp>(createPlanDeviceMemory());
}

/// Kernels -> NVVM. Pointers are bare: every buffer is contiguous and of known
/// size.
static void addConversionToNVVM(OpPassManager &pm) {
  OpPassManager &module = pm.nest<gpu::GPUModuleOp>();
  module.addPass(createSelectDotProducts());
  module.addPass(createExpandDeviceMath());
  module.addPass(memref::createExpandStridedMetadataPass());
  module.addPass(createLowerAffinePass());
  module.addPass(createLoopInvariantCodeMotionPass());
  module.addPass(createCanonicalizerPass());
  module.addPass(createCSEPass());
  module.addPass(createSCFToControlFlowPass());
  module.addPass(arith::createArithExpandOpsPass());
  module.addPass(createConvertMathToLLVMPass());
  ConvertGpuOpsToNVVMOpsOptions nvvm;
  nvvm.indexBitwidth = 32;
  nvvm.useBarePtrCallConv = true;
  module.addPass(createConvertGpuOpsToNVVMOps(nvvm));
  module.addPass(createCanonicalizerPass());
  module.addPass(createCSEPass());
  module.addPass(createReconcileUnrealizedCastsPass());
}

void compress::buildLowerToNVVMPipeline(OpPassManager &pm,
                                        const LowerToNVVMOptions &options) {
  addConversionToLinalg(pm);
  addTensorOptimizations(pm);
  addBufferization(pm);
  addKernels(pm, options);
  addConversionToNVVM(pm);
}
