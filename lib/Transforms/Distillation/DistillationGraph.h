//===- DistillationGraph.h - student and teachers in one function *- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_DISTILLATION_DISTILLATIONGRAPH_H
#define COMPRESS_LIB_TRANSFORMS_DISTILLATION_DISTILLATIONGRAPH_H

#include "LinkTeacher.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {

/// Builds a function with the operations of a student and of its teachers.
/// Erases it again unless `take` is called.
class DistillationGraph {
public:
  /// Starts with a private copy of `student`, `@<student>_distillation`.
  explicit DistillationGraph(func::FuncOp student);
  ~DistillationGraph();

  /// Appends the operations of a teacher, whose names get `prefix`. What the
  /// student computes already is not computed again. Fails with a diagnostic
  /// where it takes something else than the student.
  LogicalResult addTeacher(const Teacher &teacher, StringRef prefix);

  /// First results of student and teachers.
  Value getStudentOutput() const { return studentOutput; }
  Value getTeacherOutput(unsigned i) const { return teacherOutputs[i]; }
  /// The value of a layer; fails with a diagnostic where there is none of that
  /// name. A teacher's may be named with its prefix or without it.
  FailureOr<Value> getStudentLayer(StringRef name);
  FailureOr<Value> getTeacherLayer(StringRef name);

  /// Sends `value` of the student through a learned layer to the type `like`;
  /// null where no 1x1 convolution or dense layer can do that.
  Value project(Value value, RankedTensorType like, StringRef name,
                uint64_t seed);

  /// Adds a loss between two values.
  void addTerm(Attribute loss, double weight, Value student, Value teacher);
  /// Finishes the function.
  func::FuncOp take(double hard);

  int64_t getNumShared() const { return numShared; }

private:
  Operation *findShared(Operation *op, const IRMapping &mapping);
  Operation *cloneFrozen(Operation *op, IRMapping &mapping, StringRef prefix);
  int64_t addResult(Value value);

  func::FuncOp student, graph;
  /// Operations of the student in the graph.
  SmallVector<Operation *> ownOps;
  llvm::StringMap<Value> studentLayers, teacherLayers;
  Value studentOutput;
  SmallVector<Value> teacherOutputs;
  llvm::SetVector<Value> results;
  SmallVector<Attribute> terms;
  int64_t numShared = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_DISTILLATION_DISTILLATIONGRAPH_H
