//===- Gpu.cpp - models as PTX --------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gpu.h"
#include "compress/Codegen/GPU/LowerToNVVM.h"
#include "compress/Target/GPU/EmitPtx.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult compress::translateToPtx(ModuleOp module, Operation *function,
                                       const TranslateOptions &options) {
  for (Operation &op : *module.getBody())
    if (isa<SymbolOpInterface>(op))
      SymbolTable::setSymbolVisibility(
          &op, &op == function ? SymbolTable::Visibility::Public
                               : SymbolTable::Visibility::Private);
  LowerToNVVMOptions lowering;
  if (!options.chip.empty())
    lowering.chip = options.chip;
  PassManager pm(module->getContext());
  buildLowerToNVVMPipeline(pm, lowering);
  if (failed(pm.run(module)))
    return failure();
  GpuFiles files;
  files.ptx = options.output;
  files.weights = options.weightFile;
  files.launches = options.launchFile;
  return writeGpuFiles(module, files);
}
