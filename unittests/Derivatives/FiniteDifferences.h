//===- FiniteDifferences.h - gradients from values alone --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_UNITTESTS_DERIVATIVES_FINITEDIFFERENCES_H
#define COMPRESS_UNITTESTS_DERIVATIVES_FINITEDIFFERENCES_H

#include "compress/Execution/CompiledFunction.h"
#include "mlir/IR/OwningOpRef.h"
#include <string>
#include <vector>

namespace mlir::compress {

/// An example of an operation to differentiate.
struct Instance {
  /// The operation that it is an example of.
  const char *op;
  /// A function @main around it. f32 arguments are differentiated.
  const char *text;
  /// Range of the entries of f32 arguments, which are all different and keep a
  /// distance of (high - low) / 4n from each other and from 0.
  double low = -1.0, high = 1.0;
  /// The function whose differences are right, where not the function itself:
  /// rounding has no derivative that anybody wants.
  const char *surrogate = nullptr;
};

/// The table of instances; every differentiable operation has one.
llvm::ArrayRef<Instance> getInstances();
/// Instances of operations that have no derivative, and say so.
llvm::ArrayRef<Instance> getObstacles();

/// Values of a function's f32 arguments, integer arguments and results.
using Buffers = std::vector<std::vector<char>>;

/// A function, its arguments, and numbers that its results are multiplied with
/// to make one loss of them.
class Example {
public:
  /// Parses the instance.
  Example(const Instance &instance, MLIRContext &context);

  /// The module that returns the gradients for all f32 arguments, by
  /// `emitGradients`; null after a diagnostic.
  OwningOpRef<ModuleOp> differentiate() const;
  /// Those gradients, run; empty after a diagnostic.
  std::vector<std::vector<double>> getGradients() const;
  /// The same by central differences of the values.
  std::vector<std::vector<double>> getDifferences() const;

  ModuleOp getModule() const { return module.get(); }

private:
  func::FuncOp getFunction(ModuleOp module) const;
  std::vector<float> makeNumbers(int64_t count, unsigned argument) const;
  void fillArguments();
  double getLoss(const CompiledFunction &function, const Buffers &inputs) const;

  const Instance &instance;
  MLIRContext &context;
  OwningOpRef<ModuleOp> module;
  Buffers arguments;
  std::vector<std::vector<float>> weights;
};

} // namespace mlir::compress

#endif // COMPRESS_UNITTESTS_DERIVATIVES_FINITEDIFFERENCES_H
