//===- WeightFile.h - weights beside a library ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_CPU_WEIGHTFILE_H
#define COMPRESS_TARGET_CPU_WEIGHTFILE_H

#include "compress/Target/CPU/compress_model.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir::compress {

/// The header of a file for `weights`, hash included.
compress_weight_file makeWeightFileHeader(llvm::StringRef weights);

/// A whole file of `weights`, packed (`packBytes`); empty if it would not be
/// smaller than the weights by a sixteenth.
std::string packWeightFile(llvm::StringRef weights);

} // namespace mlir::compress

#endif // COMPRESS_TARGET_CPU_WEIGHTFILE_H
