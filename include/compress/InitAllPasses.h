//===- InitAllPasses.h - all passes and pipelines ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INITALLPASSES_H
#define COMPRESS_INITALLPASSES_H

#include "compress/Codegen/CPU/Passes.h"
#include "compress/Codegen/Common/Passes.h"
#include "compress/Codegen/GPU/Passes.h"
#include "compress/Conversion/Passes.h"
#include "compress/Pipelines/Pipelines.h"
#include "compress/Target/GPU/Passes.h"
#include "compress/Transforms/Common/Passes.h"
#include "compress/Transforms/Distillation/Passes.h"
#include "compress/Transforms/NAS/Passes.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "compress/Transforms/Quantization/Passes.h"
#include "compress/Transforms/Training/Passes.h"

namespace mlir::compress {

/// The one list of passes, for every tool and the plugin.
inline void registerAllPasses() {
  registerCompressConversionPasses();
  registerCompressCPUCodegenPasses();
  registerCompressCommonCodegenPasses();
  registerCompressGPUCodegenPasses();
  registerCompressGPUTargetPasses();
  registerCompressCommonPasses();
  registerCompressDistillationPasses();
  registerCompressNASPasses();
  registerCompressPruningPasses();
  registerCompressQuantizationPasses();
  registerCompressTrainingPasses();
  registerCompressPipelines();
}

} // namespace mlir::compress

#endif // COMPRESS_INITALLPASSES_H
