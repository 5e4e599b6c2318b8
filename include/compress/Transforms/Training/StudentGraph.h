//===- StudentGraph.h - what compress-train does with a graph ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_STUDENTGRAPH_H
#define COMPRESS_TRANSFORMS_TRAINING_STUDENTGRAPH_H

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// The distillation graph of `student` in `module`; null if there is none.
func::FuncOp findDistillation(ModuleOp module, func::FuncOp student);

/// Gives the operations of the student in the graph what they have in the
/// student now: values, masks, ranges. Fails with a diagnostic where passes
/// have changed more than that.
LogicalResult updateStudent(func::FuncOp graph, func::FuncOp student);

/// Numbers of the results that teachers give, in ascending order.
SmallVector<int64_t> getTeacherResults(DistillationAttr distillation);

/// Turns a copy of the graph into a function of its first argument that returns
/// what teachers give, and appends it to the module: `@ask_teacher`.
func::FuncOp extractTeacher(func::FuncOp graph);

/// A hash of the operations of a function and of all their constants.
uint64_t hashFunction(func::FuncOp function);

/// Erases operations without side effects whose results nobody uses but those
/// that are listed.
void eraseDeadOperations(func::FuncOp function, ArrayRef<Value> kept = {});

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_STUDENTGRAPH_H
