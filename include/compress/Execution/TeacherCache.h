//===- TeacherCache.h - what a teacher says, once ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TEACHERCACHE_H
#define COMPRESS_EXECUTION_TEACHERCACHE_H

#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/TrainingData.h"

namespace mlir::compress {

/// Runs `teacher`, whose one input takes a batch, over all samples as they are
/// in the files. Returns one tensor for each output, with a row for each
/// sample.
std::vector<Tensor> askTeacher(const CompiledFunction &teacher,
                               const TrainingData &data);

/// Writes what a teacher said. `recipe` is a hash of teacher and samples. The
/// file is whole or not there.
llvm::Error writeTeacherCache(StringRef path, uint64_t recipe,
                              const std::vector<Tensor> &outputs);

/// Reads it again. Fails with a sentence where the file is damaged, or of
/// another teacher or other samples.
llvm::Expected<std::vector<Tensor>> readTeacherCache(StringRef path,
                                                     uint64_t recipe);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TEACHERCACHE_H
