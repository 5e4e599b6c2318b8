//===- LinkTeacher.h - a teacher as one function ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_DISTILLATION_LINKTEACHER_H
#define COMPRESS_LIB_TRANSFORMS_DISTILLATION_LINKTEACHER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::compress {

/// A network that teaches.
struct Teacher {
  /// A copy to work on, nested in the module of the student.
  ModuleOp module;
  func::FuncOp function;
  /// What the user calls it: `'teacher.mlir'`, `@teacher`.
  std::string title;
  /// Its weight; those of all teachers add up to 1.
  double weight = 1.0;
};

/// Reads the file and appends its module to `host`. Fails with a diagnostic at
/// `loc` where it cannot be read, has no function to run, or operations of
/// dialects that `host`'s context does not have.
FailureOr<Teacher> linkFile(StringRef path, ModuleOp host, Location loc);

/// Appends a copy of `host`, to work on a function of it.
FailureOr<Teacher> linkFunction(StringRef name, ModuleOp host, Location loc);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_DISTILLATION_LINKTEACHER_H
