//===- LowerToLLVM.cpp - from any contract to LLVM on the CPU -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Codegen/Common/Passes.h"
#include "compress/Conversion/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::compress;

/// [any contract] -> linalg on tensors, one function per public function.
static void addConversionToLinalg(OpPassManager &pm, const CpuTarget &cpu,
                                  bool profile) {
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createCompressLowerChoices());
  func.addPass(createConvertTosaToCompress());
  if (profile)
    func.addPass(createLabelLayers());
  func.addPass(createConvertToSparseKernels({cpu.isa}));
  func.addPass(createConvertToKernels({cpu.isa}));
  func.addPass(createConvertToLinalg());
  func.addPass(createConvertCompressToTosa());
  TosaToLinalgNamedOptions named;
  named.preferConv2DKernelLayoutHWCF = true;
  func.addPass(tosa::createTosaToLinalgNamed(named));
  func.addPass(tosa::createTosaToLinalg());
  func.addPass(createTosaToArithPass());
  func.addPass(createTosaToTensorPass());
  func.addPass(createTosaToSCFPass());
}

/// Weights become arguments; chains of small operations become one.
static void addTensorOptimizations(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createAnnotateScales());
  func.addPass(createFuseEpilogues());
  func.addPass(createCanonicalizerPass());
  func.addPass(createCSEPass());
  func.addPass(createLiftWeights());
  func.addPass(createAnnotateArguments());
  func.addPass(createUnshareResults());
  func.addPass(createCheckLowering());
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
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createPlanArena());
  func.addPass(createPackWeights());
}

/// Kernels and linalg -> loops of vectors; with `chunkCycles`, parallel ones.
static void addLoops(OpPassManager &pm, const CpuTarget &cpu,
                     int64_t chunkCycles) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createConvertCopiesToLinalg());
  func.addPass(createEmitKernels({cpu.isa, chunkCycles}));
  func.addPass(createVectorizeTransposes({cpu.vectorBits, chunkCycles}));
  func.addPass(createVectorizeReductions({cpu.vectorBits}));
  func.addPass(createVectorizeKernels({cpu.vectorBits, chunkCycles}));
  func.addPass(createConvertLinalgToLoopsPass());
  func.addPass(createLowerApplyScale({cpu.isa}));
  TosaToArithPassOptions wideScale;
  wideScale.includeApplyRescale = true;
  func.addPass(createTosaToArithPass(wideScale));
  func.addPass(createApproximateMath());
  func.addPass(createConvertVectorToSCFPass());
  func.addPass(memref::createExpandStridedMetadataPass());
  func.addPass(createLowerAffinePass());
  func.addPass(createCanonicalizerPass());
  func.addPass(createCSEPass());
  pm.addPass(createOutlineCases());
  if (chunkCycles > 0)
    pm.addPass(createOutlineParallelLoops());
}

/// Loops of vectors -> LLVM.
static void addConversionToLLVM(OpPassManager &pm) {
  OpPassManager &func = pm.nest<func::FuncOp>();
  func.addPass(createSCFToControlFlowPass());
  func.addPass(arith::createArithExpandOpsPass());
  func.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertVectorToLLVMPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  ConvertFuncToLLVMPassOptions functions;
  functions.useBarePtrCallConv = true;
  pm.addPass(createConvertFuncToLLVMPass(functions));
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createEmitParallelCalls());
  pm.addPass(createEmitEntry());
}

void compress::buildLowerToLLVMPipeline(OpPassManager &pm,
                                        const LowerToLLVMOptions &options) {
  addConversionToLinalg(pm, options.cpu, options.profile);
  addTensorOptimizations(pm);
  addBufferization(pm);
  if (options.profile)
    pm.addPass(createInsertProfileMarks());
  addLoops(pm, options.cpu, options.threads ? options.chunkCycles : 0);
  addConversionToLLVM(pm);
}
