//===- Teaching.h - training with a teacher ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_TRAINING_TEACHING_H
#define COMPRESS_LIB_TRANSFORMS_TRAINING_TEACHING_H

#include "TrainingFiles.h"
#include "compress/Transforms/Training/StudentGraph.h"
#include "mlir/Pass/PassManager.h"

namespace mlir::compress {

/// A teacher that is not part of the step.
struct CachedTeacher {
  /// What has to be asked before the training; null if its answers are in the
  /// file already.
  std::unique_ptr<CompiledFunction> function;
  uint64_t hash = 0;
};

/// Which ends of a training are asked for.
struct TrainingTargets {
  bool accuracy = false, agreement = false;
};

/// Checks the options that a graph, null if there is none, changes, updates the
/// student in it, and makes `loss` one that can do without some labels where
/// there are unlabelled samples. Fails with a diagnostic.
LogicalResult checkTeaching(func::FuncOp graph, func::FuncOp student,
                            const TrainingFiles &files,
                            const TrainingTargets &targets,
                            LossAttrInterface &loss);

/// Tells a copy of the graph, which is about to become a step, what files there
/// are. With a cache, takes the teacher out; `runPipeline` runs passes on the
/// module of the copy.
LogicalResult
setUpTeaching(func::FuncOp copy, const TrainingFiles &files, int64_t batchSize,
              CachedTeacher &teacher,
              function_ref<LogicalResult(OpPassManager &)> runPipeline);

/// Gives the samples what the cached teacher says about them: from the file, or
/// asked now and written to it.
LogicalResult askTeachers(Location loc, const TrainingFiles &files,
                          const CachedTeacher &teacher, TrainingData &samples);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_TRAINING_TEACHING_H
