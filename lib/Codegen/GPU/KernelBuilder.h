//===- KernelBuilder.h - the inside of a GPU kernel -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_GPU_KERNELBUILDER_H
#define COMPRESS_LIB_CODEGEN_GPU_KERNELBUILDER_H

#include "KernelGroup.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::compress {

/// How many blocks of how many threads.
struct LaunchShape {
  std::array<int64_t, 3> grid = {1, 1, 1};
  std::array<int64_t, 3> block = {1, 1, 1};
};

/// What the emitters of kernels share: the launch, index arithmetic that folds,
/// and the operations of a group at one place of the iteration space.
class KernelBuilder {
public:
  KernelBuilder(const KernelGroup &group, StringRef kernelName);

  /// Opens the launch; what is built from now on lies in it.
  void launch(const LaunchShape &shape, ArrayRef<Type> sharedTypes = {});

  // Index arithmetic, on unsigned numbers.
  Value makeIndex(int64_t value);
  Value add(Value a, Value b);
  Value multiply(Value a, int64_t b);
  Value divide(Value a, int64_t b);
  Value remainder(Value a, int64_t b);
  /// The indices into a box of `sizes` of its `linear`th entry.
  SmallVector<Value> delinearize(Value linear, ArrayRef<int64_t> sizes);
  Value linearize(ArrayRef<Value> indices, ArrayRef<int64_t> sizes);
  /// True where `value < limit`, null if that is always so.
  Value isLess(Value value, int64_t limit, int64_t largest);
  Value both(Value a, Value b);
  /// Builds `body` where `condition` holds, or everywhere if it is null.
  void buildIf(Value condition, function_ref<void()> body);
  /// The value of `body`, or zero where the condition does not hold.
  Value buildIfOrZero(Value condition, Type type, function_ref<Value()> body);
  Value makeZero(Type type);

  // The operations. A position has one index for each loop of `main`; those of
  // reduction loops may be null where they do not matter.
  Value load(OpOperand &operand, ArrayRef<Value> position);
  /// The values before the sum.
  SmallVector<Value> loadAccumulators(ArrayRef<Value> position);
  /// The region of `main`: the next accumulators.
  SmallVector<Value> evaluate(ArrayRef<Value> position,
                              ValueRange accumulators);
  /// Sub-expression `value` of the region of `main`.
  Value evaluate(Value value, ArrayRef<Value> position, IRMapping &mapping);
  /// The epilogue and the store.
  void store(ArrayRef<Value> position, ValueRange results);
  /// The loops over the reduction dimensions from `dims`, around `evaluate`.
  SmallVector<Value> reduce(ArrayRef<unsigned> dims,
                            SmallVector<Value> position,
                            SmallVector<Value> accumulators);

  OpBuilder builder;
  Location loc;
  linalg::LinalgOp main;
  SmallVector<int64_t> sizes;
  SmallVector<unsigned> parallelDims, reductionDims;
  gpu::LaunchOp launchOp;

private:
  Value getView(Value buffer);
  Value bringIn(Value value);
  void evaluateOperation(Operation *op, ArrayRef<Value> position,
                         IRMapping &mapping);
  SmallVector<Value> evaluateBody(linalg::LinalgOp op, ArrayRef<Value> position,
                                  IRMapping &mapping);
  SmallVector<Value> convertIndices(Value from, ArrayRef<Value> indices,
                                    Value to);
  SmallVector<Value> getIndices(OpOperand &operand, ArrayRef<Value> position,
                                linalg::LinalgOp op);
  Value loadOf(linalg::LinalgOp op, OpOperand &operand,
               ArrayRef<Value> position);

  const KernelGroup &group;
  std::string kernelName;
  /// Buffers of the host as the kernel sees them.
  IRMapping views;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_GPU_KERNELBUILDER_H
