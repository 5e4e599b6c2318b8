//===- RandomLayers.h - functions to test kernels with ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_RANDOMLAYERS_H
#define COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_RANDOMLAYERS_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include <random>

namespace mlir::compress {

/// Random numbers that are the same with every standard library.
class Random {
public:
  explicit Random(uint64_t seed) : engine(seed) {}
  int64_t number(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(engine() % uint64_t(high - low + 1));
  }
  /// True in `percent` of all cases.
  bool chance(int64_t percent) { return number(1, 100) <= percent; }
  template <typename T>
  T pick(ArrayRef<T> values) {
    return values[number(0, values.size() - 1)];
  }
  /// In [-1, 1), or sometimes 0.
  float real() {
    return chance(5) ? 0.0f
                     : float(number(-(1 << 23), (1 << 23) - 1)) * 0x1p-23f;
  }

private:
  std::mt19937_64 engine;
};

/// Numbers at both ends of i8 or anywhere between, as weights and inputs.
int32_t makeByte(Random &random, int kind);

/// What random layers may be.
struct LayerKinds {
  bool isInteger = false;
  /// Sums of integers may wrap around, and integer weights may be arguments;
  /// TOSA leaves the first undefined and our tool for it the second unwritten.
  bool isTosa = false;
};

/// Writes @main with any number of independent chains of one or two layers,
/// each with what follows a layer in a real model.
class RandomLayers {
public:
  RandomLayers(MLIRContext *context, uint64_t seed, LayerKinds kinds);

  void addChain();
  OwningOpRef<ModuleOp> finish();

private:
  RankedTensorType makeType(ArrayRef<int64_t> shape, Type element) {
    return RankedTensorType::get(shape, element);
  }
  static RankedTensorType typeOf(Value value) {
    return cast<RankedTensorType>(value.getType());
  }
  int64_t pickChannels(int64_t most);
  Value addArgument(ArrayRef<int64_t> shape);
  Value addWeight(ArrayRef<int64_t> shape);
  Value addBias(int64_t channels);
  Value addConstant(ArrayRef<int32_t> entries, Type element);
  Value addFloats(ArrayRef<int64_t> shape,
                  const std::vector<bool> &isZero = {});
  std::vector<bool> pickZeros(ArrayRef<int64_t> shape);
  /// A layer on `input`, or on an argument of its own if there is none.
  Value addLayer(Value input);
  Value addConv2D(Value input);
  Value addDense(Value input);
  Value addBatchMatmul();
  Value addEpilogue(Value sums);
  Value addFloatEpilogue(Value value);
  Value addIntegerEpilogue(Value sums);
  Value addFloatStep(Value value);
  Value addResidual(Value value);
  Value addRescale(Value value, Type to, int64_t channels, int usualShift,
                   int minShift, int maxShift);
  void setBounds(int64_t depth, int64_t product);
  Value addClamp(Value value);
  void addResult(Value value);

  OpBuilder builder;
  Location loc;
  Random random;
  LayerKinds kinds;
  /// Of one layer.
  int64_t maxProducts;
  Type element;
  OwningOpRef<ModuleOp> module;
  func::FuncOp function;
  SmallVector<Value> results;
  /// What the absolute value of the last layer's sums is at most, and usually.
  int64_t bound = 0, usual = 0;
  /// Makes the last layer once more, with other weights, on the same input.
  std::function<Value()> repeatLayer;
  unsigned counter = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_RANDOMLAYERS_H
