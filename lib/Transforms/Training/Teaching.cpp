//===- Teaching.cpp - training with a teacher -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Teaching.h"
#include "compress/Execution/TeacherCache.h"
#include "compress/Transforms/Common/Passes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::compress;

/// Without a graph.
static LogicalResult checkAlone(Location loc, const TrainingFiles &files,
                                const TrainingTargets &targets) {
  if (files.labels.empty())
    return emitError(loc) << "expected data= and labels=, files of samples and "
                             "labels; only a student learns without, with a "
                             "teacher from compress-distill";
  if (!files.unlabelled.empty() || !files.teacherCache.empty() ||
      targets.agreement)
    return emitError(loc)
           << "unlabelled=, teacher-cache= and target-agreement= "
              "need a teacher; run compress-distill first";
  return success();
}

LogicalResult compress::checkTeaching(func::FuncOp graph, func::FuncOp student,
                                      const TrainingFiles &files,
                                      const TrainingTargets &targets,
                                      LossAttrInterface &loss) {
  Location loc = student->getParentOp()->getLoc();
  if (!graph)
    return checkAlone(loc, files, targets);
  auto distillation = graph->getAttrOfType<DistillationAttr>(kDistillationAttr);
  if (files.labels.empty() && distillation.getHard() > 0.0)
    return emitError(loc)
           << "compress-distill gave labels a weight, and there "
              "is no labels=; distill with alpha=1 to do without";
  if (files.labels.empty() && targets.accuracy)
    return emitError(loc)
           << "target-accuracy= needs labels=; without, there is "
              "target-agreement=";
  if (!files.unlabelled.empty()) {
    auto partial = cast_if_present<LossAttrInterface>(loss.getPartialLoss());
    if (!partial)
      return emitError(loc) << "loss " << loss
                            << " cannot leave out samples without a label, "
                               "which unlabelled= brings";
    loss = partial;
  }
  return updateStudent(graph, student);
}

/// Compiles the teacher for a batch.
static LogicalResult
compileTeacher(func::FuncOp function, int64_t batchSize, CachedTeacher &teacher,
               function_ref<LogicalResult(OpPassManager &)> runPipeline) {
  OpPassManager pm("builtin.module");
  CompressSetBatchOptions batch;
  batch.size = batchSize;
  batch.function = function.getSymName().str();
  pm.addPass(createCompressSetBatch(batch));
  if (failed(runPipeline(pm)))
    return failure();
  CompileOptions options;
  options.function = batch.function;
  auto compiled =
      CompiledFunction::compile(function->getParentOfType<ModuleOp>(), options);
  if (failed(compiled))
    return failure();
  teacher.function = std::move(*compiled);
  return success();
}

LogicalResult compress::setUpTeaching(
    func::FuncOp copy, const TrainingFiles &files, int64_t batchSize,
    CachedTeacher &teacher,
    function_ref<LogicalResult(OpPassManager &)> runPipeline) {
  auto old = copy->getAttrOfType<DistillationAttr>(kDistillationAttr);
  copy->setAttr(kDistillationAttr,
                DistillationAttr::get(copy.getContext(), old.getStudent(),
                                      old.getHard(), old.getAnswers(),
                                      /*labels=*/!files.labels.empty(),
                                      /*cached=*/!files.teacherCache.empty(),
                                      old.getTerms()));
  if (files.teacherCache.empty())
    return success();
  func::FuncOp function = extractTeacher(copy);
  teacher.hash = hashFunction(function);
  LogicalResult result = success();
  if (!llvm::sys::fs::exists(files.teacherCache))
    result = compileTeacher(function, batchSize, teacher, runPipeline);
  function.erase();
  return result;
}

LogicalResult compress::askTeachers(Location loc, const TrainingFiles &files,
                                    const CachedTeacher &teacher,
                                    TrainingData &samples) {
  StringRef path = files.teacherCache;
  if (path.empty())
    return success();
  uint64_t parts[] = {teacher.hash, samples.getSamplesHash()};
  uint64_t hash = llvm::xxh3_64bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(parts), sizeof(parts)));
  if (teacher.function)
    if (llvm::Error error = writeTeacherCache(
            path, hash, askTeacher(*teacher.function, samples)))
      return emitError(loc) << llvm::toString(std::move(error));
  llvm::Expected<std::vector<Tensor>> said = readTeacherCache(path, hash);
  if (!said)
    return emitError(loc) << llvm::toString(said.takeError());
  samples.setTeacher(std::move(*said));
  return success();
}
