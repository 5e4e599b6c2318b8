//===- Pipelines.h - named pipelines ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_PIPELINES_PIPELINES_H
#define COMPRESS_PIPELINES_PIPELINES_H

namespace mlir::compress {

/// Registers every named pipeline.
void registerCompressPipelines();

} // namespace mlir::compress

#endif // COMPRESS_PIPELINES_PIPELINES_H
